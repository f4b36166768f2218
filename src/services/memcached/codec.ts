import {
  type Codec,
  LimitError,
  ProtocolError,
  type ReplyLimits,
  type ReplyReader,
} from '../../wire/codec.ts';

/**
 * Memcached's text protocol (protocol.txt of its source) and, for servers that speak nothing else, two requests of its
 * binary protocol: `version` (0x0b) and `stat` (0x10), the latter also with the key `items`.
 */
type BinaryRequest = 'version' | 'stat' | 'stat items';
export type MemcachedSend = { readonly line: string } | { readonly binary: BinaryRequest };

export type MemcachedReply =
  /** One line: VERSION, ERROR, CLIENT_ERROR, SERVER_ERROR, BUSY … */
  | { readonly kind: 'line'; readonly text: string }
  /** Lines up to END: `STAT name value`, or `key=… size=…` of a metadump. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'binary'; readonly status: number; readonly value: Buffer };

const LINE_MOST = 8_192;
const BINARY: Readonly<Record<BinaryRequest, { readonly opcode: number; readonly key: string }>> = {
  version: { opcode: 0x0b, key: '' },
  stat: { opcode: 0x10, key: '' },
  'stat items': { opcode: 0x10, key: 'items' },
};
const HEADER = 24;

function encode(send: MemcachedSend): Buffer {
  if ('binary' in send) {
    const { opcode, key } = BINARY[send.binary];
    const header = Buffer.alloc(HEADER);
    header[0] = 0x80;
    header[1] = opcode;
    header.writeUInt16BE(key.length, 2);
    header.writeUInt32BE(key.length, 8);
    return Buffer.concat([header, Buffer.from(key, 'latin1')]);
  }
  if (!/^[\x20-\x7e]{1,250}$/.test(send.line))
    throw new ProtocolError('a command is one line of printable ASCII');
  return Buffer.from(`${send.line}\r\n`, 'latin1');
}

function decode(bytes: Buffer): MemcachedSend {
  if (bytes[0] === 0x80) {
    const names = Object.keys(BINARY) as BinaryRequest[];
    const binary = names.find((name) => encode({ binary: name }).equals(bytes));
    if (!binary) throw new ProtocolError('expected one of the binary requests');
    return { binary };
  }
  const text = bytes.toString('latin1');
  if (!/^[\x20-\x7e]{1,250}\r\n$/.test(text)) throw new ProtocolError('expected one command on one line');
  return { line: text.slice(0, -2) };
}

/** A line that is an answer by itself. */
const SINGLE = /^(?:VERSION .*|ERROR|CLIENT_ERROR .*|SERVER_ERROR .*|OK|BUSY .*|BADCLASS .*|RESET)$/s;
const LISTED = /^(?:STAT |key=)/;

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

function nextLine(held: Held): string | undefined {
  const end = held.bytes.subarray(0, held.length).indexOf('\n', held.at);
  const seen = (end < 0 ? held.length : end) - held.at;
  if (seen > LINE_MOST) throw new ProtocolError(`expected a line of at most ${LINE_MOST} bytes`);
  if (end < 0) return undefined;
  const stop = held.bytes[end - 1] === 0x0d && end > held.at ? end - 1 : end;
  const text = held.bytes.toString('latin1', held.at, stop);
  held.at = end + 1;
  return text;
}

/** Bytes by which a first line that is none of memcached's is told apart before it ends. */
const STARTS = [
  'VERSION ',
  'ERROR',
  'CLIENT_ERROR ',
  'SERVER_ERROR ',
  'OK',
  'BUSY ',
  'BADCLASS ',
  'RESET',
  'END',
  'STAT ',
  'key=',
];

function checkStart(held: Held): void {
  const start = held.bytes.toString('latin1', held.at, Math.min(held.length, held.at + 13));
  const fits = STARTS.some((word) => start.startsWith(word) || word.startsWith(start));
  if (!fits) throw new ProtocolError('expected a line that memcached answers with');
}

function textReader(limits: ReplyLimits): ReplyReader<MemcachedReply> {
  const held: Held = { bytes: Buffer.alloc(0), length: 0, at: 0 };
  const lines: string[] = [];
  const step = (): MemcachedReply | undefined => {
    for (;;) {
      if (held.at < held.length) checkStart(held);
      const line = nextLine(held);
      if (line === undefined) return undefined;
      if (held.at > limits.bytes) throw new LimitError(`an answer takes more than ${limits.bytes} bytes`);
      if (line === 'END') return { kind: 'lines', lines };
      if (lines.length === 0 && SINGLE.test(line)) return { kind: 'line', text: line };
      if (!LISTED.test(line)) throw new ProtocolError('expected STAT, a key of a dump, or END');
      lines.push(line);
      if (lines.length > limits.elements)
        throw new LimitError(`more than ${limits.elements} lines in one answer`);
    }
  };
  return {
    push(chunk) {
      append(held, chunk);
      const reply = step();
      if (reply) return { reply, rest: Buffer.from(held.bytes.subarray(held.at, held.length)) };
      if (held.length > limits.bytes) throw new LimitError(`an answer takes more than ${limits.bytes} bytes`);
      return undefined;
    },
  };
}

/** One binary packet. Of the several that answer a `stat` the first is enough to know whether it may be read. */
function binaryReader(
  send: { readonly binary: BinaryRequest },
  limits: ReplyLimits,
): ReplyReader<MemcachedReply> {
  let held = Buffer.alloc(0);
  return {
    push(chunk) {
      held = Buffer.concat([held, chunk]);
      if (held.length > 0 && held[0] !== 0x81) throw new ProtocolError('expected a binary answer');
      if (held.length > 1 && held[1] !== BINARY[send.binary].opcode)
        throw new ProtocolError('expected the answer to the binary request');
      if (held.length < HEADER) return undefined;
      const body = held.readUInt32BE(8);
      if (HEADER + body > limits.bytes)
        throw new LimitError(`an answer announces more than ${limits.bytes} bytes`);
      const before = held.readUInt16BE(2) + (held[4] ?? 0);
      if (before > body) throw new ProtocolError('a binary answer lies about its length');
      if (held.length < HEADER + body) return undefined;
      const value = Buffer.from(held.subarray(HEADER + before, HEADER + body));
      return {
        reply: { kind: 'binary', status: held.readUInt16BE(6), value },
        rest: held.subarray(HEADER + body),
      };
    },
  };
}

export const memcachedCodec: Codec<MemcachedSend, MemcachedReply> = {
  name: 'memcached',
  encode,
  decode,
  reader: (send, limits) => ('binary' in send ? binaryReader(send, limits) : textReader(limits)),
};
