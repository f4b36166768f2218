import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LimitError, ProtocolError, REPLY_LIMITS } from '../../wire/codec.ts';
import { decodeMy, encodeMy, myCodec, type MySend } from './codec.ts';
import type { MyReply } from './reply.ts';

const name = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((text) => !text.includes('\0') && Buffer.from(text).toString() === text);
const small = name.filter((text) => Buffer.byteLength(text) < 60);
const anySend: fc.Arbitrary<MySend> = fc.oneof(
  fc.constantFrom<MySend>(
    { type: 'greet' },
    { type: 'tls' },
    { type: 'quit' },
    { type: 'empty', secure: true },
    { type: 'empty', secure: false },
  ),
  name.filter((sql) => sql !== '').map((sql): MySend => ({ type: 'query', sql })),
  fc.record({
    type: fc.constant('login' as const),
    secure: fc.boolean(),
    user: name,
    plugin: fc.constantFrom('', 'mysql_native_password'),
    attributes: fc.array(fc.tuple(small, small), { maxLength: 2 }),
  }),
);

function answer(send: MySend, bytes: Buffer, cuts: readonly number[], limits = REPLY_LIMITS): unknown {
  const reader = myCodec.reader(send, limits);
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  try {
    for (let index = 1; index < at.length; index++) {
      const done = reader.push(bytes.subarray(at[index - 1], at[index]));
      if (done) return { reply: done.reply, rest: done.rest.length + bytes.length - (at[index] ?? 0) };
    }
    return { more: true, end: reader.end?.() };
  } catch (error) {
    if (error instanceof LimitError) return 'limit';
    if (error instanceof ProtocolError) return 'protocol';
    throw error;
  }
}

function reply(send: MySend, bytes: Buffer): MyReply | undefined {
  return (answer(send, bytes, []) as { reply?: MyReply }).reply;
}

function fixture(file: string): Buffer {
  return Buffer.from(
    readFileSync(new URL(`./fixtures/${file}.hex`, import.meta.url), 'utf8').replaceAll('\n', ''),
    'hex',
  );
}

function packet(number: number, payload: Buffer | string): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload;
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = number;
  return Buffer.concat([head, body]);
}

const QUERY: MySend = { type: 'query', sql: 'SELECT 1' };
const GREET: MySend = { type: 'greet' };
const LOGIN: MySend = {
  type: 'login',
  secure: true,
  user: '',
  plugin: 'mysql_native_password',
  attributes: [],
};
const PLAIN: MySend = { ...LOGIN, secure: false };
/** One column named `a`, described. */
const COLUMN = Buffer.concat([
  packet(1, '\x01'),
  packet(2, '\x03def\0\0\0\x01a\0\x0c\x2d\0\x0a\0\0\0\xfd\0\0\0\0\0'),
  packet(3, '\xfe\0\0\x02\0'),
]);

describe('requests', () => {
  it('decode to what was encoded, whatever it is', () => {
    fc.assert(
      fc.property(anySend, (send) => {
        expect(decodeMy(encodeMy(send))).toEqual(send);
      }),
    );
  });

  it('never hold a password: the authentication response is one zero byte', () => {
    const bytes = encodeMy({ ...PLAIN, user: 'root' });
    expect(bytes.subarray(4 + 32)).toEqual(Buffer.from('root\0\0mysql_native_password\0', 'latin1'));
    const withOne = Buffer.concat([
      bytes.subarray(0, 4 + 32 + 5),
      Buffer.from([1, 0x41]),
      bytes.subarray(4 + 32 + 6),
    ]);
    withOne.writeUIntLE(withOne.length - 4, 0, 3);
    expect(() => decodeMy(withOne)).toThrow(ProtocolError);
  });

  it('never offer local files, several statements or compression', () => {
    const flags = encodeMy(PLAIN).readUInt32LE(4);
    for (const flag of [0x80, 0x20, 0x10000, 0x20000]) expect(flags & flag).toBe(0);
  });

  it('are refused where bytes follow, a length lies or another command is meant', () => {
    const whole = encodeMy(QUERY);
    for (const bad of [
      Buffer.concat([whole, whole]),
      whole.subarray(0, -1),
      packet(0, '\x02mysql'),
      packet(0, '\x1b\0\0'),
      packet(1, 'x'),
    ]) {
      expect(() => decodeMy(bad)).toThrow(ProtocolError);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(4), (bytes, number) => {
        for (const whole of [Buffer.from(bytes), packet(number, Buffer.from(bytes))]) {
          try {
            expect(encodeMy(decodeMy(whole))).toEqual(whole);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        }
      }),
    );
  });
});

