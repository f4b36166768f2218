import { serverVersion } from '../../kit/server-version.ts';
import type { Identity } from '../../model/identity.ts';
import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import { agentHole } from '../../wire/http-service.ts';
import { defineService } from '../../wire/service.ts';
import type { Peer, Row } from '../../wire/service.ts';
import { text } from '../../wire/template.ts';
import type { Hole } from '../../wire/template.ts';
import { close } from './close.ts';
import { identifyBy, refusal } from './identify.ts';
import { inventoryBy } from './inventory.ts';
import { nativeCodec } from './native-codec.ts';
import type { NativeReply } from './native-codec.ts';
import { CODES, isAuthentication } from './query.ts';
import type { Answer, Session } from './query.ts';
import { sampleBy } from './sample.ts';
import { rowsOf } from './statements.ts';
import type { StatementName } from './statements.ts';

type NativeName = StatementName | 'hello' | 'helloAccount';
type NativePeer = Peer<NativeName, NativeReply>;

const account: Hole = text('account', 'an account that the scope lists', (value) =>
  /^[\w.@-]{1,64}$/.test(value),
);
const seconds: Hole = {
  hole: 'seconds',
  allows: '0 | 5',
  test: (value) => value === 0 || value === 5,
};

const nativeTable: Readonly<Record<NativeName, Row>> = {
  hello: {
    send: { packet: 'hello', agent: agentHole, user: '' },
    why: 'Is this ClickHouse, which version, and does it let in a visitor without a name?',
    depth: 'touch',
  },
  helloAccount: {
    send: { packet: 'hello', agent: agentHole, user: account },
    why: 'Does an account of the owner have no password? Only for accounts that the scope lists.',
    depth: 'touch',
    account: true,
  },
  ...rowsOf((query) => ({ packet: 'query', agent: agentHole, query, seconds })),
};

/** Under which account a peer was let in; absent where no connection has said Hello yet. */
const signedIn = new WeakMap<NativePeer, string>();
/** The account to say Hello with after a connection was lost, and whether the profile refuses ceilings. */
const chosen = new WeakMap<NativePeer, string>();
const uncapped = new WeakSet<NativePeer>();

async function greet(peer: NativePeer, user: string): Promise<Outcome<NativeReply>> {
  signedIn.delete(peer);
  peer.hangUp();
  const greeted = user === '' ? await peer.ask('hello') : await peer.ask('helloAccount', { account: user });
  if (greeted.ok && greeted.value.kind === 'hello') signedIn.set(peer, user);
  else peer.hangUp();
  return greeted;
}

function answerOf(reply: NativeReply): Answer {
  if (reply.kind === 'hello')
    return { kind: 'failed', why: 'protocol', detail: 'expected a result, got a second Hello' };
  return reply;
}

async function query(
  peer: NativePeer,
  name: StatementName,
  holes: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const wasSignedIn = signedIn.has(peer);
  if (!wasSignedIn) {
    const greeted = await greet(peer, chosen.get(peer) ?? '');
    if (!greeted.ok) return { kind: 'failed', why: greeted.why, detail: greeted.detail };
    if (greeted.value.kind !== 'hello') return answerOf(greeted.value);
  }
  const asked = await peer.ask(name, { ...holes, caps: '', seconds: uncapped.has(peer) ? 0 : 5 });
  if (!asked.ok) {
    signedIn.delete(peer);
    // A connection that was kept may have died in the meantime.
    const lost = asked.why === 'closed' || asked.why === 'reset';
    return lost && wasSignedIn
      ? query(peer, name, holes)
      : { kind: 'failed', why: asked.why, detail: asked.detail };
  }
  const answer = answerOf(asked.value);
  if (answer.kind === 'error' && answer.code === CODES.UNEXPECTED_PACKET && wasSignedIn) {
    // The peer dialled anew by itself, and the new connection has not said Hello.
    signedIn.delete(peer);
    return query(peer, name, holes);
  }
  return answer;
}

