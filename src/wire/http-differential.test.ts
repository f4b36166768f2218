import fc from 'fast-check';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createHttpServer, get, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPLY_LIMITS } from './codec.ts';
import { http } from './http.ts';

/** The judge is node's own HTTP parser (llhttp), on both sides of the wire. */

interface Seen {
  readonly status: number;
  readonly body: string;
}

let answer: Buffer = Buffer.alloc(0);
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function byNode(method: 'GET' | 'HEAD'): Promise<Seen | 'refused'> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, method, agent: false }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('error', () => resolve('refused'));
      reply.on('end', () =>
        resolve(
          reply.complete
            ? { status: reply.statusCode ?? 0, body: Buffer.concat(parts).toString('latin1') }
            : 'refused',
        ),
      );
    });
    asked.on('upgrade', (_reply, socket) => {
      socket.destroy();
      resolve('refused');
    });
    asked.on('error', () => resolve('refused'));
    asked.end();
  });
}

/** What we read, and how many of the bytes belong to it: node would take the rest for a second answer and refuse both. */
function byUs(method: 'GET' | 'HEAD'): (Seen & { readonly used: number }) | 'refused' {
  const send = { method, host: '127.0.0.1:1', agent: 'a', path: '/', query: {} };
  const reader = http.reader(send, REPLY_LIMITS);
  try {
    const done = reader.push(answer);
    const reply = done?.reply ?? reader.end?.();
    const used = answer.length - (done?.rest.length ?? 0);
    return reply ? { status: reply.status, body: reply.body.toString('latin1'), used } : 'refused';
  } catch {
    return 'refused';
  }
}

const pieces = fc.record({
  start: fc.constantFrom(
    'HTTP/1.1 200 OK',
    'HTTP/1.0 200 OK',
    'HTTP/1.1 404',
    'HTTP/1.1 204 No Content',
    'HTTP/1.1 304 Not Modified',
    'HTTP/1.1 100 Continue',
    'HTTP/1.1 503 x',
    'HTTP/1.1 302 Found',
    'HTTP/2.0 200 OK',
    'HTTP/1.1 20 OK',
    'HTTP/1.1  200 OK',
    'http/1.1 200 OK',
  ),
  fields: fc.array(
    fc.constantFrom(
      'Content-Length: 3',
      'Content-Length: 0',
      'Content-Length: 3, 3',
      'Content-Length: x',
      'content-length:3',
      'Content-Length: -1',
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: identity',
      'Connection: close',
      'Connection: keep-alive',
      'A : b',
      'A: b\r\n folded',
      ': v',
      'X: \x01',
      'X: é',
      'Location: /x',
      'X:',
      'Set-Cookie: a',
      'Trailer: T',
      'Content-Type: application/json',
    ),
    { maxLength: 4 },
  ),
  body: fc.constantFrom(
    '',
    'abc',
    'abcdef',
    '3\r\nabc\r\n0\r\n\r\n',
    '3;x=y\r\nabc\r\n0\r\nT: v\r\n\r\n',
    '3\r\nabcd\r\n0\r\n\r\n',
    'g\r\n',
    '03\r\nabc\r\n00\r\n\r\n',
    '3\r\nabc\r\n',
  ),
  method: fc.constantFrom('GET' as const, 'HEAD' as const),
});

describe('against the HTTP parser of node', () => {
  it('gives the same status and body wherever both accept, and accepts nothing that node refuses', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(pieces, async ({ start, fields, body, method }) => {
        answer = Buffer.from([start, ...fields, '', body].join('\r\n'), 'latin1');
        const ours = byUs(method);
        if (ours === 'refused') return;
        const { used, ...seen } = ours;
        answer = answer.subarray(0, used);
        expect(seen, JSON.stringify(answer.toString('latin1'))).toEqual(await byNode(method));
        accepted += 1;
      }),
      { numRuns: 600 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('reads the answers that a node server writes', async () => {
    const bodies = ['', 'short', 'x'.repeat(100_000)];
    const node = createHttpServer((asked, reply) => {
      const [, kind, index] = (asked.url ?? '').split('/');
      const body = Buffer.from(bodies[Number(index)] ?? '');
      if (kind === 'gzip') reply.setHeader('Content-Encoding', 'gzip');
      const sent = kind === 'gzip' ? gzipSync(body) : body;
      if (kind === 'length') reply.setHeader('Content-Length', sent.length);
      if (kind === 'trailers') reply.addTrailers({ Late: 'x' });
      reply.write(sent.subarray(0, 3));
      reply.end(sent.subarray(3));
    });
    await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve));
    const at = (node.address() as AddressInfo).port;
    try {
      for (const kind of ['length', 'chunks', 'gzip', 'trailers']) {
        for (const [index, body] of bodies.entries()) {
          const wire = await rawGet(at, `/${kind}/${index}`);
          const send = { method: 'GET' as const, host: `127.0.0.1:${at}`, agent: 'a', path: '/', query: {} };
          const reply = http.reader(send, REPLY_LIMITS).push(wire)?.reply;
          expect(reply?.body.toString()).toBe(body);
        }
      }
    } finally {
      await new Promise((resolve) => node.close(resolve));
    }
  });

  it('is understood by a node server: method, path, query, host and agent arrive as meant', async () => {
    const seen: unknown[] = [];
    const node = createHttpServer((asked, reply) => {
      const url = new URL(asked.url ?? '', 'http://x/');
      seen.push([
        asked.method,
        decodeURIComponent(url.pathname),
        [...url.searchParams],
        asked.headers.host,
        asked.headers['user-agent'],
      ]);
      reply.end();
    });
    await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve));
    const at = (node.address() as AddressInfo).port;
    try {
      const query = { a: "it's (1+1)*2 & more", ü: '\u0000\n%', 'x=y': '' };
      const host = `127.0.0.1:${at}`;
      await rawSend(at, http.encode({ method: 'GET', host, agent: 'me', path: '/a%2Fb/_count', query }));
      expect(seen).toEqual([['GET', '/a/b/_count', Object.entries(query), host, 'me']]);
    } finally {
      node.closeAllConnections();
      await new Promise((resolve) => node.close(resolve));
    }
  });
});

function rawGet(at: number, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port: at, path, agent: false });
    asked.on('error', reject);
    asked.on('socket', (socket) => {
      const parts: Buffer[] = [];
      socket.on('data', (part: Buffer) => parts.push(part));
      socket.on('close', () => resolve(Buffer.concat(parts)));
    });
    asked.on('response', (reply) => reply.resume());
  });
}

async function rawSend(at: number, bytes: Buffer): Promise<void> {
  const { connect } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const socket = connect(at, '127.0.0.1', () => socket.write(bytes));
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
    socket.on('error', reject);
  });
}
