import { connect, isIP, type Socket } from 'node:net';
import { type Clock, isoUtc } from '../kit/clock.ts';
import type { KeyedGate, RateLimiter } from '../kit/limiter.ts';
import { type Endpoint, endpointKey } from '../model/endpoint.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Grant, Permit } from '../model/scope.ts';
import type { Recorder } from '../model/transcript.ts';
import {
  afterReading,
  type Connection,
  createInlet,
  type Inlet,
  secureSocket,
  whyOf,
  wrapSocket,
} from './connection.ts';
import type { Pressure } from './pressure.ts';

/** What every dial of a run shares. */
export interface DialContext {
  readonly permit: Permit;
  readonly rate: RateLimiter;
  readonly perHost: KeyedGate;
  readonly record: Recorder;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told how long connections and answers take, where someone wants to know. */
  readonly pressure?: Pressure;
}

export interface DialOptions {
  readonly connectMs: number;
  /** Speak TLS from the first byte. */
  readonly tls: boolean;
  /** The connection may be upgraded to TLS later. */
  readonly upgradable: boolean;
  /** The name that led here: sent as SNI. */
  readonly host?: string;
}

/**
 * All sockets read into this one buffer: libuv fills it and calls back in the same turn, and what came is copied out there,
 * so ten thousand waiting sockets hold no buffers.
 */
const shared = Buffer.allocUnsafeSlow(64 << 10);

/**
 * Opens one connection: the last door. The permit is asked here, after names were resolved and after any wait, so that an
 * opt-out or expiry that came meanwhile counts; an address that it does not cover gets no packet.
 */
export async function dial(
  context: DialContext,
  endpoint: Endpoint,
  options: DialOptions,
): Promise<Outcome<{ readonly connection: Connection; readonly grant: Grant }>> {
  const key = endpointKey(endpoint);
  const entered = context.perHost.enter(endpoint.address);
  const leave = typeof entered === 'function' ? entered : await entered;
  if (!context.rate.tryTake()) {
    try {
      await context.rate.take(context.signal);
    } catch {
      leave();
      return failure('local', 'interrupted');
    }
  }
  if (context.signal.aborted) {
    leave();
    return failure('local', 'interrupted');
  }
  const at = isoUtc(context.clock.now());
  const permitted =
    isIP(endpoint.address) === 0
      ? ({ ok: false, refusal: { code: 'not-canonical', because: 'not an address' } } as const)
      : context.permit.permits(endpoint.address);
  if (!permitted.ok) {
    leave();
    const { code, because } = permitted.refusal;
    context.record({ kind: 'denied', at, endpoint: key, code, because });
    return failure('out-of-scope', `${code}: ${because}`);
  }
  const { grant } = permitted;
  const from = context.pressure ? context.clock.ticks() : 0;
  const opened = await open(endpoint, options, leave);
  if (context.pressure && (opened.ok || opened.why === 'refused'))
    context.pressure.answered(context.clock.ticks() - from);
  context.record({
    kind: 'connect',
    at,
    endpoint: key,
    scope: grant.entry,
    tls: options.tls,
    outcome: opened.ok ? 'ok' : opened.why,
  });
  return opened.ok ? success({ connection: opened.value, grant }) : opened;
}

function socketTo(endpoint: Endpoint, inlet: Inlet | undefined): Socket {
  const where = { host: endpoint.address, port: endpoint.port, noDelay: true, autoSelectFamily: false };
  if (!inlet) return connect(where);
  const callback = (count: number, buffer: Uint8Array): boolean =>
    inlet.bytes(Buffer.from(buffer.subarray(0, count)));
  return connect({ ...where, onread: { buffer: shared, callback } });
}

function open(endpoint: Endpoint, options: DialOptions, leave: () => void): Promise<Outcome<Connection>> {
  return new Promise((resolve) => {
    const inlet = options.tls || options.upgradable ? undefined : createInlet();
    const socket = socketTo(endpoint, inlet);
    let settled = false;
    socket.once('close', leave);
    const timer = setTimeout(() => {
      afterReading(() => {
        if (settled) return;
        settled = true;
        socket.destroy();
        resolve(failure('timeout', 'no answer to the connection'));
      });
    }, options.connectMs);
    const onError = (error: NodeJS.ErrnoException): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      socket.destroy();
      resolve(whyOf(error));
    };
    socket.once('error', onError);
    socket.once('connect', () => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      socket.removeListener('error', onError);
      if (!options.tls) {
        resolve(success(wrapSocket(socket, inlet)));
        return;
      }
      const secured = secureSocket(socket, options.connectMs, options.host, (result) => {
        resolve(
          result.ok
            ? success(wrapSocket(secured, undefined, { plain: socket, certificate: result.value }))
            : result,
        );
      });
    });
  });
}
