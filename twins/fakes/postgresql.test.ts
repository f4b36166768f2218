import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningFake } from './fake.ts';
import { fakePostgres } from './postgresql.ts';
import type { FakeTable } from './table.ts';

const FIRST = Date.UTC(2024, 0, 1);

const orders: FakeTable = {
  name: 'orders',
  count: () => 30_000,
  at: (index) => ({
    id: index + 1,
    placed_at: new Date(FIRST + index * 60_000).toISOString(),
    town: `town ${index % 7}`,
    paid: index % 2 === 0,
    note: index % 4 === 0 ? 'a note' : null,
  }),
  averageBytes: 100,
  created: FIRST,
  columns: [
    { name: 'id', type: 'integer', unique: true, indexed: true, rising: true },
    { name: 'placed_at', type: 'timestamp with time zone', indexed: true, rising: true },
    { name: 'town', type: 'text' },
    { name: 'paid', type: 'boolean' },
    { name: 'note', type: 'text' },
  ],
};

let fake: RunningFake;
let locked: RunningFake;
let client: Client;

function connection(server: RunningFake, user: string, database: string): Client {
  const { address, port } = server.endpoint;
  return new Client({ host: address, port, user, database, password: 'not the one' });
}

beforeAll(async () => {
  const at = {
    host: '127.0.0.1',
    port: 0,
    version: '13.4',
    roles: ['postgres'],
    databases: [{ name: 'shop', tables: [orders] }],
  };
  fake = await fakePostgres(at);
  locked = await fakePostgres({ ...at, locked: true });
});

afterAll(async () => {
  await fake.close();
  await locked.close();
});

beforeEach(async () => {
  client = connection(fake, 'postgres', 'shop');
  await client.connect();
});

afterEach(() => client.end());

describe('the official client against the fake PostgreSQL', () => {
  test('opens a session without a password and reads the catalogue', async () => {
    expect((await client.query('SELECT version()')).rows[0].version).toMatch(/^PostgreSQL 13\.4 /);
    expect((await client.query('SELECT 1')).rows).toEqual([{ '?column?': 1 }]);
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    expect(rows.map(({ datname }) => datname)).toContain('shop');
    expect(
      (await client.query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
        .rows,
    ).toEqual([{ table_name: 'orders' }]);
  });

  test('counts and gives rows with their types, by page and in order', async () => {
    expect((await client.query('SELECT count(*) FROM orders')).rows).toEqual([{ count: '30000' }]);
    const { rows, fields } = await client.query('SELECT * FROM orders ORDER BY id DESC LIMIT 2 OFFSET 1');
    expect(fields.map(({ name }) => name)).toEqual(['id', 'placed_at', 'town', 'paid', 'note']);
    expect(rows).toEqual([
      { id: 29_999, placed_at: new Date(FIRST + 29_998 * 60_000), town: 'town 3', paid: true, note: null },
      { id: 29_998, placed_at: new Date(FIRST + 29_997 * 60_000), town: 'town 2', paid: false, note: null },
    ]);
    expect((await client.query('SELECT id, town FROM public.orders LIMIT 1')).rows).toEqual([
      { id: 1, town: 'town 0' },
    ]);
  });

  test('answers prepared statements without parameters', async () => {
    const { rows } = await client.query({ name: 'first', text: 'SELECT id FROM orders LIMIT 3' });
    expect(rows).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    await expect(client.query({ name: 'bad', text: 'SELECT id FROM nothing' })).rejects.toMatchObject({
      code: '42P01',
    });
    expect((await client.query('SELECT 1')).rows).toHaveLength(1);
  });

  test('a transaction fails as a whole and can be rolled back', async () => {
    await client.query('BEGIN READ ONLY');
    await expect(client.query('SELECT nothing FROM orders')).rejects.toMatchObject({ code: '42703' });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('ROLLBACK');
    expect((await client.query('SELECT 1')).rows).toHaveLength(1);
  });

  test('refuses what would write, roles and databases that are not there', async () => {
    await expect(client.query('DROP TABLE orders')).rejects.toMatchObject({ code: '25006' });
    await expect(client.query('INSERT INTO orders VALUES (1)')).rejects.toMatchObject({ code: '25006' });
    await expect(connection(fake, 'nobody', 'shop').connect()).rejects.toMatchObject({ code: '28000' });
    await expect(connection(fake, 'postgres', 'nowhere').connect()).rejects.toMatchObject({ code: '3D000' });
  });

  test('a locked one asks for SCRAM and refuses what it gets', async () => {
    await expect(connection(locked, 'postgres', 'shop').connect()).rejects.toMatchObject({ code: '28P01' });
  });
});
