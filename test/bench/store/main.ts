import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { observed } from '../../../src/cases/fixtures/observations.ts';
import { postgresMissing, startPostgres } from '../../../src/cases/fixtures/postgres-server.ts';
import { openStore, type StoreOptions } from '../../../src/cases/store.ts';
import { say, verdict } from '../kit.ts';

/* Observations recorded as cases, against a bare loop of INSERT into one table on the same engine. */
const ROWS = Number(process.env['SIDELIGHT_BENCH_ROWS'] ?? 100_000);
const BATCH = 256;

async function recorded(options: StoreOptions): Promise<number> {
  const store = await openStore(options);
  const started = performance.now();
  for (let from = 0; from < ROWS; from += BATCH) {
    const length = Math.min(BATCH, ROWS - from);
    await store.recordObservations(Array.from({ length }, (_, at) => observed(from + at)));
  }
  const took = (performance.now() - started) / 1000;
  await store.close();
  return took;
}

interface Bare {
  prepare(text: string): { run(...values: unknown[]): unknown };
  exec(text: string): void;
  close(): void;
}

function bareSqlite(path: string): number {
  const Database = createRequire(import.meta.url)('libsql') as new (path: string, options: object) => Bare;
  const db = new Database(path, { encryptionCipher: 'aes256cbc', encryptionKey: 'k'.repeat(32) });
  db.exec('pragma journal_mode = wal');
  db.exec('pragma synchronous = full');
  db.exec('create table o (id text primary key, endpoint text, body text)');
  const insert = db.prepare('insert into o values (?, ?, ?)');
  const started = performance.now();
  for (let from = 0; from < ROWS; from += BATCH) {
    db.exec('begin');
    for (let at = from; at < Math.min(ROWS, from + BATCH); at += 1) {
      const one = observed(at);
      insert.run(one.id, one.endpoint, JSON.stringify(one));
    }
    db.exec('commit');
  }
  const took = (performance.now() - started) / 1000;
  db.close();
  return took;
}

async function barePostgres(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table o (id text primary key, endpoint text, body text)');
  const started = performance.now();
  for (let from = 0; from < ROWS; from += BATCH) {
    await client.query('begin');
    for (let at = from; at < Math.min(ROWS, from + BATCH); at += 1) {
      const one = observed(at);
      await client.query({
        name: 'i',
        text: 'insert into o values ($1, $2, $3)',
        values: [one.id, one.endpoint, JSON.stringify(one)],
      });
    }
    await client.query('commit');
  }
  const took = (performance.now() - started) / 1000;
  await client.end();
  return took;
}

function told(engine: string, ours: number, bare: number): void {
  say(
    `${engine}: ${(ROWS / ours).toFixed(0)} observations/s recorded; a bare INSERT loop ${(ROWS / bare).toFixed(0)} rows/s`,
  );
  verdict(
    `${engine}, against bare INSERT`,
    `${(ours / bare).toFixed(1)} times the time`,
    'at most 10',
    ours / bare <= 10,
  );
}

say(`${ROWS} observations in batches of ${BATCH}`);
const root = mkdtempSync(join(tmpdir(), 'sidelight-bench-'));
try {
  const ours = await recorded({ path: join(root, 'store.db'), key: 'k'.repeat(32) });
  told('SQLite', ours, bareSqlite(join(root, 'bare.db')));
  const missing = postgresMissing();
  if (missing === undefined) {
    const server = await startPostgres();
    try {
      const first = await recorded({ url: await server.freshDatabase() });
      told('PostgreSQL', first, await barePostgres(await server.freshDatabase()));
    } finally {
      await server.stop();
    }
  } else say(`absent: PostgreSQL (${missing})`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
