import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LimitError, ProtocolError, REPLY_LIMITS } from '../../wire/codec.ts';
import type { ReplyLimits } from '../../wire/codec.ts';
import { nativeCodec } from './native-codec.ts';
import type { NativeRequest } from './native-codec.ts';

const HELLO: NativeRequest = { packet: 'hello', agent: 'sidelight/0.1', user: '' };
const QUERY: NativeRequest = { packet: 'query', agent: 'sidelight/0.1', query: 'SELECT 1', seconds: 5 };

function read(
  pieces: readonly Buffer[],
  send: NativeRequest = QUERY,
  limits: Partial<ReplyLimits> = {},
): object {
  const reader = nativeCodec.reader(send, { ...REPLY_LIMITS, ...limits });
  try {
    for (const [at, piece] of pieces.entries()) {
      const done = reader.push(piece);
      if (done)
        return {
          reply: done.reply,
          rest: Buffer.concat([done.rest, ...pieces.slice(at + 1)]).toString('hex'),
        };
    }
    return {};
  } catch (error) {
    if (error instanceof ProtocolError) return { error: 'protocol' };
    if (error instanceof LimitError) return { error: 'limit' };
    throw error;
  }
}

const short = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const block = (columns: number, rows: number, ...parts: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([1, 0, 1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0, columns, rows]), ...parts]);
const NUMBER = Buffer.from([7, 0, 0, 0, 0, 0, 0, 0]);
const NULLABLE = [short('x'), short('Nullable(String)'), Buffer.from([1, 0])];
const ANSWER = Buffer.concat([
  block(1, 0, short('n'), short('UInt64')),
  Buffer.from([3, 1, 2, 0x80, 0x01]),
  block(3, 1, short('n'), short('UInt64'), NUMBER, short('s'), short('String'), short('text'), ...NULLABLE),
  Buffer.from([6, 1, 1, 1, 0, 0, 0]),
  Buffer.from([5]),
]);
const SMALL = { bytes: 10_000, elements: 1_000 };

describe('the native codec', () => {
  it('reads blocks, progress and profile into rows', () => {
    expect(read([ANSWER])).toEqual({ reply: { kind: 'rows', rows: [[7, 'text', null]] }, rest: '' });
  });

  it('decodes to what was encoded, and from no other bytes', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    const agent = fc.stringMatching(/^[ -~]{1,60}$/);
    const send = fc.oneof(
      fc.record({ packet: fc.constant('hello' as const), agent, user: text }),
      fc.record({
        packet: fc.constant('query' as const),
        agent,
        query: text,
        seconds: fc.integer({ min: 0, max: 3_600 }),
      }),
    );
    fc.assert(
      fc.property(send, fc.nat(), fc.integer({ min: 0, max: 255 }), (value, at, byte) => {
        const bytes = nativeCodec.encode(value);
        expect(nativeCodec.decode(bytes)).toEqual(value);
        expect(() => nativeCodec.decode(Buffer.concat([bytes, bytes]))).toThrow(ProtocolError);
        const changed = Buffer.from(bytes);
        changed[at % changed.length] = byte;
        try {
          expect(nativeCodec.encode(nativeCodec.decode(changed)).equals(changed)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it('refuses to send text that is not well-formed, and ceilings out of range', () => {
    for (const bad of [
      { query: '\ud800' },
      { seconds: -1 },
      { seconds: 1.5 },
      { seconds: 1e9 },
      { agent: 'a\nb' },
      { agent: '' },
    ]) {
      expect(() => nativeCodec.encode({ ...QUERY, ...bad }), JSON.stringify(bad)).toThrow(ProtocolError);
    }
  });

  const LONG = Buffer.from([0xff, 0xff, 0xff, 0x7f]);
  const ERRORS = Array.from({ length: 40 }, () => Buffer.from([1, 0, 0, 0, 0, 0, 0, 1]));
  it.each<[string, Buffer, string]>([
    ['a text longer than the answer may be', block(1, 1, short('s'), short('String'), LONG), 'limit'],
    ['more values than a ceiling', Buffer.concat([Buffer.from([1, 0, 0, 100]), LONG]), 'limit'],
    ['rows without columns', Buffer.from([1, 0, 0, 0, 9]), 'protocol'],
    ['rows without columns past the ceiling', Buffer.concat([Buffer.from([1, 0, 0, 0]), LONG]), 'limit'],
    ['too many columns', Buffer.from([1, 0, 0, 0xff, 0x7f, 1]), 'limit'],
    ['a type that was not asked for', block(1, 1, short('s'), short('Map(String, String)')), 'protocol'],
    [
      'Nullable in Nullable',
      block(1, 1, short('s'), short('Nullable(Nullable(String))'), Buffer.from([0, 0, 0])),
      'protocol',
    ],
    ['an unknown packet', Buffer.from([99]), 'protocol'],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'protocol'],
    ['a number without end', Buffer.alloc(20, 0xff), 'protocol'],
    ['a block field without meaning', Buffer.from([1, 0, 7]), 'protocol'],
    ['errors in errors without end', Buffer.concat([Buffer.from([2]), ...ERRORS]), 'limit'],
    ['pongs without end', Buffer.alloc(100_001, 4), 'limit'],
  ])('refuses %s', (_name, bytes, error) => {
    expect(read([bytes])).toEqual({ error });
  });

  it('gives an error by its number alone', () => {
    const code = Buffer.from([2, 0x04, 0x02, 0, 0]);
    const bytes = Buffer.concat([
      code,
      short('DB::Exception'),
      short('CANARY'),
      short('stack'),
      Buffer.from([0, 9]),
    ]);
    for (const send of [HELLO, QUERY])
      expect(read([bytes], send)).toEqual({ reply: { kind: 'error', code: 516 }, rest: '09' });
  });

  it('reads the same however an answer is cut, also when it is damaged', () => {
    const damage = fc.option(fc.tuple(fc.nat(), fc.nat(255)));
    fc.assert(
      fc.property(fc.array(fc.nat()), damage, fc.constantFrom(HELLO, QUERY), (cuts, damaged, send) => {
        const bytes = Buffer.from(ANSWER);
        if (damaged) bytes[damaged[0] % bytes.length] = damaged[1];
        const whole = read([bytes], send, SMALL);
        const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
        const pieces = [...places, bytes.length].map((place, index, all) =>
          bytes.subarray(all[index - 1] ?? 0, place),
        );
        expect(read(pieces, send, SMALL)).toEqual(whole);
        expect(
          read(
            [...bytes].map((byte) => Buffer.from([byte])),
            send,
            SMALL,
          ),
        ).toEqual(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('throws nothing but its two errors on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(HELLO, QUERY), (bytes, send) => {
        read([Buffer.from(bytes)], send, { bytes: 500, elements: 100 });
      }),
      { numRuns: 2_000 },
    );
  });
});
