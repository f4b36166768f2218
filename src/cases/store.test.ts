import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleForChild, startChild } from '../../test/support/child.ts';
import { canMount } from '../../test/support/mount.ts';
import { observed } from './fixtures/observations.ts';
import { postgresMissing, startPostgres, type PostgresServer } from './fixtures/postgres-server.ts';
import { MIGRATIONS } from './migrations.ts';
import { openSqlite } from './sqlite.ts';
import { storeContract } from './store.contract.ts';
import { openStore } from './store.ts';

const root = mkdtempSync(join(tmpdir(), 'sidelight-store-'));
let places = 0;
const mountable = canMount();
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

describe('what was released', () => {
  it('makes the same tables today as it did then', () => {
    const made = MIGRATIONS[0]?.statements.filter((one) => one.startsWith('create')) ?? [];
    const then = released[0]?.statements.map((one) => one.replace(/;$/, '').toLowerCase()) ?? [];
    expect(made.length).toBeGreaterThan(5);
    for (const statement of made) expect(then).toContain(statement);
  });

  it('opens with its key: the encrypted file of release 0.1', async () => {
    const path = freshPath();
    mkdirSync(join(path, '..'));
    copyFileSync('src/cases/fixtures/store-0.1.db', path);
    const store = await openStore({ path, key: KEY });
    expect((await store.showCase(1)).latest.datasets[0]?.rows?.value).toBe(2_600_000);
    await store.close();
  });
});

describe('the embedded store under strain', () => {
  it('takes batch after batch without growing', async () => {
    const child = await bundleForChild('src/cases/fixtures/worker.ts');
    const { out, err } = await startChild(child, ['many', freshPath(), KEY]).ended;
    expect(err).toBe('');
    const { last, grew } = JSON.parse(out) as { last: number; grew: number };
    expect(last).toBe(10_000);
    // Keeping the documents of 7,000 looks in any form would take more.
    expect(grew).toBeLessThan(30);
  }, 60_000);

  it.skipIf(!mountable)(
    'on a full disk says so, keeps what it had, and goes on when there is space (needs the right to mount)',
    async () => {
      const path = freshPath();
      const directory = join(path, '..');
      mkdirSync(directory);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory]);
      try {
        const store = await openStore({ path, key: KEY });
        let acknowledged = 0;
        const fill = async (): Promise<void> => {
          for (; acknowledged < 20_000; acknowledged += 100) {
            await store.recordObservations(Array.from({ length: 100 }, (_, n) => observed(acknowledged + n)));
          }
        };
        await expect(fill()).rejects.toMatchObject({ code: 'DISK_FULL', exit: 4 });
        expect(await store.listCases({ limit: 100_000 })).toHaveLength(acknowledged);
        execFileSync('mount', ['-o', 'remount,size=32m', directory]);
        await store.recordObservations([observed(30_000)]);
        await store.close();
        const again = await openStore({ path, key: KEY });
        expect(await again.listCases({ limit: 100_000 })).toHaveLength(acknowledged + 1);
        await again.close();
      } finally {
        execFileSync('umount', ['-l', directory]);
      }
    },
  );
});

describe('the embedded store at rest', () => {
  it.skipIf(!mountable)('on a read-only disk says so (needs the right to mount)', async () => {
    const directory = join(freshPath(), '..');
    mkdirSync(directory);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory]);
    try {
      const path = join(directory, 'store.db');
      copyFileSync('src/cases/fixtures/store-0.1.db', path);
      execFileSync('mount', ['-o', 'remount,ro', directory]);
      await expect(openStore({ path, key: KEY })).rejects.toMatchObject({ code: 'STORE', exit: 2 });
      await expect(openStore({ path: join(directory, 'new.db'), key: KEY })).rejects.toMatchObject({
        code: 'HOME_NOT_WRITABLE',
      });
    } finally {
      execFileSync('umount', ['-l', directory]);
    }
  });

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
        // By another process: reading it in this one would drop its locks on the open store.
        const content = execFileSync('cat', [join(directory, file)]);
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
