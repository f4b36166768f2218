import fc from 'fast-check';
import { parse, serialize } from 'pg-protocol';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LimitError, ProtocolError, REPLY_LIMITS } from '../../wire/codec.ts';
import { decodePg, encodePg, pgCodec, type PgSend } from './codec.ts';
import type { PgReply } from './reply.ts';

const noZero = fc
  .string({ unit: 'grapheme' })
  .filter((text) => !text.includes('\0') && Buffer.from(text).toString() === text);
const anySend: fc.Arbitrary<PgSend> = fc.oneof(
  fc.constant<PgSend>({ type: 'ssl' }),
  fc.constant<PgSend>({ type: 'terminate' }),
  noZero.map((sql): PgSend => ({ type: 'query', sql })),
  fc
    .array(
      fc.tuple(
        noZero.filter((key) => key !== ''),
        noZero,
      ),
      { maxLength: 8 },
    )
    .map((parameters): PgSend => ({ type: 'startup', parameters })),
);

/** One answer from bytes cut at the given places: the reply, the kind of error, or that more is needed. */
function answer(send: PgSend, bytes: Buffer, cuts: readonly number[], limits = REPLY_LIMITS): unknown {
  const reader = pgCodec.reader(send, limits);
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  let rest = 0;
  try {
    for (let index = 1; index < at.length; index++) {
      const done = reader.push(bytes.subarray(at[index - 1], at[index]));
      if (done) {
        rest = done.rest.length + (bytes.length - (at[index] ?? 0));
        return { reply: done.reply, rest };
      }
    }
    return { more: true, end: reader.end?.() };
  } catch (error) {
    if (error instanceof LimitError) return 'limit';
    if (error instanceof ProtocolError) return 'protocol';
    throw error;
  }
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

function value(text: Buffer | null): Buffer {
  const head = Buffer.alloc(4);
  head.writeInt32BE(text === null ? -1 : text.length);
  return text === null ? head : Buffer.concat([head, text]);
}

function int16(count: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(count);
  return bytes;
}

function rows(columns: readonly string[], cells: readonly (readonly (Buffer | null)[])[]): Buffer {
  const described = message(
    'T',
    Buffer.concat([
      int16(columns.length),
      ...columns.flatMap((name) => [Buffer.from(`${name}\0`), Buffer.alloc(18)]),
    ]),
  );
  const data = cells.map((row) => message('D', Buffer.concat([int16(row.length), ...row.map(value)])));
  return Buffer.concat([
    described,
    ...data,
    message('C', Buffer.from(`SELECT ${cells.length}\0`)),
    message('Z', Buffer.from('T')),
  ]);
}

const QUERY: PgSend = { type: 'query', sql: 'SELECT 1' };
const STARTUP: PgSend = { type: 'startup', parameters: [['user', 'x']] };

describe('requests', () => {
  it('decode to what was encoded, whatever it is', () => {
    fc.assert(
      fc.property(anySend, (send) => {
        expect(decodePg(encodePg(send))).toEqual(send);
      }),
    );
  });

  it('are what the writer of node-postgres makes of them', () => {
    expect(encodePg({ type: 'ssl' })).toEqual(serialize.requestSsl());
    expect(encodePg({ type: 'terminate' })).toEqual(serialize.end());
    expect(encodePg({ type: 'query', sql: 'SELECT ä' })).toEqual(serialize.query('SELECT ä'));
    expect(
      encodePg({
        type: 'startup',
        parameters: [
          ['user', 'u'],
          ['database', 'd'],
          ['client_encoding', 'UTF8'],
        ],
      }),
    ).toEqual(serialize.startup({ user: 'u', database: 'd' }));
  });

  it('are refused where bytes follow, a length lies or another message is meant', () => {
    const whole = encodePg(QUERY);
    for (const bad of [
      Buffer.concat([whole, whole]),
      whole.subarray(0, -1),
      Buffer.concat([whole, Buffer.from([0])]),
      Buffer.from('P\0\0\0\x04'),
      Buffer.alloc(0),
    ]) {
      expect(() => decodePg(bad)).toThrow(ProtocolError);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          expect(encodePg(decodePg(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it('cannot smuggle a second string through a zero byte', () => {
    expect(() => encodePg({ type: 'query', sql: 'SELECT 1\0DROP' })).toThrow(ProtocolError);
    expect(() => encodePg({ type: 'startup', parameters: [['user', 'x\0replication\0true']] })).toThrow(
      ProtocolError,
    );
  });
});

describe('answers', () => {
  it('are read as the parser of node-postgres reads them', async () => {
    const cells = [
      [Buffer.from('1'), null, Buffer.from('ä')],
      [Buffer.from(''), Buffer.from('x'), null],
    ];
    const bytes = rows(['a', 'b', 'c'], cells);
    const theirs: (string | null)[][] = [];
    await parse(Readable.from([bytes]), (part) => {
      if (part.name === 'dataRow') theirs.push((part as unknown as { fields: (string | null)[] }).fields);
    });
    const ours = answer(QUERY, bytes, []) as { reply: PgReply };
    expect(ours.reply.results[0]?.rows.map((row) => row.map((cell) => cell?.toString() ?? null))).toEqual(
      theirs,
    );
    expect(ours.reply.results[0]?.columns).toEqual(['a', 'b', 'c']);
    expect(ours.reply.ready).toBe('T');
  });

  it('are the same however they are cut', () => {
    const bytes = Buffer.concat([rows(['a', 'b'], [[Buffer.from('1'), null]]), Buffer.from('rest')]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 12 }), (cuts) => {
        expect(answer(QUERY, bytes, cuts)).toEqual(answer(QUERY, bytes, []));
      }),
    );
  });

  it('of any bytes, cut anywhere, give a reply, a need for more, or one of the two errors: always the same one', () => {
    const type = fc.constantFrom('R', 'E', 'S', 'K', 'Z', 'N', 'T', 'D', 'C', 'I', 'v', 'A');
    const plausible = fc
      .array(fc.tuple(type, fc.uint8Array({ maxLength: 40 })), { maxLength: 6 })
      .map((parts) => Buffer.concat(parts.map(([name, body]) => message(name, Buffer.from(body)))));
    const bytes = fc.oneof(
      plausible,
      fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
    );
    const send = fc.constantFrom<PgSend>({ type: 'ssl' }, STARTUP, QUERY);
    const limits = { bytes: 300, elements: 40, depth: 4 };
    fc.assert(
      fc.property(send, bytes, fc.array(fc.nat(), { maxLength: 8 }), (asked, raw, cuts) => {
        expect(answer(asked, raw, cuts, limits)).toEqual(answer(asked, raw, [], limits));
      }),
      { numRuns: 2_000 },
    );
  });

  it('say what a startup proved: admitted, a password, refused', () => {
    const ok = message('R', Buffer.alloc(4));
    const sasl = message('R', Buffer.concat([Buffer.from([0, 0, 0, 10]), Buffer.from('SCRAM-SHA-256\0\0')]));
    const refused = message(
      'E',
      Buffer.from(
        'SFATAL\0VFATAL\0C28000\0Mno pg_hba.conf entry for host "192.0.2.1", no encryption\0RClientAuthentication\0\0',
      ),
    );
    expect(answer(STARTUP, sasl, [])).toMatchObject({
      reply: { admitted: false, auth: { code: 10, mechanisms: ['SCRAM-SHA-256'] } },
    });
    expect(answer(STARTUP, Buffer.concat([ok, refused]), [])).toMatchObject({
      reply: { admitted: true, error: { code: '28000' } },
    });
    expect(answer(STARTUP, refused, [])).toMatchObject({
      reply: {
        error: { severity: 'FATAL', routine: 'ClientAuthentication', signs: ['pg_hba', 'no-encryption'] },
      },
    });
  });

  it('keep no text of an error', () => {
    const bytes = message(
      'E',
      Buffer.from('SFATAL\0C28000\0Muser \x1b[31mjane@example.org refused\0Djane\0\0'),
    );
    expect(JSON.stringify(answer(STARTUP, bytes, []))).not.toContain('jane');
  });

  it('know the error of the protocol before 3.0', () => {
    expect(
      answer({ type: 'ssl' }, Buffer.from('Ecould not fork new process for connection: x\n\0'), [3, 9]),
    ).toMatchObject({ reply: { error: { severity: 'FATAL' } } });
  });
});

describe('hostile answers', () => {
  const head = (type: string, length: number): Buffer => {
    const bytes = Buffer.alloc(5);
    bytes.write(type, 'latin1');
    bytes.writeInt32BE(length, 1);
    return bytes;
  };

  it('with negative or huge lengths are refused from the head alone', () => {
    expect(answer(QUERY, head('D', -1), [])).toBe('protocol');
    expect(answer(QUERY, head('D', 3), [])).toBe('protocol');
    expect(answer(QUERY, head('T', 0x7fffffff), [])).toBe('limit');
    expect(answer(STARTUP, head('S', 0x7fffffff), [])).toBe('limit');
  });

  it('with more columns, rows or values than said are refused', () => {
    expect(answer(QUERY, message('T', int16(-1)), [])).toBe('protocol');
    expect(answer(QUERY, message('T', int16(32_767)), [])).toBe('limit');
    expect(answer(QUERY, Buffer.concat([message('T', int16(0)), message('D', int16(1))]), [])).toBe(
      'protocol',
    );
    const long = Buffer.concat([int16(1), Buffer.from([0x7f, 0xff, 0xff, 0xff])]);
    const one = message('T', Buffer.concat([int16(1), Buffer.from('a\0'), Buffer.alloc(18)]));
    expect(answer(QUERY, Buffer.concat([one, message('D', long)]), [])).toBe('protocol');
  });

  it('without end run into the ceiling of bytes or parts', () => {
    const endless = rows(
      ['a'],
      Array.from({ length: 500 }, () => [Buffer.from('x')]),
    );
    expect(answer(QUERY, endless, [], { bytes: 1_000, elements: 10_000, depth: 4 })).toBe('limit');
    expect(answer(QUERY, endless, [], { bytes: 1 << 20, elements: 100, depth: 4 })).toBe('limit');
    const notices = Buffer.concat(Array.from({ length: 500 }, () => message('N', Buffer.alloc(1))));
    expect(answer(QUERY, notices, [], { bytes: 1 << 20, elements: 100, depth: 4 })).toBe('limit');
  });

  it('in single bytes cost no more than in one piece', () => {
    const big = rows(['a'], [[Buffer.alloc(1 << 20, 0x61)]]);
    const reader = pgCodec.reader(QUERY, REPLY_LIMITS);
    let done: unknown;
    for (let at = 0; at < big.length && !done; at++) done = reader.push(big.subarray(at, at + 1));
    expect(done).toMatchObject({ reply: { ready: 'T' } });
  });

  it('of other protocols are not PostgreSQL', () => {
    for (const other of [
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      '-ERR unknown command\r\n',
      'ERROR\r\n',
      '\x15\x03\x01\x00\x02\x02\x0a',
    ]) {
      expect(answer({ type: 'ssl' }, Buffer.from(other, 'latin1'), [])).not.toHaveProperty('reply');
    }
  });
});
