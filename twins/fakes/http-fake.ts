import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningFake } from './fake.ts';

/** Longest body of a request that is read: more than any client of ours sends. */
const LONGEST_BODY = 1 << 20;

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface FakeReply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function bodyOf(asked: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of asked as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LONGEST_BODY) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** An HTTP server whose every answer is one function of the request. */
export async function httpFake(
  at: { readonly host: string; readonly port: number },
  answer: (request: FakeRequest) => FakeReply,
): Promise<RunningFake> {
  const server = createServer((asked, reply) => {
    const send = ({ status, type, body, headers }: FakeReply): void => {
      reply.writeHead(status, {
        ...headers,
        'content-type': type,
        'content-length': String(Buffer.byteLength(body)),
      });
      reply.end(asked.method === 'HEAD' ? undefined : body);
    };
    const refuse = (status: number): void => send({ status, type: 'text/plain', body: '' });
    bodyOf(asked)
      .then((body) => {
        if (body === undefined) return refuse(413);
        const url = new URL(asked.url ?? '/', 'http://twin/');
        const path = url.pathname.split('/').map(decodeURIComponent).join('/');
        return send(answer({ method: asked.method ?? 'GET', path, query: url.searchParams, body }));
      })
      .catch(() => (reply.headersSent ? reply.destroy() : refuse(400)));
  });
  server.listen(at.port, at.host);
  await once(server, 'listening');
  return {
    endpoint: { address: at.host, port: (server.address() as AddressInfo).port },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
