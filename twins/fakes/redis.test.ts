import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningFake } from './fake.ts';
import { fakeRedis, type RedisKeys } from './redis.ts';

function family(prefix: string, count: number, value: RedisKeys['value']): RedisKeys {
  return {
    count,
    name: (index) => `${prefix}:${index}`,
    indexOf: (name) => (name.startsWith(`${prefix}:`) ? Number(name.slice(prefix.length + 1)) : undefined),
    value,
  };
}

const keys = [
  family('session', 2_500, (index) => ({ type: 'string', value: `token ${index}` })),
  family('user', 40, (index) => ({ type: 'hash', value: { name: `user ${index}`, age: String(index) } })),
  family('queue', 2, () => ({ type: 'list', value: ['a', 'b', 'c'] })),
  family('tags', 2, () => ({ type: 'set', value: ['x', 'y'] })),
];

let fake: RunningFake;
let old: RunningFake;
const fakes: RunningFake[] = [];

async function started(options: Partial<Parameters<typeof fakeRedis>[0]>): Promise<RunningFake> {
  const one = await fakeRedis({ host: '127.0.0.1', port: 0, version: '7.2.4', keys, ...options });
  fakes.push(one);
  return one;
}

function client(to: RunningFake, RESP?: 2 | 3) {
  const made = createClient({
    url: `redis://127.0.0.1:${to.endpoint.port}`,
    ...(RESP === undefined ? {} : { RESP }),
    socket: { reconnectStrategy: false },
  });
  made.on('error', () => undefined);
  return made;
}

beforeAll(async () => {
  fake = await started({});
  old = await started({ version: '5.0.7' });
});

afterAll(() => Promise.all(fakes.map((one) => one.close())));

describe('the official client against the fake Redis', () => {
  test.each([2, 3] as const)('reads every type of value in RESP %i', async (RESP) => {
    const redis = await client(fake, RESP).connect();
    try {
      expect(await redis.ping()).toBe('PONG');
      expect(await redis.dbSize()).toBe(2_544);
      expect(await redis.get('session:17')).toBe('token 17');
      expect(await redis.get('session:99999')).toBeNull();
      expect({ ...(await redis.hGetAll('user:7')) }).toEqual({ name: 'user 7', age: '7' });
      expect(await redis.lRange('queue:0', 0, -2)).toEqual(['a', 'b']);
      expect([...(await redis.sMembers('tags:1'))]).toEqual(['x', 'y']);
      expect(await redis.type('queue:1')).toBe('list');
      expect(await redis.info('server')).toContain('redis_version:7.2.4');
      await expect(redis.get('user:7')).rejects.toThrow(/WRONGTYPE/);
    } finally {
      redis.destroy();
    }
  });

  test('scans each key once, and by pattern', async () => {
    const redis = await client(fake).connect();
    try {
      const seen: string[] = [];
      for await (const names of redis.scanIterator({ COUNT: 500 })) seen.push(...names);
      expect(seen).toHaveLength(2_544);
      expect(new Set(seen).size).toBe(2_544);
      const users: string[] = [];
      for await (const names of redis.scanIterator({ MATCH: 'user:*', COUNT: 1_000 })) users.push(...names);
      expect(users).toHaveLength(40);
    } finally {
      redis.destroy();
    }
  });

  test('has nothing in other databases, and refuses what would write', async () => {
    const redis = await client(fake).connect();
    try {
      await redis.select(3);
      expect(await redis.dbSize()).toBe(0);
      await expect(redis.set('a', 'b')).rejects.toThrow(/unknown command/);
      await expect(redis.flushAll()).rejects.toThrow(/unknown command/);
    } finally {
      redis.destroy();
    }
  });

  test('an old one knows no HELLO', async () => {
    const redis = await client(old).connect();
    expect(await redis.dbSize()).toBe(2_544);
    redis.destroy();
    await expect(client(old, 3).connect()).rejects.toThrow(/unknown command 'HELLO'/);
  });

  test('one with a password says NOAUTH, one in protected mode DENIED', async () => {
    const redis = await client(await started({ locked: 'password' }))
      .connect()
      .catch((error: unknown) => error);
    if (redis instanceof Error) expect(redis.message).toMatch(/NOAUTH/);
    else
      await expect(
        (redis as Awaited<ReturnType<ReturnType<typeof client>['connect']>>).dbSize(),
      ).rejects.toThrow(/NOAUTH/);
    await expect(client(await started({ locked: 'protected' })).connect()).rejects.toThrow();
  });
});
