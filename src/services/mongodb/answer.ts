import { type Failure, failure, type Outcome, success } from '../../model/outcome.ts';
import type { HoleValues } from '../../wire/template.ts';
import type { Peer } from '../../wire/service.ts';
import { asArray, asDocument, asNumber, asText, field } from './bson-read.ts';
import type { MongoReply } from './codec.ts';
import type { Ask, CommandName, OldAsk } from './commands.ts';

export const USUAL_PORTS: readonly number[] = [27017, 27018, 27019];

export type MongoPeer = Peer<CommandName, MongoReply>;

/** What a server said to a command: its document, or its refusal by kind. */
export type Answer =
  | { readonly kind: 'ok'; readonly document: Buffer }
  | { readonly kind: Refusal; readonly code: number | undefined };

/**
 * - `unauthorized`: credentials or a role are wanted (codes 13, 18 and 8000, or the words of servers before 3.0).
 * - `unknown-command`: the server does not have it or its parts (59, 40324, or the words).
 * - `api-version`: the server takes only the Stable API (322, 323).
 * - `tls`: the server's words name TLS.
 * - `repeated-client`: the client metadata was sent before on this connection (186).
 * - `other`: any other code.
 */
type Refusal = 'unauthorized' | 'unknown-command' | 'api-version' | 'tls' | 'repeated-client' | 'other';

const CODES: ReadonlyMap<number, Refusal> = new Map([
  [13, 'unauthorized'],
  [18, 'unauthorized'],
  [8000, 'unauthorized'],
  [33, 'unauthorized'],
  [59, 'unknown-command'],
  [115, 'unknown-command'],
  [238, 'unknown-command'],
  [40324, 'unknown-command'],
  [186, 'repeated-client'],
  [322, 'api-version'],
  [323, 'api-version'],
]);

function refusalByWords(words: string): Refusal {
  if (
    /no such (?:cmd|command)|unknown command|unrecognized command|not (?:supported|implemented)\b(?!.*authent)/i.test(
      words,
    )
  ) {
    return 'unknown-command';
  }
  if (/not authorized|unauthorized|need to login|authenticat|auth(?:orization)? required/i.test(words))
    return 'unauthorized';
  return /\b(?:tls|ssl)\b/i.test(words) ? 'tls' : 'other';
}

/** Sorts an answer. The words of a refusal are read here and go no further. */
function interpret(reply: MongoReply): Answer {
  const { document } = reply;
  const words = asText(field(document, 'errmsg')) ?? asText(field(document, '$err'));
  if (asNumber(field(document, 'ok')) === 1 && words === undefined) return { kind: 'ok', document };
  const code = asNumber(field(document, 'code'));
  const known = code === undefined ? undefined : CODES.get(code);
  return { kind: known ?? refusalByWords(words ?? ''), code };
}

/** How the rest of a conversation goes. */
export interface Session {
  readonly hello: Buffer;
  /** True where commands go as OP_QUERY. */
  readonly old: boolean;
  /** The command that the server introduced itself by. */
  readonly via: CommandName;
}

async function introduce(peer: MongoPeer, via: CommandName): Promise<Outcome<Answer>> {
  const outcome = await peer.ask(via);
  return outcome.ok ? { ok: true, value: interpret(outcome.value) } : outcome;
}

function looksLikeHello(document: Buffer): boolean {
  return ['maxWireVersion', 'isWritablePrimary', 'ismaster', 'maxBsonObjectSize'].some((name) =>
    field(document, name),
  );
}

function session(answer: Answer, via: CommandName): Outcome<Session> {
  if (answer.kind !== 'ok') return failure('rejected', answer.kind);
  if (!looksLikeHello(answer.document))
    return failure('protocol', 'expected an answer to hello that names a wire version');
  const wire = asNumber(field(answer.document, 'maxWireVersion')) ?? 0;
  return { ok: true, value: { hello: answer.document, old: wire < 6 && via === 'isMasterOld', via } };
}

/** Servers before 3.6 hang up on OP_MSG or, older still, ignore it; waiting twice is worth it only on the usual ports. */
function mayBeOld(failed: Failure, peer: MongoPeer): boolean {
  if (failed.why === 'closed' || failed.why === 'reset') return true;
  return failed.why === 'timeout' && USUAL_PORTS.includes(peer.endpoint.port);
}

/**
 * Introduces itself: `hello`, then `isMaster` where the server does not know that word, then OP_QUERY where it hangs up on
 * OP_MSG as servers before 3.6 do. A failure of the first contact is handed on where the second gives no answer either.
 */
export async function contact(peer: MongoPeer): Promise<Outcome<Session>> {
  const known = sessions.get(peer);
  if (known) return success(known);
  const met = await meet(peer);
  if (met.ok) sessions.set(peer, met.value);
  return met;
}

/** One introduction a peer: what it told holds for all that follows. */
const sessions = new WeakMap<MongoPeer, Session>();

async function meet(peer: MongoPeer): Promise<Outcome<Session>> {
  const first = await introduce(peer, 'hello');
  if (first.ok) {
    if (first.value.kind === 'ok') return session(first.value, 'hello');
    const via = first.value.kind === 'repeated-client' ? 'helloAgain' : 'isMaster';
    const second = await introduce(peer, via);
    if (!second.ok) return second;
    if (second.value.kind === 'ok') return session(second.value, via);
    const worth = first.value.kind === 'unknown-command' ? second.value : first.value;
    return failure('rejected', worth.kind);
  }
  if (!mayBeOld(first, peer)) return first;
  peer.hangUp();
  const old = await introduce(peer, 'isMasterOld');
  return old.ok ? session(old.value, 'isMasterOld') : first;
}

/** Commands in a row without an answer after which nothing more is asked: each would cost a connection and a wait. */
const PATIENCE = 3;
const setbacks = new WeakMap<MongoPeer, number>();

/** Asks in the form that the server understands. */
export async function put(
  peer: MongoPeer,
  how: Pick<Session, 'old'>,
  name: Ask,
  holes?: HoleValues,
): Promise<Outcome<Answer>> {
  const command: Ask | OldAsk = how.old ? `${name}Old` : name;
  const before = setbacks.get(peer) ?? 0;
  if (before >= PATIENCE) return failure('closed', `no answer to ${PATIENCE} commands in a row`);
  const outcome = await peer.ask(command, holes);
  if (outcome.ok) setbacks.set(peer, 0);
  else if (outcome.why !== 'denied-by-guard') setbacks.set(peer, before + 1);
  return outcome.ok ? success(interpret(outcome.value)) : outcome;
}

/** A refusal in our words. */
export function said(answer: Answer): string {
  if (answer.kind === 'ok') return 'ok';
  return answer.code === undefined ? answer.kind : `${answer.kind}, code ${answer.code}`;
}

/** Documents of a cursor's first batch, and whether the server holds more. */
export function firstBatch(
  answer: Buffer,
): { readonly documents: readonly Buffer[]; readonly more: boolean } | undefined {
  const cursor = asDocument(field(answer, 'cursor'));
  const batch = asArray(field(cursor, 'firstBatch'));
  if (!batch) return undefined;
  const documents = batch.flatMap((item) => (item.type === 0x03 ? [item.bytes] : []));
  return { documents, more: (asNumber(field(cursor, 'id')) ?? 0) !== 0 };
}
