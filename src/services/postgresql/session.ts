import { type Failure, failure, type Outcome, success } from '../../model/outcome.ts';
import type { HoleValues } from '../../wire/template.ts';
import type { PgReply, PgResult } from './reply.ts';
import type { PgName, PgPeer } from './table.ts';

/** How a session was opened, so that the next one can be opened in the same way. */
export interface Way {
  /** Undefined: any name gets in, and a name that belongs to nobody was used. */
  readonly account: string | undefined;
  readonly secure: boolean;
  /** The startup packet without settings, for poolers. */
  readonly bare: boolean;
}

/** What the answer to a StartupMessage proves. */
export type Verdict =
  /** The session is open. */
  | 'in'
  /** Admitted without a password, then refused for another reason (no such role, no such database). */
  | 'trust'
  | 'password'
  | 'blocked'
  | 'blocked-plain'
  | 'client-certificate'
  | 'busy'
  | 'startup-parameter'
  | 'unclear';

export function verdictOf(reply: PgReply): Verdict {
  if (reply.ready) return 'in';
  if (reply.auth) return 'password';
  const { error } = reply;
  if (!error) return 'unclear';
  if (reply.admitted) return 'trust';
  if (error.signs.includes('client-certificate')) return 'client-certificate';
  if (
    error.code === '28000' &&
    (error.signs.includes('pg_hba') || error.routine === 'ClientAuthentication')
  ) {
    return error.signs.includes('no-encryption') ? 'blocked-plain' : 'blocked';
  }
  if (error.signs.includes('no-encryption')) return 'blocked-plain';
  if (error.code === '28P01' || error.routine === 'auth_failed') return 'password';
  if (error.signs.includes('startup-parameter')) return 'startup-parameter';
  if (error.code.startsWith('53') || error.code.startsWith('57P')) return 'busy';
  return 'unclear';
}

/** An open session in a read-only transaction. */
export interface Session {
  readonly way: Way;
  readonly greeting: PgReply;
  /** The first result of a statement; `rejected` with the SQLSTATE where the server said no. */
  read(name: PgName, holes?: HoleValues): Promise<Outcome<PgResult>>;
  /** Ends the transaction and begins another: statistics stay as they were within one. */
  renew(): Promise<Outcome<undefined>>;
  end(): Promise<void>;
}

/** Sends the StartupMessage on a new connection, inside TLS where the way says so. */
export async function knock(peer: PgPeer, way: Way, database: string): Promise<Outcome<PgReply>> {
  peer.hangUp();
  if (way.secure) {
    const offer = await peer.ask('tls');
    if (!offer.ok) return offer;
    if (offer.value.tls !== 'offered') return failure('tls', 'TLS is no longer offered');
    const secured = await peer.startTls();
    if (!secured.ok) return secured;
  }
  return ask(peer, way, database);
}

/** Sends the StartupMessage on the connection as it is. */
export function ask(peer: PgPeer, way: Way, database: string): Promise<Outcome<PgReply>> {
  return way.account === undefined
    ? peer.ask(way.bare ? 'strangerBare' : 'stranger', { database })
    : peer.ask(way.bare ? 'sessionBare' : 'session', { account: way.account, database });
}

/** Opens a session whose startup was already answered with ReadyForQuery. */
export async function begin(peer: PgPeer, way: Way, greeting: PgReply): Promise<Outcome<Session>> {
  let dead: Failure | undefined;
  const run = async (name: PgName, holes?: HoleValues): Promise<Outcome<PgReply>> => {
    if (dead) return dead;
    const answer = await peer.ask(name, holes);
    if (!answer.ok && answer.why !== 'denied-by-guard') dead = answer;
    else if (answer.ok && answer.value.ready === undefined) {
      dead = failure(
        'closed',
        `the session was ended with SQLSTATE ${answer.value.error?.code ?? 'unknown'}`,
      );
    }
    return answer;
  };
  const start = async (): Promise<Outcome<undefined>> => {
    const begun = await run('begin');
    if (!begun.ok) return begun;
    if (begun.value.error)
      return failure('rejected', `no read-only transaction: SQLSTATE ${begun.value.error.code}`);
    return success(undefined);
  };
  const renew = async (): Promise<Outcome<undefined>> => {
    const ended = await run('rollback');
    return ended.ok ? start() : ended;
  };
  const started = await start();
  if (!started.ok) return started;
  return success({
    way,
    greeting,
    renew,
    async read(name, holes) {
      const answer = await run(name, holes);
      if (!answer.ok) return answer;
      const { error, ready, results } = answer.value;
      if (error) {
        if (ready === 'E' || ready === 'I') {
          const again = ready === 'E' ? await renew() : await start();
          if (!again.ok) dead = again;
        }
        return failure('rejected', `SQLSTATE ${error.code}`);
      }
      const result = results[0];
      return result ? success(result) : failure('protocol', 'no result came');
    },
    async end() {
      if (dead) return;
      const rolled = await run('rollback');
      if (rolled.ok) await peer.ask('terminate');
      peer.hangUp();
    },
  });
}

/** Opens a session on a database in a way that is known to work. */
export async function enter(peer: PgPeer, way: Way, database: string): Promise<Outcome<Session>> {
  const answer = await knock(peer, way, database);
  if (!answer.ok) return answer;
  if (verdictOf(answer.value) !== 'in') {
    return failure(
      'rejected',
      `no session: SQLSTATE ${answer.value.error?.code ?? 'none, a password was asked for'}`,
    );
  }
  return begin(peer, way, answer.value);
}

const WAYS = new WeakMap<PgPeer, Way>();

/** Remembers for `inventory` and `sample` how `identify` came in. */
export function rememberWay(peer: PgPeer, way: Way): void {
  WAYS.set(peer, way);
}

export function knownWay(peer: PgPeer): Way | undefined {
  return WAYS.get(peer);
}

export function textAt(row: readonly (Buffer | null)[] | undefined, index: number): string | undefined {
  const cell = row?.[index];
  return cell ? cell.toString('utf8') : undefined;
}

/** A number that the server wrote; undefined where there is none or it is not finite. */
export function numberAt(row: readonly (Buffer | null)[] | undefined, index: number): number | undefined {
  const text = textAt(row, index);
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Truth as PostgreSQL writes it: `t`, and `true` in some look-alikes. */
export function truthAt(row: readonly (Buffer | null)[] | undefined, index: number): boolean {
  const text = textAt(row, index);
  return text === 't' || text === 'true';
}