describe('answers of a real MariaDB 10.11, recorded', () => {
  it('are a greeting whose last byte is handed back', () => {
    const bytes = fixture('mariadb-10.11-greeting');
    expect(answer(GREET, bytes, [])).toMatchObject({
      rest: 1,
      reply: {
        kind: 'greeting',
        greeting: {
          protocol: 10,
          version: '5.5.5-10.11.19-MariaDB-0+deb12u1-log',
          plugin: 'mysql_native_password',
        },
      },
    });
    const after = Buffer.concat([bytes.subarray(-1), fixture('mariadb-10.11-login-ok')]);
    expect(reply(PLAIN, after)).toEqual({ kind: 'ok' });
    expect(answer({ type: 'tls' }, bytes.subarray(-1), [])).toEqual({ reply: { kind: 'ok' }, rest: 0 });
  });

  it('are a refusal, a result, an error and an OK', () => {
    expect(reply(LOGIN, fixture('mariadb-10.11-login-refused'))).toEqual({
      kind: 'error',
      error: { code: 1045, state: '28000' },
    });
    expect(reply(QUERY, fixture('mariadb-10.11-schemata'))).toMatchObject({
      kind: 'result',
      result: { columns: ['SCHEMA_NAME'], rows: [[Buffer.from('information_schema')]] },
    });
    expect(reply(QUERY, fixture('mariadb-10.11-syntax-error'))).toEqual({
      kind: 'error',
      error: { code: 1064, state: '42000' },
    });
    expect(reply(QUERY, fixture('mariadb-10.11-begin-ok'))).toEqual({ kind: 'ok' });
  });

  it('are the same however they are cut', () => {
    const greeted = Buffer.concat([
      Buffer.from([0]),
      fixture('mariadb-10.11-login-refused'),
      Buffer.from('rest'),
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 10 }), (cuts) => {
        for (const [send, bytes] of [
          [QUERY, fixture('mariadb-10.11-schemata')],
          [GREET, fixture('mariadb-10.11-greeting')],
          [PLAIN, greeted],
        ] as const) {
          expect(answer(send, bytes, cuts)).toEqual(answer(send, bytes, []));
        }
      }),
    );
  });
});

