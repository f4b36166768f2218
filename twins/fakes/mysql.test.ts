import mysql, { type Connection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningFake } from './fake.ts';
import { fakeMysql } from './mysql.ts';
import type { FakeTable } from './table.ts';

const orders: FakeTable = {
  name: 'orders',
  count: () => 30_000,
  at: (index) => ({ id: index + 1, town: `town ${index % 7}`, note: index % 4 === 0 ? 'a note' : null }),
  averageBytes: 64,
  created: Date.UTC(2024, 0, 1),
  columns: [
    { name: 'id', type: 'int', unique: true, indexed: true, rising: true },
    { name: 'town', type: 'varchar' },
    { name: 'note', type: 'text' },
  ],
};

let fake: RunningFake;
let connection: Connection;

function login(user: string, password = ''): Promise<Connection> {
  const { address, port } = fake.endpoint;
  return mysql.createConnection({ host: address, port, user, password, database: 'shop' });
}

beforeAll(async () => {
  fake = await fakeMysql({
    host: '127.0.0.1',
    port: 0,
    version: '8.0.36',
    databases: [{ name: 'shop', tables: [orders] }],
    accounts: ['root'],
  });
});

afterAll(() => fake.close());

beforeEach(async () => {
  connection = await login('root');
});

afterEach(() => connection.end());

async function rows(sql: string): Promise<unknown> {
  const [found] = await connection.query({ sql, rowsAsArray: true });
  return found;
}

describe('mysql2 against the fake MySQL', () => {
  test('gets in without a password, and reads the books', async () => {
    await connection.ping();
    expect(await rows('SELECT @@version, @@version_comment')).toEqual([
      ['8.0.36', 'MySQL Community Server - GPL'],
    ]);
    expect(await rows('SHOW TABLES')).toEqual([['orders']]);
    expect(
      await rows(
        "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_KEY FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'shop'",
      ),
    ).toEqual([
      ['orders', 'id', 'int', 'PRI'],
      ['orders', 'town', 'varchar', ''],
      ['orders', 'note', 'text', ''],
    ]);
    expect(
      await rows(
        "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'other'",
      ),
    ).toEqual([]);
  });

  test('counts and gives rows by page, backwards, by key and by chance', async () => {
    expect(await rows('SELECT COUNT(*) FROM orders')).toEqual([['30000']]);
    expect(await rows('SELECT id, town, note FROM `shop`.`orders` LIMIT 2')).toEqual([
      ['1', 'town 0', 'a note'],
      ['2', 'town 1', null],
    ]);
    expect(await rows('SELECT * FROM orders ORDER BY id DESC LIMIT 1')).toEqual([['30000', 'town 4', null]]);
    expect(await rows('SELECT t.`id` FROM `shop`.`orders` AS t WHERE t.`id` IN (7,9,40000) LIMIT 9')).toEqual(
      [['7'], ['9']],
    );
    expect(
      await rows('SELECT t.`id` FROM `shop`.`orders` AS t WHERE t.`id` >= 29999 ORDER BY t.`id` LIMIT 9'),
    ).toEqual([['29999'], ['30000']]);
    const chance = (await rows(
      'SELECT t.`id` FROM `shop`.`orders` AS t WHERE RAND() * 1000000 < 10000 LIMIT 1000',
    )) as string[][];
    expect(chance.length).toBeGreaterThan(200);
    expect(chance.length).toBeLessThan(420);
  });

  test('refuses what would write, what is not there, strangers and passwords', async () => {
    await expect(connection.query('DROP TABLE orders')).rejects.toMatchObject({ errno: 1792 });
    await expect(connection.query('SELECT * FROM nothing')).rejects.toMatchObject({
      code: 'ER_NO_SUCH_TABLE',
    });
    await expect(connection.query('SELECT nothing FROM orders')).rejects.toMatchObject({
      code: 'ER_BAD_FIELD_ERROR',
    });
    await expect(connection.query('nonsense')).rejects.toMatchObject({ code: 'ER_PARSE_ERROR' });
    await expect(login('nobody')).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
    await expect(login('root', 'guess')).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
  });
});
