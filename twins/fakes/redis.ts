import type { Socket } from 'node:net';
import type { RunningFake } from './fake.ts';
import { LONGEST, type Reply, take, written } from './redis-wire.ts';
import { eachMessage, tcpFake } from './tcp-fake.ts';

export type RedisValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'hash'; readonly value: Readonly<Record<string, string>> }
  | { readonly type: 'list' | 'set' | 'zset'; readonly value: readonly string[] };

/** A family of computed keys: `count` of them, the name and the value of each made when asked for. */
export interface RedisKeys {
  readonly count: number;
  name(index: number): string;
  /** The number of a key from its name; undefined where the name is none of this family. */
  indexOf(name: string): number | undefined;
  value(index: number): RedisValue;
}

export interface FakeRedisOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  /** Families of keys in database 0. */
  readonly keys: readonly RedisKeys[];
  /** `password`: NOAUTH to everything before a login. `protected`: protected mode, which ends the connection with DENIED. */
  readonly locked?: 'password' | 'protected';
}

const MOST_SCANNED = 1_000;
const DENIED =
  '-DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. In this mode connections are only accepted from the loopback interface.\r\n';

function glob(pattern: string): (name: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source.replace(/(?:\.\*)+/g, '.*')}$`, 's');
  return (name) => expression.test(name);
}

interface Session {
  version: 2 | 3;
  database: number;
}

const WRONG_TYPE = { error: 'WRONGTYPE Operation against a key holding the wrong kind of value' } as const;

function found(options: FakeRedisOptions, session: Session, name: string): RedisValue | undefined {
  if (session.database !== 0) return undefined;
  for (const family of options.keys) {
    const index = family.indexOf(name);
    if (index !== undefined && index >= 0 && index < family.count) return family.value(index);
  }
  return undefined;
}

function total(options: FakeRedisOptions, session: Session): number {
  return session.database === 0 ? options.keys.reduce((sum, { count }) => sum + count, 0) : 0;
}

function nameAt(options: FakeRedisOptions, at: number): string {
  let rest = at;
  for (const family of options.keys) {
    if (rest < family.count) return family.name(rest);
    rest -= family.count;
  }
  return '';
}

/** The cursor is the number of the next key, as long as there is one. */
function scan(options: FakeRedisOptions, session: Session, args: readonly string[]): Reply {
  const from = Number(args[0]);
  if (!Number.isInteger(from) || from < 0) return { error: 'ERR invalid cursor' };
  const word = (name: string): string | undefined => {
    const at = args.findIndex((one) => one.toUpperCase() === name);
    return at > 0 ? args[at + 1] : undefined;
  };
  const count = Math.min(MOST_SCANNED, Math.max(1, Number(word('COUNT') ?? 10)));
  const fits = glob(word('MATCH') ?? '*');
  const type = word('TYPE');
  const all = total(options, session);
  const names: string[] = [];
  for (let at = from; at < Math.min(all, from + count); at += 1) {
    const name = nameAt(options, at);
    if (fits(name) && (type === undefined || found(options, session, name)?.type === type)) names.push(name);
  }
  return [String(from + count < all ? from + count : 0), names];
}

function info(options: FakeRedisOptions, section: string): string {
  const keys = options.keys.reduce((sum, { count }) => sum + count, 0);
  const parts: Readonly<Record<string, string>> = {
    server: `# Server\r\nredis_version:${options.version}\r\nredis_mode:standalone\r\nos:Linux\r\nrun_id:5e1f5e1f00000000000000000000000000000000\r\ntcp_port:${options.port}\r\nuptime_in_seconds:86400\r\n`,
    replication: '# Replication\r\nrole:master\r\nconnected_slaves:0\r\n',
    keyspace: `# Keyspace\r\n${keys > 0 ? `db0:keys=${keys},expires=0,avg_ttl=0\r\n` : ''}`,
  };
  return parts[section.toLowerCase()] ?? Object.values(parts).join('\r\n');
}

function slice(
  values: readonly string[],
  from: string | undefined,
  to: string | undefined,
): readonly string[] {
  const at = (word: string | undefined, other: number): number => {
    const index = Number(word ?? other);
    return index < 0 ? values.length + index : index;
  };
  return values.slice(Math.max(0, at(from, 0)), at(to, values.length) + 1);
}