describe('answers', () => {
  it('of any bytes, cut anywhere, give a reply, a need for more, or one of the two errors: always the same one', () => {
    const start = fc.constantFrom(
      '',
      '\x0a8.0.1\0',
      '\xff\x15\x04',
      '\xfe',
      '\x01',
      '\x02',
      '\x00',
      '\x03def',
    );
    const plausible = fc
      .array(fc.tuple(start, fc.uint8Array({ maxLength: 40 })), { maxLength: 6 })
      .map((parts) =>
        Buffer.concat(
          parts.map(([head, body], index) =>
            packet(index, Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)])),
          ),
        ),
      );
    const bytes = fc.oneof(
      plausible,
      plausible.map((tail) => Buffer.concat([COLUMN, tail])),
      fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
    );
    const limits = { bytes: 300, elements: 20, depth: 4 };
    fc.assert(
      fc.property(
        fc.constantFrom(QUERY, GREET, LOGIN, PLAIN),
        bytes,
        fc.array(fc.nat(), { maxLength: 8 }),
        (send, raw, cuts) => {
          expect(answer(send, raw, cuts, limits)).toEqual(answer(send, raw, [], limits));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('ask for another method, accept without one, or want a password', () => {
    expect(reply(LOGIN, packet(2, '\xfecaching_sha2_password\0abcdefghijabcdefghij\0'))).toEqual({
      kind: 'switch',
      plugin: 'caching_sha2_password',
    });
    expect(reply(LOGIN, packet(2, '\xfe'))).toEqual({ kind: 'switch', plugin: 'mysql_old_password' });
    expect(reply(LOGIN, Buffer.concat([packet(2, '\x01\x03'), packet(3, '\0\0\0\x02\0\0\0')]))).toEqual({
      kind: 'ok',
    });
    expect(reply(LOGIN, packet(2, '\x01\x04'))).toEqual({ kind: 'more' });
  });

  it('that turn the host away are errors without a greeting', () => {
    expect(
      reply(GREET, packet(0, `\xff\x6a\x04Host '192.0.2.1' is not allowed to connect to this MySQL server`)),
    ).toEqual({ kind: 'error', error: { code: 1130, state: '' } });
  });
});

describe('hostile answers', () => {
  it('with lengths that no answer has are refused from the head alone', () => {
    expect(answer(QUERY, Buffer.from('ffffff00', 'hex'), [])).toBe('limit');
    expect(answer(QUERY, packet(1, Buffer.from('feffffffffffffffff', 'hex')), [])).toBe('limit');
    expect(answer(QUERY, packet(1, Buffer.from('fdffff0f', 'hex')), [])).toBe('limit');
    expect(answer(QUERY, packet(1, Buffer.from('ff', 'hex')), [])).toBe('protocol');
    expect(answer(GREET, Buffer.from('ffff0f00', 'hex'), [])).toBe('protocol');
  });

  it('with values longer than their packet are refused', () => {
    for (const cell of [
      'fe0100000000000000',
      'fc',
      'fcffff41',
      'feffffffffffffffff',
      '02',
      'ff0000',
      '0141ff',
    ]) {
      expect(
        answer(QUERY, Buffer.concat([COLUMN, packet(4, Buffer.from(cell, 'hex'))]), []),
        cell,
      ).not.toHaveProperty('reply.kind', 'result');
    }
    expect(
      answer(QUERY, Buffer.concat([COLUMN, packet(4, Buffer.from('feffffffffffffffff41', 'hex'))]), []),
    ).toBe('limit');
  });

  it('that ask for a file of this machine get none', () => {
    expect(answer(QUERY, packet(1, '\xfb/etc/passwd'), [])).toBe('protocol');
  });

  it('that announce a second result are refused', () => {
    expect(answer(QUERY, packet(1, '\0\0\0\x0a\0\0\0'), [])).toBe('protocol');
    expect(answer(QUERY, Buffer.concat([COLUMN, packet(4, '\xfe\0\0\x0a\0')]), [])).toBe('protocol');
  });

  it('without end run into the ceiling of bytes or parts', () => {
    const rows = Buffer.concat([COLUMN, ...Array.from({ length: 500 }, () => packet(4, '\x01x'))]);
    expect(answer(QUERY, rows, [], { bytes: 1_000, elements: 10_000, depth: 4 })).toBe('limit');
    expect(answer(QUERY, rows, [], { bytes: 1 << 20, elements: 100, depth: 4 })).toBe('limit');
    const fast = Buffer.concat(Array.from({ length: 500 }, () => packet(2, '\x01\x03')));
    expect(answer(LOGIN, fast, [], { bytes: 1 << 20, elements: 100, depth: 4 })).toBe('limit');
  });

  it('of other protocols are not MySQL', () => {
    for (const other of [
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      '-ERR unknown command\r\n',
      'SSH-2.0-OpenSSH_9.2\r\n',
      '220 ready\r\n',
      '\x15\x03\x01\x00\x02\x02\x0a',
      '\x05\0\0\0\x0b\x08\x05\x1a\0',
    ]) {
      expect(answer(GREET, Buffer.from(other, 'latin1'), []), other).toBe('protocol');
    }
  });
});
