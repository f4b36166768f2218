import fc from 'fast-check';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { LimitError, ProtocolError, REPLY_LIMITS } from './codec.ts';
import type { ReplyLimits } from './codec.ts';
import { http } from './http.ts';
import type { HttpReply, HttpRequest } from './http.ts';

const GET: HttpRequest = {
  method: 'GET',
  host: '127.0.0.1:9200',
  agent: 'sidelight/0.1 (+https://x.example/)',
  path: '/',
  query: {},
};
const HEAD: HttpRequest = { ...GET, method: 'HEAD' };

interface Read {
  readonly reply?: HttpReply;
  readonly rest?: string;
  readonly error?: string;
}

/** Feeds an answer in the given pieces, then ends the connection. */
function read(pieces: readonly Buffer[], send: HttpRequest = GET, limits: Partial<ReplyLimits> = {}): Read {
  const reader = http.reader(send, { ...REPLY_LIMITS, ...limits });
  try {
    for (const [index, piece] of pieces.entries()) {
      const done = reader.push(piece);
      if (done)
        return {
          reply: done.reply,
          rest: Buffer.concat([done.rest, ...pieces.slice(index + 1)]).toString('latin1'),
        };
    }
    const last = reader.end?.();
    return last ? { reply: last } : {};
  } catch (error) {
    if (error instanceof ProtocolError) return { error: 'protocol' };
    if (error instanceof LimitError) return { error: 'limit' };
    throw error;
  }
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...places, bytes.length].map((place, index, all) => bytes.subarray(all[index - 1] ?? 0, place));
}

function answer(head: string, body: string | Buffer = ''): Buffer {
  return Buffer.concat([
    Buffer.from(head.replaceAll('\n', '\r\n'), 'latin1'),
    Buffer.isBuffer(body) ? body : Buffer.from(body),
  ]);
}

function plain(result: Read): object {
  const { reply } = result;
  return {
    ...result,
    reply: reply && { ...reply, body: reply.body.toString('latin1'), headers: [...reply.headers] },
  };
}

