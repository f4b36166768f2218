import { afterAll, describe, expect, test } from 'vitest';
import { testContext } from '../../test/kit/context.ts';
import { type TestServer, tcpServer } from '../../test/kit/server.ts';
import { tlsBefore } from '../../test/kit/tls.ts';
import { fakeMongo } from '../../twins/fakes/mongodb.ts';
import { systemClock } from '../kit/clock.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { services } from '../services/index.ts';
import { createBudget, TARGET_LIMITS } from '../wire/budget.ts';
import { identify } from './identify.ts';

const servers: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

async function server(onSocket: Parameters<typeof tcpServer>[0]): Promise<TestServer> {
  const made = await tcpServer(onSocket);
  servers.push(made);
  return made;
}

async function look(endpoint: Endpoint) {
  const context = testContext();
  const settings = { services, connectMs: 400, answerMs: 250, bannerMs: 120, agent: 'sidelight/test' };
  const result = await identify(
    context,
    endpoint,
    undefined,
    createBudget(TARGET_LIMITS, systemClock),
    settings,
  );
  if (result.kind === 'service') result.peer.hangUp();
  return { result, connections: context.entries.filter((entry) => entry.kind === 'connect').length };
}

describe('identify on a port that is nobody’s usual one', () => {
  test('finds a MongoDB after few contacts', async () => {
    const collections = [
      { name: 'c', count: () => 3, averageBytes: 10, at: (index: number) => ({ _id: index }) },
    ];
    const fake = await fakeMongo({
      host: '127.0.0.1',
      port: 0,
      version: '7.0.1',
      databases: [{ name: 'd', collections }],
    });
    servers.push(fake);
    const { result, connections } = await look(fake.endpoint);
    expect(result).toMatchObject({
      kind: 'service',
      identity: { service: 'mongodb', version: '7.0.1', posture: 'open' },
    });
    expect(connections).toBeLessThanOrEqual(4);
  });

  test('a locked MongoDB asks for credentials', async () => {
    const fake = await fakeMongo({
      host: '127.0.0.1',
      port: 0,
      version: '6.0.5',
      databases: [],
      locked: true,
    });
    servers.push(fake);
    const { result } = await look(fake.endpoint);
    expect(result).toMatchObject({
      kind: 'service',
      identity: { service: 'mongodb', posture: 'auth-required' },
    });
  });

  test('a refused port, a silent one and one that resets are named as such', async () => {
    const gone = await tcpServer(() => undefined);
    await gone.close();
    expect((await look(gone)).result).toMatchObject({ kind: 'other', state: 'refused' });
    const silent = await look(await server(() => undefined));
    expect(silent.result).toMatchObject({ kind: 'other', state: 'silent', behaviour: 'silent' });
    expect(silent.connections).toBeLessThanOrEqual(4);
    const reset = await look(await server((socket) => socket.resetAndDestroy()));
    expect(reset.result).toMatchObject({ kind: 'other', state: 'reset' });
  });

  test('a web server that is no data service costs one wait and one contact for each service that speaks HTTP', async () => {
    const web = await server((socket) => {
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/html\r\n\r\nhello'),
      );
    });
    const { result, connections } = await look(web);
    expect(result).toMatchObject({ kind: 'other', state: 'answers', behaviour: 'talks-unknown' });
    expect(connections).toBeLessThanOrEqual(4);
  });

  test('a server that greets first with an unknown banner is left alone after it', async () => {
    const ssh = await server((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    const { result, connections } = await look(ssh);
    expect(result).toMatchObject({ kind: 'other', state: 'answers', behaviour: 'talks-unknown' });
    expect(connections).toBe(1);
  });

  test('finds a MongoDB inside TLS that hangs up on plain bytes, and keeps its certificate', async () => {
    const collections = [
      { name: 'c', count: () => 3, averageBytes: 10, at: (index: number) => ({ _id: index }) },
    ];
    const fake = await fakeMongo({
      host: '127.0.0.1',
      port: 0,
      version: '7.0.1',
      databases: [{ name: 'd', collections }],
    });
    servers.push(fake);
    const secure = await tlsBefore(fake.endpoint);
    servers.push(secure);
    const { result } = await look(secure);
    expect(result).toMatchObject({
      kind: 'service',
      identity: { service: 'mongodb', posture: 'open', tls: { certificate: { names: ['db.example.org'] } } },
    });
  });

  test('a drip is a tarpit, and costs bounded time', async () => {
    const tarpit = await server((socket) => {
      const timer = setInterval(() => socket.write('5'), 60);
      socket.on('close', () => clearInterval(timer));
    });
    const { result } = await look(tarpit);
    expect(result).toMatchObject({ kind: 'other', state: 'answers' });
  });
});
