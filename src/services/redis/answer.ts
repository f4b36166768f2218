import type { Outcome } from '../../model/outcome.ts';
import type { Peer } from '../../wire/service.ts';
import type { RespReply } from './codec.ts';
import type { RedisCommand } from './commands.ts';

export type RedisPeer = Peer<RedisCommand, RespReply>;

/**
 * - `auth`: a password is wanted (`NOAUTH`, and `ERR operation not permitted` of versions before 2.8).
 * - `protected`: protected mode refuses this address (`DENIED`).
 * - `permission`: the access list does not allow this command to nobody in particular (`NOPERM`).
 * - `unknown-command`: renamed, disabled, or never known.
 * - `loading`: the data is being loaded (`LOADING`), or a replica waits for its master (`MASTERDOWN`), or a script runs (`BUSY`).
 * - `unsaved`: it cannot save, and says so to PING and to writes (`MISCONF`); reads go on.
 * - `full`: too many clients.
 * - `wrong-type`: the key holds another kind of value.
 * - `other`: anything else.
 */
export type Refusal =
  | 'auth'
  | 'protected'
  | 'permission'
  | 'unknown-command'
  | 'loading'
  | 'unsaved'
  | 'full'
  | 'wrong-type'
  | 'other';

const CODES: Readonly<Record<string, Refusal>> = {
  NOAUTH: 'auth',
  WRONGPASS: 'auth',
  DENIED: 'protected',
  NOPERM: 'permission',
  LOADING: 'loading',
  MASTERDOWN: 'loading',
  BUSY: 'loading',
  CLUSTERDOWN: 'loading',
  MISCONF: 'unsaved',
  WRONGTYPE: 'wrong-type',
};

/** Sorts the text of an error; the text itself goes no further. */
function refusalOf(text: string): Refusal {
  const code = /^[A-Z]+/.exec(text)?.[0] ?? '';
  const known = CODES[code];
  if (known) return known;
  if (/operation not permitted|authentication required|invalid password/i.test(text)) return 'auth';
  if (
    /^ERR unknown (?:command|subcommand)|unknown command|command .{0,40}not (?:allowed|supported)|disabled|unsupported/i.test(
      text,
    )
  ) {
    return 'unknown-command';
  }
  return /max number of clients/i.test(text) ? 'full' : 'other';
}

/** An answer that is no refusal, or the refusal's kind, or why there is no answer. */
export type Told =
  | { readonly ok: true; readonly reply: RespReply }
  | { readonly ok: false; readonly because: Refusal | 'no answer' };

export function told(outcome: Outcome<RespReply>): Told {
  if (!outcome.ok) return { ok: false, because: 'no answer' };
  if (outcome.value.kind === 'error') return { ok: false, because: refusalOf(outcome.value.text) };
  return { ok: true, reply: outcome.value };
}

/** Commands in a row without an answer after which nothing more is asked: each would cost a connection and a wait. */
const PATIENCE = 3;
const setbacks = new WeakMap<RedisPeer, number>();

/** True once a server has left so many commands without an answer that nothing more is asked of it. */
export function gaveUp(peer: RedisPeer): boolean {
  return (setbacks.get(peer) ?? 0) >= PATIENCE;
}

/** The answer to a command, where there is one that is no refusal. */
export async function query(
  peer: RedisPeer,
  ...what: Parameters<RedisPeer['ask']>
): Promise<RespReply | undefined> {
  if (gaveUp(peer)) return undefined;
  const outcome = await peer.ask(...what);
  if (outcome.ok) setbacks.set(peer, 0);
  else if (outcome.why !== 'denied-by-guard') setbacks.set(peer, (setbacks.get(peer) ?? 0) + 1);
  const answer = told(outcome);
  return answer.ok ? answer.reply : undefined;
}

/** The text of a simple or bulk string, Latin-1; undefined for others. */
export function textOf(reply: RespReply | undefined): string | undefined {
  if (reply?.kind === 'simple') return reply.text;
  return reply?.kind === 'bulk' ? reply.bytes?.toString('latin1') : undefined;
}

export function integerOf(reply: RespReply | undefined): number | undefined {
  if (reply?.kind !== 'integer') return undefined;
  const value = Number(reply.value);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function itemsOf(reply: RespReply | undefined): readonly RespReply[] {
  return reply?.kind === 'array' ? (reply.items ?? []) : [];
}

/** `field:value` lines of INFO. Values are hostile text. */
export function infoFields(reply: RespReply | undefined): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const row of (textOf(reply) ?? '').split(/\r?\n/).slice(0, 1_000)) {
    const colon = row.indexOf(':');
    if (colon > 0 && !row.startsWith('#')) fields.set(row.slice(0, colon), row.slice(colon + 1));
  }
  return fields;
}
