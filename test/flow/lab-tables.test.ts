import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fits } from '../../lab/allowed.ts';
import { type Block, claimBlock, startServer } from '../../lab/block.ts';
import { labServers } from '../../lab/index.ts';
import type { RunningServer } from '../../lab/server.ts';
import { services } from '../../src/services/index.ts';
import { redis } from '../../src/services/redis/redis.ts';

const server = labServers.find(({ name }) => name === 'redis-open');
const reason = server ? server.needs() : 'redis-open is not in the lab';

describe.skipIf(reason !== undefined)(
  `the table of Redis, by the server's own account${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  () => {
    let block: Block;
    let running: RunningServer;
    const flags = new Map<string, readonly string[]>();

    /** Redis files these under administration because of their siblings that write; each of them only reads. */
    const ADMINISTRATIVE = ['config|get', 'acl|getuser', 'module|list'];

    beforeAll(async () => {
      if (!server) return;
      block = await claimBlock();
      running = await startServer(server, block);
      const client = createClient({
        socket: { host: running.endpoint.address, port: running.endpoint.port },
      });
      await client.connect();
      for (const { send } of Object.values(redis.allow)) {
        const words: readonly unknown[] = Array.isArray(send) ? send : [];
        const [first, second] = words.map((word) =>
          typeof word === 'string' ? word.toLowerCase() : undefined,
        );
        for (const name of [`${first}|${second}`, String(first)]) {
          if (flags.has(name)) break;
          const [about] = await client.sendCommand<(readonly [string, number, readonly string[]] | null)[]>([
            'COMMAND',
            'INFO',
            name,
          ]);
          if (!about) continue;
          flags.set(name, about[2].map(String));
          break;
        }
      }
      client.destroy();
    }, 60_000);

    afterAll(async () => {
      await running?.close();
      block?.release();
    });

    test('every command is known to the server', () => {
      expect(flags.size).toBeGreaterThan(12);
    });

    test('none writes, and none blocks', () => {
      const wrong = [...flags].filter(([, has]) =>
        has.some((flag) => ['write', 'denyoom', 'blocking', 'pubsub'].includes(flag)),
      );
      expect(wrong).toEqual([]);
    });

    test('those that count as administration are named here, and only read', () => {
      const admin = [...flags].filter(([, has]) => has.includes('admin')).map(([name]) => name);
      expect(admin.filter((name) => !ADMINISTRATIVE.includes(name))).toEqual([]);
    });
  },
);

describe('the comparison with the tables', () => {
  const table = (name: string) =>
    Object.values(services.find((service) => service.name === name)?.allow ?? {});
  const knows = (name: string, request: unknown): boolean =>
    table(name).some(({ send }) => fits(send, request));

  test('knows what is allowed', () => {
    expect(knows('redis', ['PING'])).toBe(true);
    expect(knows('redis', ['SCAN', '0', 'COUNT', '500'])).toBe(true);
    expect(knows('memcached', { line: 'stats' })).toBe(true);
    expect(knows('postgresql', { type: 'query', sql: 'SELECT count(*) FROM ONLY "public"."a""b"' })).toBe(
      true,
    );
  });

  test('and nothing else', () => {
    expect(knows('redis', ['FLUSHALL'])).toBe(false);
    expect(knows('redis', ['PING', 'x'])).toBe(false);
    expect(knows('redis', ['CONFIG', 'SET', 'dir', '/'])).toBe(false);
    expect(knows('memcached', { line: 'flush_all' })).toBe(false);
    expect(knows('postgresql', { type: 'query', sql: 'SELECT * FROM "public"."a"' })).toBe(false);
    expect(
      knows('postgresql', { type: 'query', sql: 'SELECT count(*) FROM ONLY "a"."b"; DROP TABLE c' }),
    ).toBe(false);
    expect(knows('mysql', { type: 'query', sql: 'DELETE FROM a' })).toBe(false);
    expect(knows('mongodb', { op: 'msg', body: { dropDatabase: 1, $db: 'a' } })).toBe(false);
    expect(knows('couchdb', { method: 'GET', path: '/a/../_config', query: {} })).toBe(false);
  });
});
