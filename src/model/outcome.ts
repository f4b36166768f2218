/**
 * Expected failures, as values. The list is closed: a step that meets something else has found a bug and throws.
 *
 * - `refused`: the address answered that nothing listens there.
 * - `timeout`: nothing came within the deadline.
 * - `closed`: the other side ended the connection (FIN) before a whole answer.
 * - `reset`: the other side ended it with RST.
 * - `unreachable`: the network has no way there (host or network unreachable, no route, no address family).
 * - `tls`: a TLS handshake failed.
 * - `protocol`: the bytes are not an answer of this protocol.
 * - `over-budget`: a byte, record, nesting or time ceiling was reached.
 * - `denied-by-guard`: the guard refused to send (unknown command, bad hole, bytes that do not say what the table says).
 * - `out-of-scope`: the permit does not cover the address; nothing was sent.
 * - `rejected`: the service understood and said no (its own error code is in `detail`).
 * - `local`: this machine failed (no descriptors, no ports, no memory); says nothing about the target.
 */
export type Why =
  | 'refused'
  | 'timeout'
  | 'closed'
  | 'reset'
  | 'unreachable'
  | 'tls'
  | 'protocol'
  | 'over-budget'
  | 'denied-by-guard'
  | 'out-of-scope'
  | 'rejected'
  | 'local';

export interface Failure {
  readonly ok: false;
  readonly why: Why;
  /** Our own words, never text from the server. May name the server's numeric or symbolic error code. */
  readonly detail: string;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export type Outcome<T> = Success<T> | Failure;

export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function failure(why: Why, detail: string): Failure {
  return { ok: false, why, detail };
}