describe('requests', () => {
  it('are written as one GET with every field where it belongs', () => {
    const bytes = http
      .encode({ ...GET, path: '/a/_count', query: { q: 'a b&c', f: 'é' } })
      .toString('latin1');
    expect(bytes.split('\r\n')[0]).toBe('GET /a/_count?q=a%20b%26c&f=%C3%A9 HTTP/1.1');
    expect(bytes).toContain('\r\nHost: 127.0.0.1:9200\r\n');
    expect(bytes.endsWith('\r\n\r\n')).toBe(true);
  });

  it('decode to what was encoded, whatever stands in the query', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        fc.constantFrom(GET, HEAD),
        fc.dictionary(word, fc.string({ unit: 'binary', maxLength: 30 })),
        (send, query) => {
          const full = { ...send, query: { ...query } };
          expect(http.decode(http.encode(full))).toEqual(full);
        },
      ),
    );
  });

  it('are refused with a method, path, host or agent that is not one', () => {
    const bad: readonly object[] = [
      { method: 'POST' },
      { method: 'DELETE' },
      { method: 'get' },
      { method: 'GET /x HTTP/1.1\r\nX: y' },
      { path: '' },
      { path: 'x' },
      { path: '/a b' },
      { path: '/a\r\nX: y' },
      { path: '/%0' },
      { path: '/%zz' },
      { path: '/é' },
      { path: '/a?b' },
      { path: '/a#b' },
      { path: '//other.example/' },
      { path: '/a/../b' },
      { path: '/a/%2E%2E/b' },
      { path: '/./a' },
      { host: '' },
      { host: 'a b' },
      { host: 'h\r\nX: y' },
      { host: 'user@h:1' },
      { host: 'h:123456' },
      { agent: '' },
      { agent: ' a' },
      { agent: 'a\r\nX: y' },
      { agent: 'é' },
      { agent: 'x'.repeat(300) },
      { query: { '': 'x' } },
      { query: { a: '\ud800' } },
      { query: { a: 'x'.repeat(4_000) } },
    ];
    for (const change of bad) {
      expect(() => http.encode({ ...GET, ...change }), JSON.stringify(change)).toThrow(ProtocolError);
    }
  });

  it('decode from nothing but the canonical bytes of one request', () => {
    const bytes = http.encode({ ...GET, query: { a: '1', b: 'x y' } }).toString('latin1');
    const bad = [
      `${bytes}GET / HTTP/1.1\r\n\r\n`,
      bytes.slice(0, -2),
      bytes.replace('GET', 'PUT'),
      bytes.replace('HTTP/1.1', 'HTTP/1.0'),
      bytes.replace('%20', '+'),
      bytes.replace('a=1', 'a=%31'),
      bytes.replace('b=', 'a='),
      bytes.replace('\r\nHost', '\r\nX: y\r\nHost'),
      bytes.replace('keep-alive', 'keep-alive\r\nContent-Length: 5'),
      bytes.replace('/?', '/%2e%2e/?'),
      '',
    ];
    for (const text of bad)
      expect(() => http.decode(Buffer.from(text, 'latin1')), text).toThrow(ProtocolError);
  });

  it('decode from any bytes, changed anywhere, only to what encodes to the same bytes', () => {
    const base = http.encode({ ...GET, path: '/a/_mapping', query: { format: 'json' } });
    fc.assert(
      fc.property(fc.nat(base.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = Buffer.from(base);
        bytes[at] = byte;
        try {
          expect(http.encode(http.decode(bytes)).equals(bytes)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('answers', () => {
  it('end where Content-Length says, and give what follows', () => {
    const { reply, rest } = read([answer('HTTP/1.1 200 OK\nContent-Length: 2\nA: 1\na: 2\n\n', 'okHTTP')]);
    expect(reply?.status).toBe(200);
    expect(reply?.body.toString()).toBe('ok');
    expect(reply?.headers.get('a')).toBe('1, 2');
    expect(reply?.keepAlive).toBe(true);
    expect(rest).toBe('HTTP');
  });

  it('may come in chunks with extensions and trailers, which add no header', () => {
    const { reply, rest } = read([
      answer(
        'HTTP/1.1 200 OK\nTransfer-Encoding: Chunked\n\n3;a="b;c"\nabc\n0a  \n0123456789\n000;last\nX-Late: 1\nY: 2\n\nR',
      ),
    ]);
    expect(reply?.body.toString()).toBe('abc0123456789');
    expect(reply?.headers.has('x-late')).toBe(false);
    expect(rest).toBe('R');
  });

  it('without a length end with the connection', () => {
    const { reply } = read([answer('HTTP/1.0 200\n\n', 'until the end')]);
    expect(reply?.body.toString()).toBe('until the end');
    expect(reply?.keepAlive).toBe(false);
  });

  it('have no body for HEAD, 204 and 304', () => {
    expect(read([answer('HTTP/1.1 200 OK\nContent-Length: 99\n\n')], HEAD).reply?.body.length).toBe(0);
    expect(
      read([answer('HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Encoding: gzip\n\n')], HEAD).reply
        ?.status,
    ).toBe(200);
    for (const status of [204, 304]) {
      expect(read([answer(`HTTP/1.1 ${status} -\nContent-Length: 5\n\nabcde`)]).rest).toBe('abcde');
    }
  });

  it('skip interim answers, but not without end', () => {
    const hints = 'HTTP/1.1 103 Early Hints\nLink: x\n\n';
    expect(read([answer(`${hints}${hints}HTTP/1.1 200 OK\nContent-Length: 0\n\n`)]).reply?.status).toBe(200);
    expect(read([answer(hints.repeat(20))]).error).toBe('limit');
    expect(read([answer('HTTP/1.1 101 Switching Protocols\nUpgrade: x\n\n')]).error).toBe('protocol');
  });

  it('say whether the connection may be used again', () => {
    const keep = (head: string): boolean | undefined =>
      read([answer(`${head}\nContent-Length: 0\n\n`)]).reply?.keepAlive;
    expect(keep('HTTP/1.1 200 OK')).toBe(true);
    expect(keep('HTTP/1.1 200 OK\nConnection: x, Close')).toBe(false);
    expect(keep('HTTP/1.0 200 OK')).toBe(false);
    expect(keep('HTTP/1.0 200 OK\nConnection: Keep-Alive')).toBe(true);
  });

  it('give a redirect as an answer with its location', () => {
    const { reply } = read([answer('HTTP/1.1 302 Found\nLocation: http://10.9.9.9/\nContent-Length: 0\n\n')]);
    expect(reply?.status).toBe(302);
    expect(reply?.location).toBe('http://10.9.9.9/');
  });

  it.each([
    ['gzip', gzipSync('{"a":1}')],
    ['x-gzip', gzipSync('{"a":1}')],
    ['deflate', deflateSync('{"a":1}')],
    ['deflate', deflateRawSync('{"a":1}')],
    ['identity', Buffer.from('{"a":1}')],
  ])('are unpacked from %s', (coding, body) => {
    const bytes = answer(
      `HTTP/1.1 200 OK\nContent-Encoding: ${coding}\nContent-Length: ${body.length}\n\n`,
      body,
    );
    expect(read([bytes]).reply?.body.toString()).toBe('{"a":1}');
  });

  it('are refused past a ceiling: bombs, lengths, heads, fields, chunk lines, trailers', () => {
    const bomb = gzipSync(Buffer.alloc(20 << 20));
    expect(
      read([answer(`HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: ${bomb.length}\n\n`, bomb)])
        .error,
    ).toBe('limit');
    const flat = deflateSync(Buffer.alloc(20 << 20));
    expect(read([answer('HTTP/1.1 200 OK\nContent-Encoding: deflate\n\n', flat)]).error).toBe('limit');
    expect(read([answer('HTTP/1.1 200 OK\nContent-Length: 999999999999\n\n')]).error).toBe('limit');
    expect(read([answer('HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nffffffff\n')]).error).toBe('limit');
    expect(read([answer(`HTTP/1.1 200 OK\nX: ${'y'.repeat(70_000)}`)]).error).toBe('limit');
    expect(read([answer(`HTTP/1.1 200 OK\n${'X: y\n'.repeat(300)}\n`)]).error).toBe('limit');
    expect(
      read([answer(`HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1;${'x'.repeat(2_000)}`)]).error,
    ).toBe('limit');
    expect(
      read([answer(`HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n0\n${'X: y\n'.repeat(3_000)}`)]).error,
    ).toBe('limit');
    expect(read([answer('HTTP/1.1 200 OK\n\n', 'x'.repeat(101))], GET, { bytes: 100 }).error).toBe('limit');
    const drops = answer(
      'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n' + `1;${'e'.repeat(900)}\nx\n`.repeat(200),
    );
    expect(read([drops], GET, { bytes: 1_000 }).error).toBe('limit');
  });

  it.each([
    ['HTTP/0.9', '<html>hello</html>'],
    ['another protocol', '-ERR unknown command\r\n'],
    ['HTTP/2', 'HTTP/2 200 OK\nContent-Length: 0\n\n'],
    ['no number', 'HTTP/1.1 OK\n\n'],
    ['two lengths', 'HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nab'],
    ['the same length twice', 'HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 1\n\na'],
    ['a list of lengths', 'HTTP/1.1 200 OK\nContent-Length: 1, 1\n\na'],
    ['a signed length', 'HTTP/1.1 200 OK\nContent-Length: +1\n\na'],
    ['a negative length', 'HTTP/1.1 200 OK\nContent-Length: -1\n\na'],
    ['length and chunks', 'HTTP/1.1 200 OK\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n'],
    ['another transfer coding', 'HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n0\n\n'],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\nTransfer-Encoding: chunked\n\n0\n\n'],
    ['two content codings', 'HTTP/1.1 200 OK\nContent-Length: 1\nContent-Encoding: gzip, gzip\n\na'],
    [
      'a content coding that was not asked for',
      'HTTP/1.1 200 OK\nContent-Length: 1\nContent-Encoding: br\n\na',
    ],
    ['a body that is not gzip', 'HTTP/1.1 200 OK\nContent-Length: 1\nContent-Encoding: gzip\n\na'],
    ['folded lines', 'HTTP/1.1 200 OK\nA: b\n c\nContent-Length: 0\n\n'],
    ['a blank before the colon', 'HTTP/1.1 200 OK\nContent-Length : 0\n\n'],
    ['a line without colon', 'HTTP/1.1 200 OK\nnothing\n\n'],
    ['NUL in a value', 'HTTP/1.1 200 OK\nA: \0\n\n'],
    ['a bare CR in a value', 'HTTP/1.1 200 OK\nA: b\rContent-Length: 0\n\n'],
    ['a chunk size of letters', 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nxyz\n'],
    ['a chunk size with a sign', 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n-1\n'],
    ['a chunk that is longer than it says', 'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\nabc\n0\n\n'],
  ])('are refused for %s', (_name, text) => {
    expect(read([answer(text)]).error).toBe('protocol');
  });

  it('that stop early are no answer', () => {
    for (const text of [
      '',
      'HTTP/1.1 200',
      'HTTP/1.1 200 OK\nContent-Length: 5\n\nab',
      'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\na\n0\n',
    ]) {
      expect(read([answer(text)])).toEqual({});
    }
  });

  const head = fc.constantFrom(
    'HTTP/1.1 200 OK\n',
    'HTTP/1.0 404 x\n',
    'HTTP/1.1 103 -\n\nHTTP/1.1 200 OK\n',
    'HTTP/1.1 204 \n',
    'XTTP',
    'HTTP/1.1 200 OK\nContent-Length: 1\n',
  );
  const frame = fc.constantFrom(
    'Content-Length: 4\n\nabcdefg',
    'Transfer-Encoding: chunked\n\n2;x\nab\n1\nc\n0\nT: 1\n\nrest',
    '\nbody',
    'Connection: close\n\nb',
    'Content-Encoding: gzip\nContent-Length: 3\n\nabc',
    'Transfer-Encoding: chunked\n\n1\nab\n',
    'X: y\n z\n\n',
    'Content-Length: 9\n\nshort',
  );

  it('are the same however they are cut', () => {
    fc.assert(
      fc.property(
        head,
        frame,
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.uint8Array({ maxLength: 12 }),
        (start, framing, places, tail) => {
          const bytes = Buffer.concat([answer(start + framing), tail]);
          const whole = plain(read([bytes]));
          expect(plain(read(cut(bytes, places)))).toEqual(whole);
          expect(plain(read([...bytes].map((byte) => Buffer.from([byte]))))).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of any bytes give an answer, a ProtocolError or a LimitError', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(head, frame, fc.string(), fc.constantFrom('\n', '\n\n', ':', '0'))),
        fc.uint8Array(),
        (texts, bytes) => {
          read([answer(texts.join('')), Buffer.from(bytes)], GET, { bytes: 64 });
          read([Buffer.from(bytes)], HEAD, { bytes: 64 });
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
