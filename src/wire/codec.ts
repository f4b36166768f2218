/** Not an answer of this protocol. `detail` is ours: what was expected and what kind of thing came. */
export class ProtocolError extends Error {}

/** A ceiling inside one answer: length, elements, nesting. */
export class LimitError extends Error {}

export interface ReplyLimits {
  /** Bytes of one whole answer. */
  readonly bytes: number;
  /** Elements of one answer (array items, rows, keys). */
  readonly elements: number;
  /** Nesting of one answer. */
  readonly depth: number;
}

export const REPLY_LIMITS: ReplyLimits = { bytes: 4 << 20, elements: 200_000, depth: 64 };

/** Reads one answer, cut anywhere. Any bytes may come: it never throws anything but the two errors above, never waits for more than a length that is within the limits. */
export interface ReplyReader<Reply> {
  /** The answer to a request that servers do not answer (MySQL's SSLRequest): asked once, before anything is read. */
  unanswered?(): Reply | undefined;
  /** Takes the next bytes; gives the answer once it is whole, with the bytes that follow it. */
  push(chunk: Buffer): { readonly reply: Reply; readonly rest: Buffer } | undefined;
  /** The other side has ended the connection: the answer, if the end completes it. */
  end?(): Reply | undefined;
}

/**
 * A wire format. `encode` and `decode` are exact inverses over requests: the guard sends only bytes whose decoding equals
 * the request that the table allows.
 */
export interface Codec<Send, Reply> {
  readonly name: string;
  encode(send: Send): Buffer;
  /** Throws `ProtocolError` where the bytes are not exactly one request (trailing bytes included). */
  decode(bytes: Buffer): Send;
  reader(send: Send, limits: ReplyLimits): ReplyReader<Reply>;
}
