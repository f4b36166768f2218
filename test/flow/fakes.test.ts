import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAtTwins } from '../../src/flows/demo.ts';
import type { SidelightEvent } from '../../src/model/event.ts';
import { customer } from '../../twins/data/people.ts';
import { fakeCouch } from '../../twins/fakes/couchdb.ts';
import type { RunningFake } from '../../twins/fakes/fake.ts';
import { fakeMemcached } from '../../twins/fakes/memcached.ts';
import { fakeMysql } from '../../twins/fakes/mysql.ts';
import { fakeRedis } from '../../twins/fakes/redis.ts';
import type { FakeTable } from '../../twins/fakes/table.ts';
import { weather } from '../../twins/weather.ts';

const COUNT = 4_200;
const at = { host: '127.0.0.1', port: 0 };

const customers: FakeTable = {
  name: 'customers',
  count: () => COUNT,
  at: (index) => ({ ...customer(index) }),
  averageBytes: 300,
  created: Date.UTC(2024, 0, 1),
  columns: [
    { name: 'id', type: 'int', unique: true, indexed: true, rising: true },
    { name: 'first_name', type: 'varchar' },
    { name: 'last_name', type: 'varchar' },
    { name: 'email', type: 'varchar' },
    { name: 'phone', type: 'varchar' },
    { name: 'password_hash', type: 'varchar' },
  ],
};

const numbered = (name: string): number | undefined =>
  /^customer:\d+$/.test(name) ? Number(name.slice(9)) : undefined;

let fakes: Readonly<Record<string, RunningFake>> = {};
let events: readonly SidelightEvent[] = [];

beforeAll(async () => {
  const keys = [
    {
      count: COUNT,
      name: (index: number) => `customer:${index}`,
      indexOf: numbered,
      value: (index: number) => ({ type: 'string' as const, value: JSON.stringify(customer(index)) }),
    },
  ];
  fakes = {
    mysql: await fakeMysql({
      ...at,
      version: '8.0.36',
      accounts: ['', 'root'],
      databases: [{ name: 'shop', tables: [customers] }],
    }),
    'locked mysql': await fakeMysql({ ...at, version: '8.0.36', accounts: [], databases: [] }),
    redis: await fakeRedis({ ...at, version: '7.2.4', keys }),
    'old redis': await fakeRedis({ ...at, version: '4.0.9', keys }),
    'locked redis': await fakeRedis({ ...at, version: '7.2.4', keys, locked: 'password' }),
    'protected redis': await fakeRedis({ ...at, version: '7.2.4', keys, locked: 'protected' }),
    couchdb: await fakeCouch({
      ...at,
      version: '2.3.1',
      databases: [
        {
          name: 'customers',
          count: COUNT,
          id: (index) => `c${String(index).padStart(7, '0')}`,
          at: (index) => ({ ...customer(index) }),
          averageBytes: 300,
        },
      ],
    }),
    'locked couchdb': await fakeCouch({ ...at, version: '3.3.3', databases: [], locked: true }),
    memcached: await fakeMemcached({
      ...at,
      version: '1.6.21',
      count: 900,
      key: (index) => `customer:${index}`,
      indexOf: numbered,
      value: (index) => JSON.stringify(customer(index)),
      averageBytes: 300,
    }),
  };
  const running = Object.values(fakes).map((fake) => ({ twin: weather, fake }));
  const seen: SidelightEvent[] = [];
  for await (const event of lookAtTwins(running, new AbortController().signal)) seen.push(event);
  events = seen;
});

afterAll(() => Promise.all(Object.values(fakes).map((fake) => fake.close())));

function about(name: string, type: SidelightEvent['type']): readonly Record<string, unknown>[] {
  const endpoint = `127.0.0.1:${fakes[name]?.endpoint.port}`;
  return events
    .filter((event) => event.type === type && 'endpoint' in event && event.endpoint === endpoint)
    .map((event) => ({ ...event }));
}

test('each fake has the posture that it plays', () => {
  const postures = Object.fromEntries(
    Object.keys(fakes).map((name) => [
      name,
      about(name, 'posture')
        .map(({ service, posture }) => `${String(service)} ${String(posture)}`)
        .join(),
    ]),
  );
  expect(postures).toEqual({
    mysql: 'mysql open',
    'locked mysql': 'mysql auth-required',
    redis: 'redis open',
    'old redis': 'redis open',
    'locked redis': 'redis auth-required',
    'protected redis': 'redis blocked',
    couchdb: 'couchdb open',
    'locked couchdb': 'couchdb auth-required',
    memcached: 'memcached open',
  });
});

test.each(['mysql', 'redis', 'old redis', 'couchdb'])(
  '%s: rows and data types are those of the customers',
  (name) => {
    expect(about(name, 'dataset').reduce((sum, { rows }) => sum + Number(rows), 0)).toBe(COUNT);
    const types = new Set(about(name, 'exposure').map(({ dataType }) => String(dataType)));
    expect([...types]).toEqual(expect.arrayContaining(['contact.email', 'credential.hash.bcrypt']));
    expect(about(name, 'finding')).toHaveLength(1);
  },
);

test('no value of any customer is told', () => {
  const said = JSON.stringify(events);
  for (let index = 0; index < COUNT; index += 7) {
    const { email, phone, card_number, password_hash } = customer(index);
    for (const value of [email, phone, card_number, password_hash]) expect(said.includes(value)).toBe(false);
  }
});
