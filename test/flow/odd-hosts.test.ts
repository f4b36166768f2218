import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsIn, run, type Workplace, workplace } from '../kit/cli.ts';
import { type TestServer, tcpServer } from '../kit/server.ts';

const servers: TestServer[] = [];
let place: Workplace;

beforeEach(() => {
  place = workplace();
});
afterEach(() => place.remove());
afterAll(async () => {
  for (const server of servers) await server.close();
});

async function listen(host: string, onSocket: Parameters<typeof tcpServer>[0]): Promise<TestServer> {
  const server = await tcpServer(onSocket, host);
  servers.push(server);
  return server;
}

async function lookAt(targets: readonly TestServer[]): Promise<readonly Record<string, unknown>[]> {
  place.scope(['{ range: 127.62.0.0/16, depth: shape }']);
  const at = targets.map(({ address, port }) => `${address}:${port}`);
  const ran = await run(['look', ...at, '--timeout', '300', '--format', 'jsonl'], place);
  expect(ran.stderr).toBe('');
  return eventsIn(ran.stdout);
}

describe('hosts that are no servers', () => {
  test('a host on which every port talks, and none is anything, is named as such', async () => {
    const ports = await Promise.all(
      Array.from({ length: 12 }, () =>
        listen('127.62.0.1', (socket) => socket.write('\x00\x01\x02 nobody\r\n')),
      ),
    );
    const other = await listen('127.62.0.2', (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    const events = await lookAt([...ports, other]);
    const seen = events.filter((event) => event['type'] === 'endpoint.seen');
    expect(seen).toHaveLength(13);
    const named = seen.filter((event) => event['behaviour'] === 'every-port-open');
    expect(named.length).toBeGreaterThanOrEqual(5);
    for (const event of named) expect(String(event['endpoint'])).toMatch(/^127\.62\.0\.1:/);
    expect(events.some((event) => event['type'] === 'posture')).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', exit: 0, answered: 13 });
  });

  test('a tarpit costs bounded time and few bytes, and is named as such', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
    const tarpit = await listen('127.62.0.3', (socket) => {
      let said = 0;
      socket.once('data', () => {
        const timer = setInterval(() => {
          socket.write(answer[said % answer.length] ?? '');
          said += 1;
        }, 100);
        socket.on('close', () => clearInterval(timer));
      });
    });
    const silent = await listen('127.62.0.4', () => undefined);
    const resetting = await listen('127.62.0.5', (socket) => socket.resetAndDestroy());
    const events = await lookAt([tarpit, silent, resetting]);
    const behaviour = (server: TestServer): unknown =>
      events.find(
        (event) =>
          event['type'] === 'endpoint.seen' && event['endpoint'] === `${server.address}:${server.port}`,
      )?.['behaviour'];
    expect(behaviour(tarpit)).toBe('tarpit');
    expect(behaviour(silent)).toBe('silent');
    expect(behaviour(resetting)).toBe('reset');
    const receipt = events.find((event) => event['type'] === 'receipt')?.['receipt'] as { bytesRead: number };
    expect(receipt.bytesRead).toBeLessThan(2_000);
    expect(tarpit.connections()).toBeLessThanOrEqual(12);
  });
});
