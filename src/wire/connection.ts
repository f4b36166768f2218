import type { Socket } from 'node:net';
import { connect as tlsConnect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { CertificateSeen } from '../model/endpoint.ts';
import { type Failure, failure, type Outcome, success, type Why } from '../model/outcome.ts';
import { certificateSeen } from './certificate.ts';

/** Unread bytes kept for a slow reader; past it the socket is paused. */
const HIGH_WATER = 256 << 10;

/** One connection to a target. Bytes are pulled, so that a target cannot push more than is asked for. */
export interface Connection {
  readonly secure: boolean;
  readonly certificate: CertificateSeen | undefined;
  /** True once the other side ended it and all that came before has been read. */
  readonly ended: boolean;
  write(bytes: Buffer): void;
  /** The next bytes; `closed` or `reset` at the end, `timeout` past `milliseconds`. */
  read(milliseconds: number): Promise<Outcome<Buffer>>;
  /** Bytes come back to be read again first. */
  unread(bytes: Buffer): void;
  startTls(milliseconds: number, host: string | undefined): Promise<Outcome<CertificateSeen>>;
  /** Ends at once with RST: no TIME_WAIT is left on either side. */
  close(): void;
}

export function whyOf(error: NodeJS.ErrnoException): Failure {
  const code = error.code ?? 'unknown';
  const why: Why =
    code === 'ECONNREFUSED'
      ? 'refused'
      : code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED'
        ? 'reset'
        : code === 'ETIMEDOUT'
          ? 'timeout'
          : code === 'EHOSTUNREACH' ||
              code === 'ENETUNREACH' ||
              code === 'EADDRNOTAVAIL' ||
              code === 'EINVAL' ||
              code === 'EACCES' ||
              code === 'EAFNOSUPPORT'
            ? 'unreachable'
            : code === 'EMFILE' || code === 'ENFILE' || code === 'ENOBUFS' || code === 'ENOMEM'
              ? 'local'
              : code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || code === 'EPROTO'
                ? 'tls'
                : 'closed';
  return failure(why, code);
}

/**
 * Calls `expire` where a deadline has passed and the event loop has read its sockets since: what came in time and was not read
 * yet, because this process was busy, is no timeout. `expire` must look again whether it is still waited for.
 */
export function afterReading(expire: () => void): void {
  setImmediate(expire);
}

const ignore = (): void => undefined;

/** Where a socket delivers what it read. `wrapSocket` fills it in. */
export interface Inlet {
  /** Returns false where the socket should pause. */
  bytes: (chunk: Buffer) => boolean;
}

export function createInlet(): Inlet {
  return { bytes: () => true };
}

/**
 * `inlet` is given where the socket was opened with its own read buffer (`onread`); otherwise `data` events are used. `inner`
 * names the socket below a TLS one: only that can be ended with RST.
 */
export function wrapSocket(
  first: Socket,
  inlet: Inlet | undefined,
  inner?: { readonly plain: Socket; readonly certificate: CertificateSeen },
): Connection {
  const reset = inner?.plain ?? first;
  let socket: Socket = first;
  let secure = inner !== undefined;
  let seen = inner?.certificate;
  let chunks: Buffer[] = [];
  let kept = 0;
  let end: Failure | undefined;
  let paused = false;
  let waiting: ((result: Outcome<Buffer>) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reads = 0;

  const settle = (result: Outcome<Buffer>): void => {
    const resolve = waiting;
    waiting = undefined;
    clearTimeout(timer);
    resolve?.(result);
  };
  const late = (): void => {
    const read = reads;
    afterReading(() => {
      if (waiting && reads === read) settle(failure('timeout', 'no answer'));
    });
  };
  const onBytes = (chunk: Buffer): boolean => {
    if (waiting) {
      settle(success(chunk));
      return true;
    }
    chunks.push(chunk);
    kept += chunk.length;
    if (kept >= HIGH_WATER) paused = true;
    return !paused;
  };
  const onEnd = (why: Failure): void => {
    end ??= why;
    if (waiting && chunks.length === 0) settle(end);
  };
  /** Gives what takes these listeners off again, and no others: whoever opened the socket listens too. */
  const listen = (to: Socket, custom: Inlet | undefined): (() => void) => {
    const data = (chunk: Buffer): void => {
      if (!onBytes(chunk)) to.pause();
    };
    const ended = (): void => onEnd(failure('closed', 'ended by the other side'));
    const broken = (error: NodeJS.ErrnoException): void => onEnd(whyOf(error));
    const closed = (): void => onEnd(failure('closed', 'ended'));
    if (custom) custom.bytes = onBytes;
    else to.on('data', data);
    to.on('end', ended).on('error', broken).on('close', closed);
    return () => {
      to.off('data', data).off('end', ended).off('error', broken).off('close', closed);
    };
  };
  const unlisten = listen(socket, inlet);

  return {
    get secure() {
      return secure;
    },
    get certificate() {
      return seen;
    },
    get ended() {
      return end !== undefined && chunks.length === 0;
    },
    write(bytes) {
      if (!end && bytes.length > 0) socket.write(bytes);
    },
    read(milliseconds) {
      const chunk = chunks.shift();
      if (chunk) {
        kept -= chunk.length;
        if (paused && kept < HIGH_WATER) {
          paused = false;
          socket.resume();
        }
        return Promise.resolve(success(chunk));
      }
      if (end) return Promise.resolve(end);
      return new Promise((resolve) => {
        waiting = resolve;
        reads += 1;
        timer = setTimeout(late, milliseconds);
      });
    },
    unread(bytes) {
      if (bytes.length === 0) return;
      chunks.unshift(bytes);
      kept += bytes.length;
    },
    startTls(milliseconds, host) {
      if (chunks.length > 0) {
        return Promise.resolve(failure('protocol', 'bytes came between the request for TLS and its start'));
      }
      return new Promise((resolve) => {
        const plain = socket;
        unlisten();
        const upgraded = secureSocket(plain, milliseconds, host, (result) => {
          if (result.ok) {
            socket = upgraded;
            secure = true;
            seen = result.value;
            listen(upgraded, undefined);
            upgraded.resume();
          } else {
            end = result;
          }
          resolve(result);
        });
      });
    },
    close() {
      end ??= failure('closed', 'closed here');
      chunks = [];
      kept = 0;
      clearTimeout(timer);
      waiting?.(end);
      waiting = undefined;
      reset.on('error', ignore);
      if (socket !== reset) {
        socket.on('error', ignore);
        socket.destroy();
      }
      // While a shutdown is under way a reset fails and leaves the handle open, and the process would never end.
      if (reset.writableEnded) reset.destroy();
      else reset.resetAndDestroy();
    },
  };
}

let context: SecureContext | undefined;

/** One for all connections: making one reads every root certificate, which costs more than the handshake. */
function anyCertificate(): SecureContext {
  context ??= createSecureContext({ minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
  return context;
}

/**
 * Speaks TLS over a connected socket. Certificates are taken as they come: a database's own certificate is rarely signed by
 * anyone, and nothing is ever sent that a man in the middle could use.
 */
export function secureSocket(
  plain: Socket,
  milliseconds: number,
  host: string | undefined,
  done: (result: Outcome<CertificateSeen>) => void,
): TLSSocket {
  const socket = tlsConnect({
    socket: plain,
    rejectUnauthorized: false,
    secureContext: anyCertificate(),
    ...(host === undefined ? {} : { servername: host }),
  });
  let finished = false;
  const finish = (result: Outcome<CertificateSeen>): void => {
    if (finished) return;
    finished = true;
    clearTimeout(timer);
    if (!result.ok) {
      socket.destroy();
      plain.destroy();
    }
    done(result);
  };
  const timer = setTimeout(
    () => afterReading(() => finish(failure('timeout', 'no end of the TLS handshake'))),
    milliseconds,
  );
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const why = whyOf(error);
    finish(why.why === 'closed' ? failure('tls', why.detail) : why);
  });
  plain.on('error', () => finish(failure('reset', 'during the TLS handshake')));
  socket.on('close', () => finish(failure('closed', 'during the TLS handshake')));
  socket.once('secureConnect', () => finish(success(certificateSeen(socket))));
  return socket;
}
