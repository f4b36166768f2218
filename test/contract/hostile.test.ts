import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { lookAtEndpoint } from '../../src/look/endpoint.ts';
import { services } from '../../src/services/index.ts';
import { LOOK_LIMITS } from '../../src/wire/service.ts';
import { testContext } from '../kit/context.ts';
import { type TestServer, tcpServer } from '../kit/server.ts';

/** A server that means harm. What it does with each connection, and whether it waits for the first bytes. */
interface Hostile {
  readonly name: string;
  onSocket(socket: Socket): void;
}

const BLOCK = Buffer.alloc(16 << 10, 0x41);

/** Writes as fast as it is read, for as long as anyone reads. */
function endless(socket: Socket, block: Buffer): void {
  const more = (): void => {
    while (socket.writable && socket.write(block)) continue;
  };
  socket.on('drain', more);
  more();
}

function answering(name: string, answer: (request: Buffer) => Buffer | string): Hostile {
  return {
    name,
    onSocket: (socket) =>
      void socket.on('data', (request: Buffer) => void (socket.writable && socket.write(answer(request)))),
  };
}

function mongoReply(body: Buffer): Buffer {
  const header = Buffer.alloc(21);
  header.writeInt32LE(21 + body.length, 0);
  header.writeInt32LE(2013, 12);
  return Buffer.concat([header, body]);
}

/** `levels` documents, one inside the other, with honest lengths. */
function nestedBson(levels: number): Buffer {
  let body = Buffer.from([5, 0, 0, 0, 0]);
  for (let level = 0; level < levels; level += 1) {
    const length = Buffer.alloc(4);
    length.writeInt32LE(body.length + 8);
    body = Buffer.concat([length, Buffer.from([3, 0x61, 0]), body, Buffer.from([0])]);
  }
  return body;
}

const http = (body: string | Buffer, head = ''): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
    ),
    Buffer.from(body),
  ]);

const CONTROL = '\u001b]0;owned\u0007\u001b[2J\u202e\u0000name';

const HOSTILE: readonly Hostile[] = [
  { name: 'silence', onSocket: () => undefined },
  { name: 'an end at once', onSocket: (socket) => void socket.end() },
  { name: 'a reset at once', onSocket: (socket) => void socket.resetAndDestroy() },
  { name: 'an endless stream', onSocket: (socket) => endless(socket, BLOCK) },
  { name: 'an endless stream of zeros', onSocket: (socket) => endless(socket, Buffer.alloc(16 << 10)) },
  {
    name: 'an endless line of text',
    onSocket: (socket) => endless(socket, Buffer.from(`+${'9'.repeat(16_000)}`)),
  },
  {
    name: 'a drip',
    onSocket(socket) {
      const timer = setInterval(() => socket.writable && socket.write('*'), 25);
      socket.on('close', () => clearInterval(timer));
    },
  },
  {
    name: 'an end in the middle of an answer',
    onSocket: (socket) =>
      void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"a":')),
  },
  answering('an echo', (request) => request),
  answering('lying lengths of 32 bits', () =>
    Buffer.from([0xff, 0xff, 0xff, 0x7f, 1, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0]),
  ),
  answering('negative lengths', () =>
    Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xdd, 7, 0, 0]),
  ),
  answering('a billion elements', () => '*1000000000\r\n$1000000000\r\n'),
  answering('a huge bulk', () => '$999999999999\r\nx'),
  answering('PostgreSQL lengths that lie', () => Buffer.from([0x52, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0])),
  answering('a MySQL packet that lies', () => Buffer.from([0xff, 0xff, 0xff, 0, 0x0a, 0x35])),
  answering('a deep nest of JSON', () => http(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)),
  answering('a deep nest of BSON', () => mongoReply(nestedBson(5_000))),
  answering('a deep nest of arrays', () => '*1\r\n'.repeat(100_000)),
  answering('a gzip bomb', () => {
    // 10 MB of zeros in 10 KB, made once here so that no file of it lies around.
    return http(bomb(), 'Content-Encoding: gzip\r\n');
  }),
  answering(
    'two lengths that contradict',
    () => 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 9\r\n\r\nhello',
  ),
  answering('an endless header', () => `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(300_000)}`),
  answering(
    'endless chunks',
    () => `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(5_000)}`,
  ),
  answering(
    'a redirect elsewhere',
    () => 'HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n',
  ),
  { name: 'another protocol (SSH)', onSocket: (socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n') },
  { name: 'another protocol (SMTP)', onSocket: (socket) => void socket.write('220 mail.example ESMTP\r\n') },
  answering('a web page', () => http('<html>hello</html>')),
  answering('TLS where plain is expected', () => Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46])),
  answering('control characters in every word', (request) =>
    request.toString('latin1').startsWith('GET ')
      ? http(
          JSON.stringify({
            version: { number: CONTROL },
            cluster_name: CONTROL,
            tagline: CONTROL,
            couchdb: CONTROL,
          }),
        )
      : `-ERR ${CONTROL}\r\n`,
  ),
  answering('yes to everything', () => '+OK\r\n'),
  answering('an error to everything', () => '-ERR no\r\n'),
];

let made: Buffer | undefined;
function bomb(): Buffer {
  made ??= gzipSync(Buffer.alloc(10 << 20));
  return made;
}

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const BYTES = 2 << 20;

describe.each(services.map((service) => [service.name, service] as const))('%s', (_name, service) => {
  test.each(HOSTILE.map((hostile) => [hostile.name, hostile] as const))(
    'against %s: ends, within its budget, and is never called open',
    async (_title, hostile) => {
      const server = await tcpServer((socket) => hostile.onSocket(socket));
      servers.push(server);
      const context = testContext();
      const settings = {
        // The port is this service's own, so that its probes are the first to meet the server.
        services: [{ ...service, ports: [server.port] }],
        connectMs: 300,
        answerMs: 60,
        bannerMs: 40,
        agent: 'sidelight/test',
        limits: LOOK_LIMITS,
        budget: { bytes: BYTES, records: 50, milliseconds: 2_500, connections: 12 },
      };
      const look = await lookAtEndpoint(
        context,
        { address: server.address, port: server.port, why: 'list' },
        settings,
        systemClock,
      );
      if (look.identified.kind === 'service') expect(look.identified.identity.posture).not.toBe('open');
      const read = context.entries.reduce(
        (sum, entry) => sum + (entry.kind === 'ask' ? entry.bytesIn : 0),
        0,
      );
      expect(read).toBeLessThanOrEqual(BYTES + (64 << 10));
      expect(server.connections()).toBeLessThanOrEqual(14);
      const facts = JSON.stringify(
        look.identified.kind === 'service' ? look.identified.identity : look.identified,
      );
      expect(facts).not.toMatch(/\\u001b|\\u0007|\u202e/);
      // Nothing but this server was ever dialled.
      for (const entry of context.entries)
        if (entry.kind === 'connect') expect(entry.endpoint).toBe(`${server.address}:${server.port}`);
    },
  );
});
