import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LimitError, ProtocolError, REPLY_LIMITS, type ReplyLimits } from '../../wire/codec.ts';
import { type RespReply, type RespSend, resp } from './codec.ts';

/** The official client does not export its codec: it is taken from inside. */
const inside = createRequire(createRequire(import.meta.url).resolve('redis'));
const { default: encodeCommand } = inside('@redis/client/dist/lib/RESP/encoder.js') as {
  default: (words: readonly string[]) => readonly (string | Buffer)[];
};
const { Decoder, RESP_TYPES } = inside('@redis/client/dist/lib/RESP/decoder.js') as {
  Decoder: new (config: object) => { write(bytes: Buffer): void };
  RESP_TYPES: { readonly BLOB_STRING: number; readonly NUMBER: number };
};

const send: RespSend = ['PING'];

function read(
  bytes: Buffer,
  cuts: readonly number[] = [],
  limits: ReplyLimits = REPLY_LIMITS,
): RespReply | string {
  const reader = resp.reader(send, limits);
  const places = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  let from = 0;
  try {
    for (const place of places) {
      const done = reader.push(bytes.subarray(from, place));
      from = place;
      if (done) return done.reply;
    }
    return 'waiting';
  } catch (error) {
    if (error instanceof LimitError) return 'LimitError';
    if (error instanceof ProtocolError) return 'ProtocolError';
    throw error;
  }
}

/** The answer as the official client gives it, for comparison. */
function plain(reply: RespReply): unknown {
  if (reply.kind === 'array') return reply.items && reply.items.map(plain);
  if (reply.kind === 'bulk') return reply.bytes && reply.bytes.toString('latin1');
  if (reply.kind === 'integer') return String(reply.value);
  return reply.kind === 'error' ? { error: reply.text } : reply.text;
}

function official(bytes: Buffer): unknown {
  const seen: unknown[] = [];
  const decoder = new Decoder({
    onReply: (reply: unknown) => void seen.push(reply),
    onErrorReply: (error: Error) => void seen.push({ error: error.message }),
    onPush: () => undefined,
    getTypeMapping: () => ({ [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.NUMBER]: String }),
  });
  decoder.write(bytes);
  const simplify = (value: unknown): unknown => {
    if (Buffer.isBuffer(value)) return value.toString('latin1');
    if (Array.isArray(value)) return value.map(simplify);
    if (value instanceof Error) return { error: value.message };
    return value;
  };
  return simplify(seen[0]);
}

const word = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)), maxLength: 40 });
const ascii = fc.string({
  unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
  maxLength: 20,
});

const { reply: anyReply } = fc.letrec<{ reply: string }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small' },
    ascii.map((text) => `+${text}\r\n`),
    ascii.map((text) => `-ERR ${text}\r\n`),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => `:${value}\r\n`),
    word.map((text) => `$${text.length}\r\n${text}\r\n`),
    fc.constantFrom('$-1\r\n', '*-1\r\n', '*0\r\n'),
    fc.array(tie('reply'), { maxLength: 4 }).map((items) => `*${items.length}\r\n${items.join('')}`),
  ),
}));

describe('commands', () => {
  it('are the bytes that the official client writes', () => {
    fc.assert(
      fc.property(fc.array(ascii, { minLength: 1, maxLength: 6 }), (words) => {
        const theirs = Buffer.concat(encodeCommand(words).map((part) => Buffer.from(part as string)));
        expect(resp.encode(words).equals(theirs)).toBe(true);
      }),
    );
  });

  it('decode to what was encoded, whatever bytes a key has', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        expect(resp.decode(resp.encode(words))).toEqual(words);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['an inline command', 'PING\r\n'],
    ['two commands', '*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPING\r\n'],
    ['a length with a sign', '*+1\r\n$4\r\nPING\r\n'],
    ['a length with a leading zero', '*01\r\n$4\r\nPING\r\n'],
    ['a negative count', '*-1\r\n'],
    ['no words', '*0\r\n'],
    ['a word that is too short', '*1\r\n$5\r\nPING\r\n'],
    ['a billion words', '*1000000000\r\n'],
  ])('are refused when decoded from %s', (_name, text) => {
    expect(() => resp.decode(Buffer.from(text, 'latin1'))).toThrow(ProtocolError);
  });

  it('hold bytes alone', () => {
    expect(() => resp.encode(['GET', 'ключ'])).toThrow(ProtocolError);
    expect(() => resp.encode([])).toThrow(ProtocolError);
  });
});

