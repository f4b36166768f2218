import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeClickhouse } from './clickhouse.ts';
import type { RunningFake } from './fake.ts';
import { stamp } from './sql-evaluate.ts';
import type { FakeTable } from './table.ts';

const FIRST = Date.UTC(2024, 0, 1);

const events: FakeTable = {
  name: 'events',
  count: () => 40_000,
  at: (index) => ({
    at: stamp(FIRST + index * 60_000),
    number: index,
    level: `level ${index % 5}`,
    host: index % 2 === 0 ? `host ${index % 11}` : null,
  }),
  averageBytes: 40,
  created: Date.UTC(2023, 11, 31),
  columns: [
    { name: 'at', type: 'DateTime', rising: true, indexed: true },
    { name: 'number', type: 'UInt32', unique: true, rising: true },
    { name: 'level', type: 'LowCardinality(String)' },
    { name: 'host', type: 'Nullable(String)' },
  ],
};

let fake: RunningFake;
let locked: RunningFake;
let client: ClickHouseClient;
let refused: ClickHouseClient;

beforeAll(async () => {
  const at = {
    host: '127.0.0.1',
    port: 0,
    version: '24.8.4.13',
    databases: [{ name: 'app', tables: [events] }],
  };
  fake = await fakeClickhouse(at);
  locked = await fakeClickhouse({ ...at, locked: true });
  client = createClient({
    url: `http://127.0.0.1:${fake.endpoint.port}`,
    log: { level: ClickHouseLogLevel.OFF },
  });
  refused = createClient({
    url: `http://127.0.0.1:${locked.endpoint.port}`,
    log: { level: ClickHouseLogLevel.OFF },
  });
});

afterAll(async () => {
  await client.close();
  await refused.close();
  await fake.close();
  await locked.close();
});

async function rows<T>(query: string): Promise<readonly T[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<T>();
}

describe('the official client against the fake ClickHouse', () => {
  test('pings it and reads its books', async () => {
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toEqual({ success: true });
    expect(await rows('SELECT version() AS version')).toEqual([{ version: '24.8.4.13' }]);
    expect(
      await rows("SELECT name, total_rows, total_bytes FROM system.tables WHERE database = 'app'"),
    ).toEqual([{ name: 'events', total_rows: '40000', total_bytes: '1600000' }]);
    expect(
      (
        await rows<{ name: string }>(
          "SELECT name FROM system.columns WHERE database = 'app' AND table = 'events'",
        )
      ).map(({ name }) => name),
    ).toEqual(['at', 'number', 'level', 'host']);
    expect(await rows('SHOW DATABASES')).toContainEqual({ name: 'app' });
  });

  test('computes what the rows hold', async () => {
    const answer = await client.query({
      query:
        'SELECT count() AS n, uniq(level) AS levels, countIf(isNull(host)) AS nulls, min(at) AS first, max(at) AS last FROM app.events',
      format: 'JSON',
    });
    const { data, meta } = await answer.json<Record<string, string>>();
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      n: '40000',
      levels: '5',
      first: stamp(FIRST),
      last: stamp(FIRST + 39_999 * 60_000),
    });
    expect(Math.abs(Number(data[0]?.['nulls']) / 40_000 - 0.5)).toBeLessThan(0.03);
    expect(meta?.[0]).toEqual({ name: 'n', type: 'UInt64' });
  });

  test('gives rows by page, in order and by chance, in the formats that were asked for', async () => {
    expect(await rows('SELECT number FROM app.events ORDER BY number DESC LIMIT 2 OFFSET 1')).toEqual([
      { number: 39_998 },
      { number: 39_997 },
    ]);
    expect(await rows("SELECT number FROM app.events WHERE level = 'level 3' LIMIT 2")).toEqual([
      { number: 3 },
      { number: 8 },
    ]);
    const chance = await rows<{ number: number }>(
      'SELECT number FROM app.events WHERE rand() % 100 = 0 LIMIT 1000',
    );
    expect(chance.length).toBeGreaterThan(250);
    expect(chance.length).toBeLessThan(600);
    expect(Math.max(...chance.map(({ number }) => number))).toBeGreaterThan(35_000);
    const compact = await client.query({
      query: 'SELECT * FROM app.events LIMIT 1',
      format: 'JSONCompactEachRowWithNames',
    });
    expect(await compact.json()).toEqual([
      ['at', 'number', 'level', 'host'],
      [stamp(FIRST), 0, 'level 0', 'host 0'],
    ]);
    const text = await client.query({
      query: 'SELECT number FROM app.events LIMIT 2',
      format: 'TabSeparated',
    });
    expect(await text.text()).toBe('0\n1\n');
  });

  test('refuses what would write and what it does not know, with the engine’s codes', async () => {
    await expect(
      client.insert({ table: 'app.events', values: [{ number: 1 }], format: 'JSONEachRow' }),
    ).rejects.toMatchObject({ code: '164' });
    await expect(client.command({ query: 'DROP TABLE app.events' })).rejects.toMatchObject({ code: '164' });
    await expect(rows('SELECT 1 FROM app.nothing')).rejects.toMatchObject({ code: '60' });
    await expect(rows('SELECT nothing FROM app.events LIMIT 1')).rejects.toMatchObject({ code: '47' });
    await expect(rows('SELECT count( FROM app.events')).rejects.toMatchObject({ code: '62' });
  });

  test('a locked one refuses with code 516', async () => {
    await expect(refused.query({ query: 'SELECT 1' })).rejects.toMatchObject({
      code: '516',
      type: 'AUTHENTICATION_FAILED',
    });
  });
});
