import { type Failure, failure, type Outcome, success } from '../../model/outcome.ts';
import type { HoleValues } from '../../wire/template.ts';
import { CLIENT_PLUGIN_AUTH, CLIENT_PROTOCOL_41, CLIENT_SSL } from './codec.ts';
import type { MyError, MyGreeting, MyResult } from './reply.ts';
import type { MyName, MyPeer } from './table.ts';

/** How a session was opened, so that the next one can be opened in the same way. */
export interface Way {
  /** Undefined: the anonymous user. */
  readonly account: string | undefined;
  readonly secure: boolean;
}

export type Knock =
  | { readonly verdict: 'in'; readonly greeting: MyGreeting }
  /** An error instead of a greeting. */
  | { readonly verdict: 'turned-away'; readonly error: MyError }
  | { readonly verdict: 'refused'; readonly error: MyError; readonly greeting: MyGreeting }
  /** A method that wants to see a password. */
  | { readonly verdict: 'password'; readonly method: string; readonly greeting: MyGreeting }
  /** TLS was offered and its handshake failed. */
  | { readonly verdict: 'tls-failed'; readonly greeting: MyGreeting }
  | { readonly verdict: 'too-old'; readonly greeting: MyGreeting };

/** Methods whose empty answer means "no password" to the server. */
const EMPTY_MEANS_NONE = ['mysql_native_password', 'caching_sha2_password', 'sha256_password'];

/** Logs in on a new connection with no password: greeting, TLS where the way wants it and the server offers it, login. */
export async function knock(peer: MyPeer, way: Way, fresh: boolean): Promise<Outcome<Knock>> {
  if (!fresh) peer.hangUp();
  const greeted = await peer.ask('greet');
  if (!greeted.ok) return greeted;
  if (greeted.value.kind === 'error') return success({ verdict: 'turned-away', error: greeted.value.error });
  if (greeted.value.kind !== 'greeting') return failure('protocol', 'no greeting came');
  const { greeting } = greeted.value;
  if (greeting.protocol !== 10 || (greeting.capabilities & CLIENT_PROTOCOL_41) === 0)
    return success({ verdict: 'too-old', greeting });
  const secure = way.secure && (greeting.capabilities & CLIENT_SSL) !== 0;
  if (secure) {
    const asked = await peer.ask('tls');
    if (!asked.ok) return asked;
    const secured = await peer.startTls();
    if (!secured.ok) return success({ verdict: 'tls-failed', greeting });
  }
  return login(peer, way.account, greeting, secure);
}

async function login(
  peer: MyPeer,
  account: string | undefined,
  greeting: MyGreeting,
  secure: boolean,
): Promise<Outcome<Knock>> {
  const modern = (greeting.capabilities & CLIENT_PLUGIN_AUTH) !== 0;
  let answer =
    account === undefined
      ? await peer.ask(modern ? 'anonymous' : 'anonymousOld', { secure })
      : await peer.ask(modern ? 'account' : 'accountOld', { secure, account });
  if (answer.ok && answer.value.kind === 'switch') {
    const { plugin } = answer.value;
    if (!EMPTY_MEANS_NONE.includes(plugin)) return success({ verdict: 'password', method: plugin, greeting });
    answer = await peer.ask('empty', { secure });
  }
  if (!answer.ok) return answer;
  switch (answer.value.kind) {
    case 'ok':
      return success({ verdict: 'in', greeting });
    case 'error':
      return success({ verdict: 'refused', error: answer.value.error, greeting });
    case 'switch':
      return success({ verdict: 'password', method: answer.value.plugin, greeting });
    case 'more':
      return success({ verdict: 'password', method: greeting.plugin, greeting });
    default:
      return failure('protocol', 'no answer to a login');
  }
}

export interface Session {
  readonly greeting: MyGreeting;
  /** True where the server itself refuses writes in this session. */
  readonly readOnly: boolean;
  /** A result set; `rejected` with the error number where the server said no. */
  read(name: MyName, holes?: HoleValues): Promise<Outcome<MyResult>>;
  end(): Promise<void>;
}

/** Opens the read-only transaction of a session that is logged in. Servers before 5.6 know none: their table of commands alone holds. */
export async function begin(peer: MyPeer, greeting: MyGreeting): Promise<Outcome<Session>> {
  let dead: Failure | undefined;
  const begun = await peer.ask('begin');
  if (!begun.ok) return begun;
  return success({
    greeting,
    readOnly: begun.value.kind === 'ok',
    async read(name, holes) {
      if (dead) return dead;
      const answer = await peer.ask(name, holes);
      if (!answer.ok) {
        if (answer.why !== 'denied-by-guard') dead = answer;
        return answer;
      }
      if (answer.value.kind === 'error') return failure('rejected', `error ${answer.value.error.code}`);
      return answer.value.kind === 'result'
        ? success(answer.value.result)
        : failure('protocol', 'no result came');
    },
    async end() {
      if (!dead) await peer.ask('quit');
      dead ??= failure('closed', 'the session was ended');
      peer.hangUp();
    },
  });
}

/** Opens a session in a way that is known to work. */
export async function enter(peer: MyPeer, way: Way): Promise<Outcome<Session>> {
  const answer = await knock(peer, way, false);
  if (!answer.ok) return answer;
  return answer.value.verdict === 'in'
    ? begin(peer, answer.value.greeting)
    : failure('rejected', 'no session without a password any more');
}

const WAYS = new WeakMap<MyPeer, Way>();

/** Remembers for `inventory` and `sample` how `identify` came in. */
export function rememberWay(peer: MyPeer, way: Way): void {
  WAYS.set(peer, way);
}

export function knownWay(peer: MyPeer): Way | undefined {
  return WAYS.get(peer);
}

type Cells = readonly (Buffer | null)[] | undefined;

export function textAt(row: Cells, index: number): string | undefined {
  const cell = row?.[index];
  return cell ? cell.toString('utf8') : undefined;
}

export function numberAt(row: Cells, index: number): number | undefined {
  const text = textAt(row, index);
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
