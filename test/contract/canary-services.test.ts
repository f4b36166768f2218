import { afterAll, describe, expect, test } from 'vitest';
import { lookAtTwins } from '../../src/flows/demo.ts';
import { services } from '../../src/services/index.ts';
import { fakeClickhouse } from '../../twins/fakes/clickhouse.ts';
import { fakeCouch } from '../../twins/fakes/couchdb.ts';
import { fakeElasticsearch } from '../../twins/fakes/elasticsearch.ts';
import type { RunningFake } from '../../twins/fakes/fake.ts';
import { fakeMemcached } from '../../twins/fakes/memcached.ts';
import { fakeMongo } from '../../twins/fakes/mongodb.ts';
import { fakeMysql } from '../../twins/fakes/mysql.ts';
import { fakePostgres } from '../../twins/fakes/postgresql.ts';
import { fakeRedis } from '../../twins/fakes/redis.ts';
import type { FakeTable } from '../../twins/fakes/table.ts';

const COUNT = 600;
const at = { host: '127.0.0.1', port: 0 };

/** Unique in every value and in every name that is a value. */
const MARK = 'qzv8215';
const MAIL = `canary.${MARK}@mail.invalid`;

const row = (index: number): Record<string, string | number> => ({
  id: index + 1,
  email: `canary${index}.${MARK}@mail.invalid`,
  full_name: `Canary ${MARK}`,
  phone: `+49157${String(8_215_000 + index).padStart(8, '0')}`,
  note: `a long sentence about ${MARK}, who is nobody, and about call number ${index}`,
});

const columns = [
  { name: 'id', type: 'integer', unique: true, indexed: true, rising: true },
  { name: 'email', type: 'text', unique: true },
  { name: 'full_name', type: 'text' },
  { name: 'phone', type: 'text' },
  { name: 'note', type: 'text' },
];

function table(name: string): FakeTable {
  return { name, count: () => COUNT, at: row, averageBytes: 200, columns, created: Date.UTC(2025, 0, 1) };
}

const tables = [table('people'), table(`inbox_${MAIL}`)];
const keyed = {
  name: (index: number): string => `session:canary${index}.${MARK}@mail.invalid`,
  value: (index: number): string => JSON.stringify(row(index)),
};
const indexOf = (name: string): number | undefined => {
  const found = /^session:canary(\d+)\./.exec(name)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** A server of each service whose values and names carry the mark. A service without one fails the test below. */
const PLANTED: Readonly<Record<string, () => Promise<RunningFake>>> = {
  mongodb: () =>
    fakeMongo({
      ...at,
      version: '7.0.1',
      databases: [
        {
          name: 'app',
          collections: tables.map((one) => ({
            name: one.name,
            count: one.count,
            averageBytes: 200,
            at: (index: number) => ({ _id: index, ...row(index) }),
          })),
        },
      ],
    }),
  elasticsearch: () =>
    fakeElasticsearch({ ...at, version: '7.10.2', clusterName: `cluster-${MARK}`, indices: tables }),
  clickhouse: () => fakeClickhouse({ ...at, version: '24.3.1', databases: [{ name: 'default', tables }] }),
  postgresql: () =>
    fakePostgres({ ...at, version: '15.4', roles: ['postgres'], databases: [{ name: 'app', tables }] }),
  mysql: () =>
    fakeMysql({ ...at, version: '8.0.36', accounts: ['', 'root'], databases: [{ name: 'app', tables }] }),
  couchdb: () =>
    fakeCouch({
      ...at,
      version: '2.3.1',
      databases: tables.map((one) => ({
        name: one.name,
        count: COUNT,
        id: (index: number) => `${MARK}${String(index).padStart(6, '0')}`,
        at: row,
        averageBytes: 200,
      })),
    }),
  redis: () =>
    fakeRedis({
      ...at,
      version: '7.2.4',
      keys: [
        {
          count: COUNT,
          name: keyed.name,
          indexOf,
          value: (index) => ({ type: 'string', value: keyed.value(index) }),
        },
      ],
    }),
  memcached: () =>
    fakeMemcached({
      ...at,
      version: '1.6.21',
      count: COUNT,
      key: keyed.name,
      indexOf,
      value: keyed.value,
      averageBytes: 200,
    }),
};

/** Services that share the data of another one's fake, each with its reason. */
const SHARED: Readonly<Record<string, string>> = {
  clickhouseNative: 'the same probes as clickhouse over another codec; the real server of the lab speaks it',
};

const fakes: RunningFake[] = [];
afterAll(async () => {
  for (const fake of fakes) await fake.close();
});

describe('a mark planted in values and names', () => {
  test('has a server for every service', () => {
    const missing = services
      .map((service) => service.name)
      .filter((name) => !(name in PLANTED) && !(name in SHARED));
    expect(missing).toEqual([]);
  });

  test.each(Object.keys(PLANTED))(
    'leaves no trace in the events of %s, which is found open',
    async (name) => {
      const start = PLANTED[name];
      if (!start) throw new Error('no fake');
      const fake = await start();
      fakes.push(fake);
      const twin = { name, title: name, incident: 'none', port: fake.endpoint.port, start };
      const events: unknown[] = [];
      let posture: unknown;
      let rows = 0;
      for await (const event of lookAtTwins([{ twin, fake }], new AbortController().signal)) {
        events.push(event);
        if (event.type === 'posture') posture = `${event.service} ${event.posture}`;
        if (event.type === 'dataset') rows += event.rows ?? 0;
      }
      expect(posture).toBe(`${name} open`);
      expect(rows).toBeGreaterThanOrEqual(COUNT);
      const text = JSON.stringify(events);
      expect(text).not.toContain(MARK);
      expect(text).not.toContain(Buffer.from(MARK).toString('base64').slice(0, 8));
      expect(text).not.toMatch(/8215\d{3}/);
    },
  );
});
