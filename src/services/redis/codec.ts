import {
  type Codec,
  LimitError,
  ProtocolError,
  type ReplyLimits,
  type ReplyReader,
} from '../../wire/codec.ts';

/**
 * RESP2 (redis.io/docs/latest/develop/reference/protocol-spec). A command is an array of bulk strings; each character of
 * a word is one byte (Latin-1), so that keys of any bytes can be asked about. Inline commands are never written.
 */
export type RespSend = readonly string[];

export type RespReply =
  | { readonly kind: 'simple'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'bulk'; readonly bytes: Buffer | null }
  | { readonly kind: 'array'; readonly items: readonly RespReply[] | null };

const CRLF = '\r\n';
/** Longest line of a simple string or an error: Redis quotes at most 128 bytes of a command in one. */
const LINE_MOST = 64 << 10;
/** Longest line that is a number. */
const NUMBER_MOST = 21;
const WORDS_MOST = 64;

function encode(send: RespSend): Buffer {
  if (send.length === 0 || send.length > WORDS_MOST)
    throw new ProtocolError(`a command has 1 to ${WORDS_MOST} words`);
  const parts = send.map((word) => {
    if (typeof word !== 'string' || /[^\x00-\xff]/.test(word))
      throw new ProtocolError('a word of a command must be bytes');
    return `$${word.length}${CRLF}${word}${CRLF}`;
  });
  return Buffer.from(`*${send.length}${CRLF}${parts.join('')}`, 'latin1');
}

function decode(bytes: Buffer): RespSend {
  const text = bytes.toString('latin1');
  let at = 0;
  const number = (mark: string): number => {
    const end = text.indexOf(CRLF, at);
    const line = end < 0 ? '' : text.slice(at, end);
    if (!/^(?:0|[1-9]\d{0,8})$/.test(line.slice(1)) || line[0] !== mark) {
      throw new ProtocolError(`expected "${mark}" and a length`);
    }
    at = end + 2;
    return Number(line.slice(1));
  };
  const words: string[] = [];
  const count = number('*');
  for (let index = 0; index < Math.min(count, WORDS_MOST); index += 1) {
    const length = number('$');
    if (text.slice(at + length, at + length + 2) !== CRLF)
      throw new ProtocolError('expected a word that ends with CRLF');
    words.push(text.slice(at, at + length));
    at += length + 2;
  }
  if (at !== text.length || words.length !== count || count === 0)
    throw new ProtocolError('expected exactly one command');
  return words;
}

interface Open {
  readonly items: RespReply[];
  readonly count: number;
}

/** Bytes as they come, with a place up to which they are read. */
interface Held {
  bytes: Buffer;
  length: number;
  at: number;
}

function append(held: Held, chunk: Buffer): void {
  if (held.length + chunk.length > held.bytes.length) {
    const grown = Buffer.allocUnsafe(Math.max(1_024, (held.length + chunk.length) * 2));
    held.bytes.copy(grown, 0, 0, held.length);
    held.bytes = grown;
  }
  chunk.copy(held.bytes, held.length);
  held.length += chunk.length;
}

/** The line at the reading place, without CRLF; undefined while its end has not come. */
function line(held: Held, most: number): string | undefined {
  const end = held.bytes.subarray(0, held.length).indexOf('\n', held.at);
  const seen = (end < 0 ? held.length : end) - held.at;
  if (seen > most + 1) throw new ProtocolError(`expected a line of at most ${most} bytes`);
  if (end < 0) return undefined;
  if (end === held.at || held.bytes[end - 1] !== 0x0d)
    throw new ProtocolError('expected a line that ends with CRLF');
  const text = held.bytes.toString('latin1', held.at, end - 1);
  held.at = end + 1;
  return text;
}

function lengthOf(text: string): number {
  if (text === '-1') return -1;
  if (!/^\d{1,15}$/.test(text)) throw new ProtocolError('expected a length of 0 or more, or -1');
  return Number(text);
}

const MARKS: ReadonlyMap<number, RespReply['kind']> = new Map([
  [0x2b, 'simple'],
  [0x2d, 'error'],
  [0x3a, 'integer'],
  [0x24, 'bulk'],
  [0x2a, 'array'],
]);

function reader(_send: RespSend, limits: ReplyLimits): ReplyReader<RespReply> {
  const held: Held = { bytes: Buffer.alloc(0), length: 0, at: 0 };
  const open: Open[] = [];
  let elements = 0;
  /** Length of a bulk string whose header has been read. */
  let pending: number | undefined;

  const withinBytes = (more: number): void => {
    if (held.at + more > limits.bytes)
      throw new LimitError(`an answer takes more than ${limits.bytes} bytes`);
  };

  const bulk = (): RespReply | undefined => {
    const length = pending ?? 0;
    if (held.length - held.at < length + 2) return undefined;
    const end = held.at + length;
    if (held.bytes[end] !== 0x0d || held.bytes[end + 1] !== 0x0a)
      throw new ProtocolError('expected a bulk string that ends with CRLF');
    const bytes = Buffer.from(held.bytes.subarray(held.at, end));
    held.at = end + 2;
    pending = undefined;
    return { kind: 'bulk', bytes };
  };

  /** The next value that is whole, `open` where an array began, `undefined` where bytes are missing. */
  const next = (): RespReply | 'open' | undefined => {
    if (pending !== undefined) return bulk();
    if (held.at >= held.length) return undefined;
    const kind = MARKS.get(held.bytes[held.at] ?? 0);
    if (kind === undefined) throw new ProtocolError('expected the first byte of a RESP2 value');
    const text = line(held, kind === 'simple' || kind === 'error' ? LINE_MOST : NUMBER_MOST);
    withinBytes(0);
    if (text === undefined) return undefined;
    const rest = text.slice(1);
    if (kind === 'simple' || kind === 'error') return { kind, text: rest };
    if (kind === 'integer') {
      if (!/^[+-]?\d{1,19}$/.test(rest)) throw new ProtocolError('expected a whole number of 64 bits');
      return { kind, value: BigInt(rest.replace('+', '')) };
    }
    const length = lengthOf(rest);
    if (kind === 'bulk') {
      if (length < 0) return { kind, bytes: null };
      withinBytes(length + 2);
      pending = length;
      return bulk();
    }
    if (length < 0) return { kind, items: null };
    elements += length;
    if (elements > limits.elements)
      throw new LimitError(`more than ${limits.elements} elements in one answer`);
    if (length === 0) return { kind, items: [] };
    if (open.length >= limits.depth) throw new LimitError(`an answer nests more than ${limits.depth} levels`);
    open.push({ items: [], count: length });
    return 'open';
  };

  /** Puts a value where it belongs; gives the answer once the outermost value is whole. */
  const place = (value: RespReply): RespReply | undefined => {
    let whole = value;
    for (;;) {
      const parent = open[open.length - 1];
      if (!parent) return whole;
      parent.items.push(whole);
      if (parent.items.length < parent.count) return undefined;
      open.pop();
      whole = { kind: 'array', items: parent.items };
    }
  };

  return {
    push(chunk) {
      append(held, chunk);
      for (;;) {
        const value = next();
        if (value === undefined) {
          if (held.length > limits.bytes)
            throw new LimitError(`an answer takes more than ${limits.bytes} bytes`);
          return undefined;
        }
        if (value === 'open') continue;
        const reply = place(value);
        if (reply) return { reply, rest: Buffer.from(held.bytes.subarray(held.at, held.length)) };
      }
    },
  };
}

export const resp: Codec<RespSend, RespReply> = { name: 'resp2', encode, decode, reader };
