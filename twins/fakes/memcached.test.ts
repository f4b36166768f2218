import { once } from 'node:events';
import { connect } from 'node:net';
import memjs from 'memjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningFake } from './fake.ts';
import { fakeMemcached } from './memcached.ts';

let fake: RunningFake;
let locked: RunningFake;

beforeAll(async () => {
  const options = {
    host: '127.0.0.1',
    port: 0,
    version: '1.6.21',
    count: 300,
    key: (index: number) => `page:${index}`,
    indexOf: (key: string) => (key.startsWith('page:') ? Number(key.slice(5)) : undefined),
    value: (index: number) => `content ${index}`,
    averageBytes: 96,
  };
  fake = await fakeMemcached(options);
  locked = await fakeMemcached({ ...options, locked: true });
});

afterAll(async () => {
  await fake.close();
  await locked.close();
});

async function said(to: RunningFake, request: string, until: string): Promise<string> {
  const socket = connect(to.endpoint.port, to.endpoint.address);
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('utf8');
    if (text.endsWith(until)) socket.destroy();
  });
  socket.write(request);
  await once(socket, 'close');
  return text;
}

describe('clients against the fake memcached', () => {
  test('memjs gets what is there, and nothing where nothing is', async () => {
    const client = memjs.Client.create(`127.0.0.1:${fake.endpoint.port}`);
    try {
      expect((await client.get('page:7')).value?.toString()).toBe('content 7');
      expect((await client.get('page:700')).value).toBeNull();
      const stats = await new Promise<Record<string, string>>((resolve) =>
        client.stats((_error: Error | null, _server: string | null, found: Record<string, string> | null) =>
          resolve(found ?? {}),
        ),
      );
      expect(stats).toMatchObject({ curr_items: '300', version: '1.6.21' });
    } finally {
      client.close();
    }
  });

  test('memjs cannot write, and cannot read where SASL is asked for', async () => {
    const client = memjs.Client.create(`127.0.0.1:${fake.endpoint.port}`, {
      logger: { log: () => undefined },
    });
    await expect(client.set('page:7', 'x', {})).rejects.toBeTruthy();
    client.close();
    const other = memjs.Client.create(`127.0.0.1:${locked.endpoint.port}`, {
      logger: { log: () => undefined },
    });
    await expect(other.get('page:7')).rejects.toBeTruthy();
    other.close();
  });

  test('the text protocol tells versions, counts and names', async () => {
    expect(await said(fake, 'version\r\n', '\r\n')).toBe('VERSION 1.6.21\r\n');
    expect(await said(fake, 'stats items\r\n', 'END\r\n')).toContain('STAT items:5:number 300\r\n');
    expect((await said(fake, 'lru_crawler metadump all\r\n', 'END\r\n')).match(/key=/g)).toHaveLength(300);
    expect(await said(fake, 'get page:1 page:2\r\n', 'END\r\n')).toBe(
      'VALUE page:1 0 9\r\ncontent 1\r\nVALUE page:2 0 9\r\ncontent 2\r\nEND\r\n',
    );
    expect(await said(fake, 'set a 0 0 1\r\n', 'ERROR\r\n')).toBe('ERROR\r\n');
    expect(await said(locked, 'version\r\n', '\r\n')).toBe('');
  });
});