/** Commands on one key, by the type that they need. */
function onKey(command: string, args: readonly string[], value: RedisValue | undefined): Reply | undefined {
  const [, second, third] = args;
  const need = (type: RedisValue['type'], empty: Reply, of: (held: never) => Reply): Reply => {
    if (!value) return empty;
    return value.type === type ? of(value.value as never) : WRONG_TYPE;
  };
  switch (command) {
    case 'TYPE':
      return { status: value?.type ?? 'none' };
    case 'EXISTS':
      return value ? 1 : 0;
    case 'TTL':
      return value ? -1 : -2;
    case 'GET':
      return need('string', null, (held: string) => held);
    case 'STRLEN':
      return need('string', 0, (held: string) => Buffer.byteLength(held));
    case 'GETRANGE':
      return need('string', '', (held: string) => slice([...held], second, third).join(''));
    case 'HGETALL':
      return need('hash', { pairs: [] }, (held: Record<string, string>) => ({ pairs: Object.entries(held) }));
    case 'HLEN':
      return need('hash', 0, (held: Record<string, string>) => Object.keys(held).length);
    case 'HKEYS':
      return need('hash', [], (held: Record<string, string>) => Object.keys(held));
    case 'HSCAN':
      return need('hash', ['0', []], (held: Record<string, string>) => ['0', Object.entries(held).flat()]);
    case 'LLEN':
      return need('list', 0, (held: readonly string[]) => held.length);
    case 'LRANGE':
      return need('list', [], (held: readonly string[]) => slice(held, second, third));
    case 'SCARD':
      return need('set', 0, (held: readonly string[]) => held.length);
    case 'SMEMBERS':
      return need('set', [], (held: readonly string[]) => held);
    case 'SRANDMEMBER':
      return need('set', [], (held: readonly string[]) => held.slice(0, Number(second ?? 1)));
    case 'ZCARD':
      return need('zset', 0, (held: readonly string[]) => held.length);
    case 'ZRANGE':
      return need('zset', [], (held: readonly string[]) => slice(held, second, third));
    default:
      return undefined;
  }
}

function answer(options: FakeRedisOptions, session: Session, words: readonly string[]): Reply {
  const [name = '', ...args] = words;
  const command = name.toUpperCase();
  const [first = '', second = ''] = args;
  if (options.locked === 'password') {
    if (command === 'AUTH') return { error: 'WRONGPASS invalid username-password pair or user is disabled.' };
    if (command === 'HELLO')
      return {
        error:
          'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
      };
    return { error: 'NOAUTH Authentication required.' };
  }
  switch (command) {
    case 'PING':
      return first === '' ? { status: 'PONG' } : first;
    case 'ECHO':
      return first;
    case 'HELLO': {
      if (Number(options.version.split('.')[0]) < 6) break;
      if (first !== '' && first !== '2' && first !== '3')
        return { error: 'NOPROTO unsupported protocol version' };
      if (first !== '') session.version = first === '3' ? 3 : 2;
      return {
        pairs: [
          ['server', 'redis'],
          ['version', options.version],
          ['proto', session.version],
          ['id', 1],
          ['mode', 'standalone'],
          ['role', 'master'],
          ['modules', []],
        ],
      };
    }
    case 'CLIENT':
      return /^(?:SETINFO|SETNAME|MAINT_NOTIFICATIONS)$/i.test(first)
        ? { status: 'OK' }
        : { error: `ERR unknown subcommand '${first}'` };
    case 'SELECT':
      if (!/^\d{1,2}$/.test(first) || Number(first) > 15) return { error: 'ERR DB index is out of range' };
      session.database = Number(first);
      return { status: 'OK' };
    case 'INFO':
      return info(options, first);
    case 'DBSIZE':
      return total(options, session);
    case 'LASTSAVE':
      return Math.floor(Date.now() / 1_000) - 3_600;
    case 'SCAN':
      return scan(options, session, args);
    case 'CONFIG':
      return first.toUpperCase() === 'GET'
        ? {
            pairs:
              second === 'dir'
                ? [['dir', '/var/lib/redis']]
                : second === 'dbfilename'
                  ? [['dbfilename', 'dump.rdb']]
                  : [],
          }
        : { error: 'ERR a twin cannot be written to' };
    case 'MODULE':
      return [];
    case 'ACL':
      if (first.toUpperCase() === 'WHOAMI') return 'default';
      return {
        pairs: [
          ['flags', ['on', 'nopass']],
          ['passwords', []],
          ['commands', '+@all'],
          ['keys', '~*'],
          ['channels', '&*'],
        ],
      };
    case 'MEMORY': {
      const value = found(options, session, second);
      return value ? 64 + JSON.stringify(value.value).length : null;
    }
    case 'CLUSTER':
      return { error: 'ERR This instance has cluster support disabled' };
    case 'QUIT':
      return { status: 'OK' };
    default: {
      const reply = first === '' ? undefined : onKey(command, args, found(options, session, first));
      if (reply !== undefined) return reply;
    }
  }
  return {
    error: `ERR unknown command '${name.slice(0, 128).replace(/[\r\n]/g, ' ')}', with args beginning with: `,
  };
}

/** A server of the Redis protocol, RESP 2 and (from 6.0 on) 3, over computed keys. What would write is an unknown command. */
export async function fakeRedis(options: FakeRedisOptions): Promise<RunningFake> {
  return tcpFake(options, (socket: Socket) => {
    if (options.locked === 'protected') {
      socket.end(DENIED);
      return;
    }
    const session: Session = { version: 2, database: 0 };
    eachMessage(socket, LONGEST, take, (words) => {
      if (words.length === 0) return;
      const reply = answer(options, session, words);
      socket.write(written(reply, session.version));
      if (words[0]?.toUpperCase() === 'QUIT') socket.end();
    });
  });
}
