import { isoUtc } from '../kit/clock.ts';
import { type CertificateSeen, type Endpoint, endpointKey } from '../model/endpoint.ts';
import { type Failure, failure, type Outcome, success } from '../model/outcome.ts';
import type { Grant } from '../model/scope.ts';
import type { Budget } from './budget.ts';
import { LimitError, ProtocolError, REPLY_LIMITS, type ReplyReader } from './codec.ts';
import type { Connection } from './connection.ts';
import { dial, type DialContext } from './dial.ts';
import { guard } from './guard.ts';
import type { AnyService, Peer } from './service.ts';
import type { HoleValues } from './template.ts';

export interface PeerOptions {
  readonly connectMs: number;
  /** Longest wait for one answer, and for each next piece of it. */
  readonly answerMs: number;
  readonly tls: boolean;
  readonly host?: string;
  /** `sidelight/0.1 (+https://probe.example/)`, sent where the protocol has a place for it. */
  readonly agent: string;
}

/** A peer for `look/`: what a probe sees, and the first bytes that came for guessing another service. */
export interface ServicePeer extends Peer<string, unknown> {
  /** The first bytes of the first answer, 256 at most; empty where nothing came. */
  firstBytes(): Buffer;
  /** True where an answer came in so small pieces that it never ended. */
  dripped(): boolean;
  /** Why the last connection could not be made, where it could not. */
  dialFailure(): Failure | undefined;
}

const FIRST_BYTES = 256;
const EMPTY = Buffer.alloc(0);

/** Every piece of an answer must bring the end nearer: a drip of one byte a second runs into this. */
const ANSWER_TOTAL_FACTOR = 4;

/** Binds a service's table to one target. `existing` is a connection that already waits (banner grabbed first). */
export function createPeer(
  context: DialContext,
  service: AnyService,
  endpoint: Endpoint,
  budget: Budget,
  options: PeerOptions,
  existing?: { readonly connection: Connection; readonly grant: Grant },
): ServicePeer {
  const key = endpointKey(endpoint);
  let connection = existing?.connection;
  let grant = existing?.grant;
  let certificate: CertificateSeen | undefined = existing?.connection.certificate;
  let first: Buffer = EMPTY;
  let lastDial: Failure | undefined;
  let dripped = false;
  const { clock } = context;

  const planned = (): Grant => {
    if (grant) return grant;
    const answer = context.permit.permits(endpoint.address);
    return answer.ok ? answer.grant : { entry: '-', depth: 'passive', accounts: [] };
  };

  const ensure = async (): Promise<Outcome<Connection>> => {
    if (connection && !connection.ended) return success(connection);
    connection?.close();
    connection = undefined;
    if (!budget.spendConnection()) return failure('over-budget', 'connections');
    const left = budget.millisecondsLeft();
    if (left <= 0) return failure('over-budget', 'time');
    const dialled = await dial(context, endpoint, {
      connectMs: Math.min(options.connectMs, left),
      tls: options.tls,
      upgradable: service.tls === 'upgrade' && !options.tls,
      ...(options.host === undefined ? {} : { host: options.host }),
    });
    if (!dialled.ok) {
      if (dialled.why === 'timeout') budget.noteTimeout();
      lastDial = dialled;
      return dialled;
    }
    lastDial = undefined;
    grant = dialled.value.grant;
    connection = dialled.value.connection;
    certificate ??= connection.certificate;
    return success(connection);
  };

  const receive = async (
    open: Connection,
    reader: ReplyReader<unknown>,
  ): Promise<{ bytes: number; result: Outcome<unknown> }> => {
    let bytes = 0;
    const unanswered = reader.unanswered?.();
    if (unanswered !== undefined) return { bytes, result: success(unanswered) };
    const asked = clock.ticks();
    let now = asked;
    for (;;) {
      const left = budget.millisecondsLeft();
      if (left <= 0) return { bytes, result: failure('over-budget', 'time') };
      if (now - asked >= options.answerMs * ANSWER_TOTAL_FACTOR) {
        dripped = true;
        budget.noteTimeout();
        return { bytes, result: failure('timeout', 'the answer came too slowly') };
      }
      const chunk = await open.read(Math.min(options.answerMs, left));
      now = clock.ticks();
      try {
        if (!chunk.ok) {
          if (chunk.why === 'closed') {
            const whole = reader.end?.();
            if (whole !== undefined) return { bytes, result: success(whole) };
          }
          if (chunk.why === 'timeout') {
            dripped ||= bytes > 0 && now - asked > options.answerMs * 2;
            budget.noteTimeout();
          }
          return { bytes, result: chunk };
        }
        if (bytes === 0) context.pressure?.answered(now - asked);
        bytes += chunk.value.length;
        if (first.length < FIRST_BYTES) {
          const piece = chunk.value.subarray(0, FIRST_BYTES - first.length);
          first = first.length === 0 ? piece : Buffer.concat([first, piece]);
        }
        if (!budget.spendBytes(chunk.value.length)) return { bytes, result: failure('over-budget', 'bytes') };
        const done = reader.push(chunk.value);
        if (done) {
          open.unread(done.rest);
          return { bytes: bytes - done.rest.length, result: success(done.reply) };
        }
      } catch (error) {
        if (error instanceof LimitError) return { bytes, result: failure('over-budget', error.message) };
        if (error instanceof ProtocolError) return { bytes, result: failure('protocol', error.message) };
        throw error;
      }
    }
  };

  const hangUp = (): void => {
    connection?.close();
    connection = undefined;
  };

  return {
    endpoint,
    get grant() {
      return planned();
    },
    get secure() {
      return connection?.secure ?? options.tls;
    },
    get certificate() {
      return certificate;
    },
    firstBytes: () => first,
    dripped: () => dripped,
    dialFailure: () => lastDial,
    left: () => budget.left(),
    takeRecords: (count) => budget.spendRecords(count),
    hangUp,
    async ask(name, holes) {
      const values: HoleValues = { ...holes, host: key, agent: options.agent };
      const guarded = guard(service, name, values, planned());
      if (!guarded.ok) {
        context.record({
          kind: 'denied',
          at: isoUtc(clock.now()),
          endpoint: key,
          code: 'guard',
          because: guarded.detail,
        });
        return guarded;
      }
      const { bytes, send, row, sha256 } = guarded.value;
      const ready = await ensure();
      if (!ready.ok) return ready;
      const open = ready.value;
      const at = isoUtc(clock.now());
      open.write(bytes);
      const limits = row.limits ? { ...REPLY_LIMITS, ...row.limits } : REPLY_LIMITS;
      const { bytes: bytesIn, result } = await receive(open, service.codec.reader(send, limits));
      context.record({
        kind: 'ask',
        at,
        endpoint: key,
        service: service.name,
        command: name,
        bytesOut: bytes.length,
        bytesIn,
        sha256,
        outcome: result.ok ? 'ok' : result.why,
      });
      if (!result.ok) hangUp();
      return result;
    },
    async startTls() {
      if (!connection || connection.ended) return failure('closed', 'no connection to upgrade');
      const upgraded = await connection.startTls(options.connectMs, options.host);
      if (upgraded.ok) certificate = upgraded.value;
      else hangUp();
      return upgraded;
    },
    async pause(milliseconds) {
      const wait = Math.min(milliseconds, budget.millisecondsLeft());
      if (wait <= 0 || context.signal.aborted) return;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          context.signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, wait);
        context.signal.addEventListener('abort', done, { once: true });
      });
    },
  };
}
