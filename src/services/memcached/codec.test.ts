import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LimitError, ProtocolError, REPLY_LIMITS, type ReplyLimits } from '../../wire/codec.ts';
import { type MemcachedReply, type MemcachedSend, memcachedCodec } from './codec.ts';

function read(
  send: MemcachedSend,
  bytes: Buffer,
  cuts: readonly number[] = [],
  limits: ReplyLimits = REPLY_LIMITS,
): MemcachedReply | string {
  const reader = memcachedCodec.reader(send, limits);
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

const text: MemcachedSend = { line: 'stats' };
const version: MemcachedSend = { binary: 'version' };

function packet(opcode: number, status: number, body: string, claimed = body.length): Buffer {
  const header = Buffer.alloc(24);
  header[0] = 0x81;
  header[1] = opcode;
  header.writeUInt16BE(status, 6);
  header.writeUInt32BE(claimed, 8);
  return Buffer.concat([header, Buffer.from(body)]);
}

describe('requests', () => {
  it('decode to what was encoded', () => {
    const line = fc.string({
      unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 250,
    });
    fc.assert(
      fc.property(
        line,
        (one) =>
          void expect(memcachedCodec.decode(memcachedCodec.encode({ line: one }))).toEqual({ line: one }),
      ),
    );
    for (const binary of ['version', 'stat', 'stat items'] as const) {
      expect(memcachedCodec.decode(memcachedCodec.encode({ binary }))).toEqual({ binary });
    }
  });

  it('of the binary protocol are those of its specification', () => {
    expect(memcachedCodec.encode(version).toString('hex')).toBe(`800b${'00'.repeat(22)}`);
    expect(memcachedCodec.encode({ binary: 'stat items' }).toString('hex')).toBe(
      `801000050000000000000005${'00'.repeat(12)}6974656d73`,
    );
  });

  it('are one, on one line', () => {
    for (const line of ['', 'stats\r\nflush_all', 'a\nb', 'ключ', 'x'.repeat(251)]) {
      expect(() => memcachedCodec.encode({ line }), line).toThrow(ProtocolError);
    }
    for (const bytes of ['stats', 'stats\r\nflush_all\r\n', '\r\n']) {
      expect(() => memcachedCodec.decode(Buffer.from(bytes)), bytes).toThrow(ProtocolError);
    }
    const flush = memcachedCodec.encode(version);
    flush[1] = 0x08;
    expect(() => memcachedCodec.decode(flush)).toThrow(ProtocolError);
  });
});

describe('answers', () => {
  it('are one line or lines up to END', () => {
    expect(read(text, Buffer.from('VERSION 1.6.18\r\n'))).toEqual({ kind: 'line', text: 'VERSION 1.6.18' });
    expect(read(text, Buffer.from('STAT a 1\r\nSTAT b x y\r\nEND\r\n'))).toEqual({
      kind: 'lines',
      lines: ['STAT a 1', 'STAT b x y'],
    });
    expect(read(text, Buffer.from('END\r\n'))).toEqual({ kind: 'lines', lines: [] });
    expect(
      memcachedCodec.reader(text, REPLY_LIMITS).push(Buffer.from('ERROR\r\nmore'))?.rest.toString(),
    ).toBe('more');
  });

  it('mean the same however they are cut, also when they are noise', () => {
    const piece = fc.constantFrom(
      'STAT a 1\r\n',
      'STAT pid 7\r\n',
      'key=a%3Ab exp=-1 size=3\r\n',
      'END\r\n',
      'ERROR\r\n',
      'VERSION 1\r\n',
      'x',
      '\r',
      '\n',
      'EN',
      'D',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.array(fc.nat()), (pieces, cuts) => {
        const bytes = Buffer.from(pieces.join(''));
        expect(read(text, bytes, cuts)).toEqual(read(text, bytes));
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat()), (noise, cuts) => {
        for (const send of [text, version])
          expect(read(send, Buffer.from(noise), cuts)).toEqual(read(send, Buffer.from(noise)));
      }),
    );
  });

  it('have ceilings that are reached exactly', () => {
    const bytes = Buffer.from('STAT a 1\r\nSTAT b 2\r\nEND\r\n');
    expect(typeof read(text, bytes, [], { ...REPLY_LIMITS, bytes: bytes.length })).toBe('object');
    expect(read(text, bytes, [], { ...REPLY_LIMITS, bytes: bytes.length - 1 })).toBe('LimitError');
    expect(typeof read(text, bytes, [], { ...REPLY_LIMITS, elements: 2 })).toBe('object');
    expect(read(text, bytes, [], { ...REPLY_LIMITS, elements: 1 })).toBe('LimitError');
    const endless = Buffer.from('STAT a 1\r\n'.repeat(1_000));
    expect(read(text, endless, [100, 5_000], { ...REPLY_LIMITS, bytes: 9_000 })).toBe('LimitError');
  });

  it.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['Redis', '-ERR unknown command\r\n'],
    ['a line without end', `STAT ${'x'.repeat(9_000)}`],
    ['a line of another kind inside a list', 'STAT a 1\r\nVERSION 1\r\n'],
  ])('are refused where %s answers', (_name, bytes) => {
    expect(read(text, Buffer.from(bytes))).toBe('ProtocolError');
  });

  it('of the binary protocol are read, and their lengths are not believed', () => {
    expect(read(version, packet(0x0b, 0, '1.6.18'))).toEqual({
      kind: 'binary',
      status: 0,
      value: Buffer.from('1.6.18'),
    });
    expect(read(version, packet(0x0b, 0, '', 0xffff_ffff))).toBe('LimitError');
    expect(read(version, packet(0x10, 0, ''))).toBe('ProtocolError');
    const lying = packet(0x0b, 0, 'ab');
    lying.writeUInt16BE(3, 2);
    expect(read(version, lying)).toBe('ProtocolError');
    expect(read(version, Buffer.from('ERROR\r\n'))).toBe('ProtocolError');
  });
});