describe('answers', () => {
  it('are read as the official client reads them', () => {
    fc.assert(
      fc.property(anyReply, (text) => {
        const bytes = Buffer.from(text, 'latin1');
        const ours = read(bytes);
        expect(typeof ours === 'string' ? ours : plain(ours)).toEqual(official(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('mean the same however they are cut, also when they are noise', () => {
    fc.assert(
      fc.property(anyReply, fc.array(fc.nat()), (text, cuts) => {
        const bytes = Buffer.from(text, 'latin1');
        expect(read(bytes, cuts)).toEqual(read(bytes));
      }),
      { numRuns: 300 },
    );
    const noise = fc.string({
      unit: fc.constantFrom('*', '$', ':', '+', '-', '1', '2', '\r', '\n', 'a', '0'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(noise, fc.array(fc.nat()), (text, cuts) => {
        const bytes = Buffer.from(text, 'latin1');
        const whole = read(bytes);
        const cut = read(bytes, cuts);
        expect(cut).toEqual(whole);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave the bytes that follow', () => {
    expect(resp.reader(send, REPLY_LIMITS).push(Buffer.from('+OK\r\n+NEXT'))?.rest.toString()).toBe('+NEXT');
  });

  it('have a ceiling of bytes that is reached exactly', () => {
    const bytes = Buffer.from('*2\r\n$5\r\nhello\r\n$5\r\nworld\r\n');
    const at = (limit: number): RespReply | string => read(bytes, [], { ...REPLY_LIMITS, bytes: limit });
    expect(typeof at(bytes.length)).toBe('object');
    expect(at(bytes.length - 1)).toBe('LimitError');
    expect(read(Buffer.from('$4194305\r\n'))).toBe('LimitError');
  });

  it('have as many elements and levels as allowed, and no more', () => {
    const flat = Buffer.from('*3\r\n:1\r\n:2\r\n:3\r\n');
    expect(typeof read(flat, [], { ...REPLY_LIMITS, elements: 3 })).toBe('object');
    expect(read(flat, [], { ...REPLY_LIMITS, elements: 2 })).toBe('LimitError');
    const deep = Buffer.from('*1\r\n*1\r\n:1\r\n');
    expect(typeof read(deep, [], { ...REPLY_LIMITS, depth: 2 })).toBe('object');
    expect(read(deep, [], { ...REPLY_LIMITS, depth: 1 })).toBe('LimitError');
    expect(read(Buffer.from('*1\r\n'.repeat(100_000)))).toBe('LimitError');
    expect(read(Buffer.from('*1000000000\r\n'))).toBe('LimitError');
    expect(read(Buffer.from(`*150000\r\n${'*100000\r\n'}`))).toBe('LimitError');
  });

  it.each([
    ['a negative length', '$-5\r\n'],
    ['a length that is no number', '$abc\r\n'],
    ['a length beyond every number', `$${'9'.repeat(30)}\r\n`],
    ['a bulk string without its end', '$2\r\nabXX'],
    ['a bare newline', '+OK\n'],
    ['RESP3', '%1\r\n+a\r\n+b\r\n'],
    ['another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['a line without end', `+${'x'.repeat(70_000)}`],
  ])('are refused with %s', (_name, text) => {
    expect(read(Buffer.from(text, 'latin1'))).toBe('ProtocolError');
  });

  it('cost no more than their bytes when dripped', () => {
    const bytes = Buffer.from(`*20000\r\n${'$3\r\nabc\r\n'.repeat(20_000)}`);
    const reader = resp.reader(send, REPLY_LIMITS);
    let reply: RespReply | undefined;
    for (let at = 0; at < bytes.length; at += 7) reply ??= reader.push(bytes.subarray(at, at + 7))?.reply;
    expect(reply?.kind === 'array' && reply.items?.length).toBe(20_000);
  });
});
