import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { observed } from './fixtures/observations.ts';
import { postgresMissing, startPostgres, type PostgresServer } from './fixtures/postgres-server.ts';
import { openSqlite } from './sqlite.ts';
import { storeContract } from './store.contract.ts';
import { openStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'sidelight-store-'));
let places = 0;
const KEY = '0123456789abcdef0123456789abcdef';

function freshPath(): string {
  places += 1;
  return join(root, `s${places}`, 'store.db');
}

const released = [
  {
    version: '0.1',
    statements: readFileSync('src/cases/fixtures/store-0.1.sql', 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  },
];

storeContract(
  {
    name: 'SQLite (libsql, encrypted)',
    start: async () => {},
    stop: async () => {},
    fresh: async () => ({ path: freshPath(), key: KEY }),
    async execute(place, statements) {
      if (!('path' in place)) throw new Error('expected a path');
      const db = await openSqlite(place.path, place.key);
      for (const statement of statements) await sql.raw(statement).execute(db);
      await db.destroy();
    },
  },
  released,
);

let server: PostgresServer | undefined;

storeContract(
  {
    name: 'PostgreSQL 15',
    missing: postgresMissing(),
    start: async () => {
      server = await startPostgres();
    },
    stop: async () => server?.stop(),
    async fresh() {
      if (server === undefined) throw new Error('the server was not started');
      return { url: await server.freshDatabase() };
    },
    async execute(place, statements) {
      if (!('url' in place)) throw new Error('expected a URL');
      const client = new pg.Client({ connectionString: place.url });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    },
  },
  released,
);

describe('the embedded store at rest', () => {
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('holds no plain text in any of its files, open or closed', async () => {
    const path = freshPath();
    const store = await openStore({ path, key: KEY });
    const canary = 'CANARY-7f3a-sqlite-at-rest';
    await store.recordObservations([observed(0, 0, { product: canary, notes: [canary] })]);
    const check = (): void => {
      const directory = join(path, '..');
      const files = readdirSync(directory);
      expect(files).toContain('store.db');
      for (const file of files) {
        const content = readFileSync(join(directory, file));
        for (const word of [canary, '127.9.0.0', 'observation', 'SQLite format 3']) {
          expect(content.includes(word), `${word} in ${file}`).toBe(false);
        }
      }
    };
    check();
    await store.close();
    check();
    const again = await openStore({ path, key: KEY });
    expect((await again.showCase(1)).latest.product).toBe(canary);
    await again.close();
  });

  it('is not opened with a wrong key or an empty one, and stays as it is', async () => {
    const path = freshPath();
    const store = await openStore({ path, key: KEY });
    await store.recordObservations([observed(0)]);
    await store.close();
    const before = readFileSync(path);
    for (const key of ['f'.repeat(32), '']) {
      await expect(openStore({ path, key })).rejects.toMatchObject({ code: 'STORE_KEY', exit: 2 });
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('says what is wrong with a place that cannot be', async () => {
    await expect(openStore({ path: root, key: KEY })).rejects.toMatchObject({ code: 'STORE' });
    await expect(openStore({ path: '/proc/nothing/store.db', key: KEY })).rejects.toMatchObject({
      code: 'HOME_NOT_WRITABLE',
    });
    expect(existsSync('/proc/nothing')).toBe(false);
  });

  it('names neither password nor account when a PostgreSQL server is not there', async () => {
    const error: unknown = await openStore({ url: 'postgres://someone:hunter2@127.42.0.16:1/db' }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      code: 'STORE',
      message: expect.stringContaining('127.42.0.16:1/db') as string,
    });
    expect(String(error)).not.toMatch(/hunter2|someone/);
  });
});