function nativeSession(peer: NativePeer): Session {
  return {
    through: 'native',
    async ask(name, holes = {}) {
      const answer = await query(peer, name, holes);
      if (answer.kind !== 'error' || answer.code !== CODES.READONLY || uncapped.has(peer)) return answer;
      uncapped.add(peer);
      return query(peer, name, holes);
    },
    takeRecords: (count) => peer.takeRecords(count),
    pause: (milliseconds) => peer.pause(milliseconds),
    exhausted: () => peer.left().bytes <= 0 || peer.left().milliseconds <= 0,
  };
}

/** Accounts that the scope lets one try without a password. */
function accountsOf(peer: NativePeer): readonly string[] {
  return peer.grant.relation === 'own' ? peer.grant.accounts.filter((name) => account.test(name)) : [];
}

async function identify(peer: NativePeer): Promise<Outcome<Identity>> {
  let last: NativeReply | undefined;
  for (const user of ['', ...accountsOf(peer)]) {
    const greeted = await greet(peer, user);
    if (!greeted.ok) return greeted;
    last = greeted.value;
    if (last.kind === 'hello') {
      chosen.set(peer, user);
      return letIn(peer, last, user);
    }
    if (last.kind === 'error' && !isAuthentication(last.code)) break;
  }
  if (last?.kind !== 'error') return failure('protocol', 'expected a Hello or an error');
  return success({ service: 'clickhouseNative', product: 'clickhouse', ...refused(peer, last.code) });
}

function refused(peer: NativePeer, code: number): Pick<Identity, 'posture' | 'reasons'> {
  if (!isAuthentication(code) || accountsOf(peer).includes('default')) return refusal('hello', code);
  // Other clients say `default` where the user gives no name; whether that account has a password stays unknown here.
  return {
    posture: 'inconclusive',
    reasons: [
      { command: 'hello', showed: `does not let in a visitor without a name (code ${code})` },
      { command: 'helloAccount', showed: 'not asked: the scope does not list the account `default`' },
    ],
  };
}

async function letIn(
  peer: NativePeer,
  hello: NativeReply & { readonly kind: 'hello' },
  user: string,
): Promise<Outcome<Identity>> {
  const outcome = await identifyBy(nativeSession(peer), 'clickhouseNative');
  if (!outcome.ok) return outcome;
  const version = outcome.value.version ?? serverVersion(hello.version);
  const how =
    user === '' ? 'lets in a visitor without a name' : 'lets in a listed account without a password';
  return success({
    ...outcome.value,
    product: hello.name === 'ClickHouse' ? 'clickhouse' : 'clickhouse-compatible',
    ...(version === undefined ? {} : { version }),
    ...(peer.certificate ? { tls: { certificate: peer.certificate } } : {}),
    reasons: [{ command: user === '' ? 'hello' : 'helloAccount', showed: how }, ...outcome.value.reasons],
  });
}

/** ClickHouse through its native protocol, which its own client speaks. */
export const clickhouseNative = defineService({
  name: 'clickhouseNative',
  title: 'ClickHouse (native)',
  ports: [9000, 9440],
  tls: 'maybe',
  first: 'client',
  codec: nativeCodec,
  allow: nativeTable,
  recognises(bytes) {
    // What its native port says to an HTTP request, and a Hello or Exception with the engine's name in it.
    const start = bytes.subarray(0, 1_024).toString('latin1');
    if (/Port \d+ is for clickhouse-client program/.test(start)) return 'yes';
    if (bytes[0] === 0 && start.slice(1).startsWith('\x0aClickHouse')) return 'yes';
    return bytes[0] === 2 && /DB::\w*Exception/.test(start) ? 'yes' : 'no';
  },
  identify,
  inventory: (peer, limits) => inventoryBy(nativeSession(peer), limits),
  sample: (peer, limits, inventory) => sampleBy(nativeSession(peer), limits, inventory),
  close,
});
