import { inflateBody } from './http-body.ts';
import { parseHead } from './http-head.ts';
import type { Head } from './http-head.ts';
import { LimitError, ProtocolError } from './codec.ts';
import type { ReplyLimits, ReplyReader } from './codec.ts';

/** One answer, whole and decompressed. */
export interface HttpReply {
  readonly status: number;
  /** Names in lower case; repeated fields joined with `, `. Text of the server: hostile. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Where a redirect points. Never followed here. */
  readonly location?: string;
  /** False where this connection must not be used for another request. */
  readonly keepAlive: boolean;
}

/** Longest head of one answer, and interim (1xx) answers in front of it. */
const MAX_HEAD = 64 << 10;
const MAX_INTERIM = 8;
/** Longest chunk-size line with its extensions, and all trailers together. */
const MAX_CHUNK_LINE = 1 << 10;
const MAX_TRAILERS = 8 << 10;

const START = Buffer.from('HTTP/1.');
const CRLF = Buffer.from('\r\n');
const END_OF_HEAD = Buffer.from('\r\n\r\n');

type State =
  | 'head'
  | 'fixed'
  | 'chunk-size'
  | 'chunk-data'
  | 'chunk-end'
  | 'trailers'
  | 'until-close'
  | 'done';

/** Reads one answer to a GET or HEAD, cut anywhere. */
export class HttpReplyReader implements ReplyReader<HttpReply> {
  readonly #method: 'GET' | 'HEAD';
  readonly #limits: ReplyLimits;
  #state: State = 'head';
  #pending: Buffer = Buffer.alloc(0);
  /** How far `#pending` was searched already, so that a dripping server costs no quadratic work. */
  #searched = 0;
  #taken = 0;
  #interim = 0;
  #head: Head | undefined;
  #left = 0;
  #body: Buffer = Buffer.alloc(0);
  #bodyLength = 0;

  constructor(method: 'GET' | 'HEAD', limits: ReplyLimits) {
    this.#method = method;
    this.#limits = limits;
  }

  push(chunk: Buffer): { readonly reply: HttpReply; readonly rest: Buffer } | undefined {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#step()) {
      if (this.#state === 'done') return { reply: this.#reply(), rest: this.#pending };
    }
    return undefined;
  }

  end(): HttpReply | undefined {
    return this.#state === 'until-close' ? this.#reply() : undefined;
  }

  /** Does one step; false where more bytes are needed. */
  #step(): boolean {
    switch (this.#state) {
      case 'head':
        return this.#readHead();
      case 'fixed':
      case 'chunk-data':
        return this.#readCounted();
      case 'until-close':
        this.#append(this.#take(this.#pending.length));
        return false;
      case 'chunk-size':
        return this.#readChunkSize();
      case 'chunk-end':
        return this.#readChunkEnd();
      case 'trailers':
        return this.#readTrailers();
      case 'done':
        return true;
    }
  }

  /** The bytes up to and with `mark`, or undefined where it has not come yet. */
  #until(mark: Buffer, most: number, what: string): Buffer | undefined {
    const at = this.#pending.indexOf(mark, Math.max(0, this.#searched - mark.length + 1));
    const length = at < 0 ? this.#pending.length : at + mark.length;
    if (length > most) throw new LimitError(`${what} is longer than ${most} bytes`);
    if (at < 0) {
      this.#searched = this.#pending.length;
      return undefined;
    }
    this.#searched = 0;
    return this.#take(length);
  }

  #take(length: number): Buffer {
    const taken = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    this.#taken += length;
    // Framing counts too: chunk lines of one byte each must not carry more than the whole answer may weigh.
    if (this.#taken > this.#limits.bytes + MAX_HEAD)
      throw new LimitError(`the answer is longer than ${this.#limits.bytes} bytes`);
    return taken;
  }

  #append(bytes: Buffer): void {
    const needed = this.#bodyLength + bytes.length;
    if (needed > this.#limits.bytes)
      throw new LimitError(`the body is longer than ${this.#limits.bytes} bytes`);
    if (needed > this.#body.length) {
      const grown = Buffer.alloc(
        Math.min(this.#limits.bytes, Math.max(needed, this.#body.length * 2, 4 << 10)),
      );
      this.#body.copy(grown, 0, 0, this.#bodyLength);
      this.#body = grown;
    }
    bytes.copy(this.#body, this.#bodyLength);
    this.#bodyLength = needed;
  }

  #readHead(): boolean {
    const seen = Math.min(this.#pending.length, START.length);
    if (this.#pending.compare(START, 0, seen, 0, seen) !== 0) {
      throw new ProtocolError('expected "HTTP/1.", got other bytes');
    }
    const bytes = this.#until(END_OF_HEAD, MAX_HEAD, 'the head of the answer');
    if (!bytes) return false;
    const head = parseHead(bytes, this.#method);
    if (head.interim) {
      this.#interim += 1;
      if (this.#interim > MAX_INTERIM) throw new LimitError(`more than ${MAX_INTERIM} interim answers`);
      return true;
    }
    this.#head = head;
    const { framing } = head;
    if (framing.kind === 'length') {
      if (framing.bytes > this.#limits.bytes)
        throw new LimitError(`the body is longer than ${this.#limits.bytes} bytes`);
      this.#left = framing.bytes;
      this.#state = 'fixed';
    } else {
      this.#state =
        framing.kind === 'chunked' ? 'chunk-size' : framing.kind === 'until-close' ? 'until-close' : 'done';
    }
    return true;
  }

  #readCounted(): boolean {
    const bytes = this.#take(Math.min(this.#left, this.#pending.length));
    this.#append(bytes);
    this.#left -= bytes.length;
    if (this.#left > 0) return false;
    this.#state = this.#state === 'fixed' ? 'done' : 'chunk-end';
    return true;
  }

  #readChunkSize(): boolean {
    const line = this.#until(CRLF, MAX_CHUNK_LINE, 'a chunk-size line');
    if (!line) return false;
    const match = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?\r\n$/.exec(line.toString('latin1'));
    if (!match?.[1]) throw new ProtocolError('expected the size of a chunk in hexadecimal');
    this.#left = Number.parseInt(match[1], 16);
    if (this.#bodyLength + this.#left > this.#limits.bytes) {
      throw new LimitError(`the body is longer than ${this.#limits.bytes} bytes`);
    }
    this.#state = this.#left === 0 ? 'trailers' : 'chunk-data';
    return true;
  }

  #readChunkEnd(): boolean {
    if (this.#pending.length < 2) return false;
    if (!this.#take(2).equals(CRLF)) throw new ProtocolError('expected CRLF behind the data of a chunk');
    this.#state = 'chunk-size';
    return true;
  }

  #readTrailers(): boolean {
    // Trailers are read past and not kept: a server must not add fields behind the body that the head did not carry.
    if (this.#pending.length < 2) return false;
    if (this.#pending.subarray(0, 2).equals(CRLF)) this.#take(2);
    else if (!this.#until(END_OF_HEAD, MAX_TRAILERS, 'the trailer section')) return false;
    this.#state = 'done';
    return true;
  }

  #reply(): HttpReply {
    const head = this.#head;
    if (!head) throw new ProtocolError('expected a head before the end of the answer');
    const coded = this.#body.subarray(0, this.#bodyLength);
    const body = inflateBody(coded, head.headers.get('content-encoding'), this.#limits.bytes);
    const location = head.headers.get('location');
    const keepAlive = head.keepAlive && this.#state === 'done';
    return {
      status: head.status,
      headers: head.headers,
      body,
      keepAlive,
      ...(location === undefined ? {} : { location }),
    };
  }
}
