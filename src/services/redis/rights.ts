import type { Inventory } from '../../model/inventory.ts';
import { itemsOf, type RedisPeer, textOf, told } from './answer.ts';
import type { RespReply } from './codec.ts';

/** True where the rules, read from left to right, leave a command that writes. */
export function rulesWrite(rules: string): boolean {
  let all = false;
  let write = false;
  const single = new Set<string>();
  for (const rule of rules.toLowerCase().split(/\s+/)) {
    if (rule === '+@all' || rule === 'allcommands') all = true;
    else if (rule === '-@all' || rule === 'nocommands') {
      all = false;
      write = false;
      single.clear();
    } else if (rule === '+@write') write = true;
    else if (rule === '-@write') {
      all = false;
      write = false;
    } else if (WRITES.has(rule.slice(1))) {
      if (rule.startsWith('+')) single.add(rule.slice(1));
      else single.delete(rule.slice(1));
    }
  }
  return all || write || single.size > 0;
}

/** Commands and categories that store what they are given; one of them is enough. */
const WRITES: ReadonlySet<string> = new Set([
  'set',
  'mset',
  'hset',
  'lpush',
  'rpush',
  'sadd',
  'zadd',
  'xadd',
  'del',
  'flushall',
  'flushdb',
  '@string',
  '@hash',
  '@list',
  '@dangerous',
]);

function ruleOf(reply: RespReply): string | undefined {
  const words = itemsOf(reply);
  const at = words.findIndex((word) => textOf(word) === 'commands');
  return at < 0 ? undefined : textOf(words[at + 1]);
}

/** Whether anyone could write, by what the server says of roles. Nothing is written to find out. */
export async function rights(
  peer: RedisPeer,
  server: ReadonlyMap<string, string>,
  replication: ReadonlyMap<string, string>,
  administers: boolean,
): Promise<Inventory['writable']> {
  const role = replication.get('role');
  if (role === 'slave' && replication.get('slave_read_only') === '1') {
    return { value: false, because: 'INFO replication: a replica that takes no writes' };
  }
  const who = told(await peer.ask('whoAmI'));
  if (!who.ok && who.because === 'unknown-command' && server.has('redis_version') && role !== undefined) {
    return { value: true, because: 'it knows no access lists: whoever is let in may write' };
  }
  const isDefault = who.ok && textOf(who.reply) === 'default';
  const rules = isDefault ? told(await peer.ask('rights')) : undefined;
  const text = rules?.ok ? ruleOf(rules.reply) : undefined;
  if (text !== undefined) {
    return rulesWrite(text)
      ? {
          value: true,
          because: 'ACL GETUSER default: the account that needs no password may run commands that write',
        }
      : {
          value: false,
          because: 'ACL GETUSER default: the account that needs no password may run no command that writes',
        };
  }
  return administers
    ? { value: true, because: 'CONFIG GET was answered: nobody in particular may administer the server' }
    : undefined;
}
