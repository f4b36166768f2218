import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { bundleForChild, startChild, type Child } from '../../test/support/child.ts';
import { MINUTE, observed } from './fixtures/observations.ts';
import { openSqlite } from './sqlite.ts';
import { openStore } from './store.ts';

const KEY = '0123456789abcdef0123456789abcdef';
/** Rounds that each of the processes makes; many more by hand: SIDELIGHT_TEST_ROUNDS=60. */
const ROUNDS = Number(process.env['SIDELIGHT_TEST_ROUNDS'] ?? '8');
const PROCESSES = 4;
/** Memory where there is some: thousands of flushes to a shared disk would take minutes, and show nothing more here. */
const PLACE = process.env['SIDELIGHT_TEST_PLACE'] ?? (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

let worker: string;
let path: string;

beforeAll(async () => {
  worker = await bundleForChild('src/cases/fixtures/worker.ts');
});
beforeEach(() => {
  path = join(mkdtempSync(join(PLACE, 'sidelight-test-reopening-')), 'home', 'store.db');
});
afterEach(() => rmSync(dirname(dirname(path)), { recursive: true, force: true }));

/** Reads every file of the store as a backup would, which drops the locks that this process has on them (POSIX). */
function readAll(): void {
  for (const name of readdirSync(dirname(path))) {
    try {
      readFileSync(join(dirname(path), name));
    } catch (error) {
      // Another process has just closed the store, and its log went with it.
      if (!name.endsWith('-wal') && !name.endsWith('-shm')) throw error;
    }
  }
}

function modes(): readonly number[] {
  return readdirSync(dirname(path)).flatMap((name) => {
    const found = statSync(join(dirname(path), name), { throwIfNoEntry: false });
    return found ? [found.mode & 0o777] : [];
  });
}

function heldOpen(): readonly string[] {
  return readdirSync('/proc/self/fd')
    .map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return '';
      }
    })
    .filter((name) => name.startsWith(dirname(path)));
}

function acknowledged(out: string): readonly string[] {
  return [...out.matchAll(/^acknowledged (\S+)$/gm)].map((match) => match[1] ?? '');
}

async function expectWhole(ids: readonly string[]): Promise<void> {
  const store = await openStore({ path, key: KEY });
  for (const id of ids) expect((await store.observation(id))?.id).toBe(id);
  const cases = await store.listCases({ limit: 100_000 });
  await store.close();
  const db = await openSqlite(path, KEY);
  const checked = await sql<{ integrity_check: string }>`pragma store.integrity_check`.execute(db);
  expect(checked.rows).toEqual([{ integrity_check: 'ok' }]);
  const { rows } = await sql<{ n: number }>`select count(*) as n from observation`.execute(db);
  expect(rows[0]?.n).toBeGreaterThanOrEqual(ids.length);
  expect(cases.reduce((sum, one) => sum + one.looks, 0)).toBe(rows[0]?.n);
  await db.destroy();
}

describe('a store that processes open one after another and at once', () => {
  it.skipIf(process.platform !== 'linux')(
    'holds none of its files open once it is closed, whatever ran before (reads /proc)',
    async () => {
      const store = await openStore({ path, key: KEY });
      await store.recordObservations([observed(0), observed(1)]);
      await store.setState(1, 'invalid', 'me', 'a test');
      expect(heldOpen().length).toBeGreaterThanOrEqual(3);
      expect(modes()).toEqual([0o600, 0o600, 0o600]);
      await expect(store.setState(2, 'closed', 'me')).rejects.toMatchObject({ code: 'CASE_STATE' });
      await store.close();
      await store.close();
      expect(heldOpen()).toEqual([]);
      await expect(openStore({ path, key: 'f'.repeat(32) })).rejects.toMatchObject({ code: 'STORE_KEY' });
      expect(heldOpen()).toEqual([]);
      expect(readdirSync(dirname(path))).toEqual(['store.db']);
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'is given back by a process that waited for another writer, or was closed while it wrote (reads /proc)',
    async () => {
      const [one, other] = [await openSqlite(path, KEY), await openSqlite(path, KEY)];
      await sql`create table t (a integer)`.execute(one);
      const busy = one.transaction().execute(async (tx) => {
        await sql`insert into t values (1)`.execute(tx);
        await expect(other.transaction().execute(async () => {})).rejects.toMatchObject({ code: 'LOCKED' });
        await other.destroy();
        await one.destroy();
        await sql`insert into t values (2)`.execute(tx);
      });
      await expect(busy).rejects.toThrow();
      expect(heldOpen()).toEqual([]);
      const after = await openSqlite(path, KEY);
      expect((await sql`select * from t`.execute(after)).rows).toEqual([]);
      await after.destroy();
    },
  );

  it('is read as it is after others wrote and its files were read as bytes', async () => {
    const ids: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const child = await startChild(worker, ['reopen', path, KEY, `r${round}`, '3']).ended;
      expect(child).toMatchObject({ code: 0, err: '' });
      ids.push(...acknowledged(child.out));
      const store = await openStore({ path, key: KEY });
      const mine = observed(30, round * MINUTE, { run: `mine-${round}` });
      await store.recordObservations([mine]);
      ids.push(mine.id);
      expect((await store.listCases({ limit: 1000 })).reduce((sum, one) => sum + one.looks, 0)).toBe(
        ids.length,
      );
      await store.close();
      readAll();
    }
    await expectWhole(ids);
  }, 30_000);

  it(`keeps all that was acknowledged: ${PROCESSES} processes, one of them killed, and this one`, async () => {
    const start = (name: string, rounds = ROUNDS): Child =>
      startChild(worker, ['reopen', path, KEY, name, String(rounds)]);
    const victim = start('victim', 100_000);
    const children = Array.from({ length: PROCESSES - 1 }, (_, n) => start(String(n)));
    let running = true;
    const all = Promise.all(children.map((child) => child.ended)).finally(() => {
      running = false;
    });
    onTestFinished(() => {
      for (const child of [victim, ...children]) child.process.kill('SIGKILL');
    });
    const ids: string[] = [];
    for (let round = 0; running || round < ROUNDS; round += 1) {
      const store = await openStore({ path, key: KEY });
      const mine = observed(40 + (round % 3), round * MINUTE, { run: `mine-${round}` });
      await store.recordObservations([mine]);
      ids.push(mine.id);
      await store.listCases();
      expect(modes().every((mode) => mode === 0o600)).toBe(true);
      await store.close();
      readAll();
      // A store that waits for nobody works in one go: what the children say would never be heard.
      await setImmediate();
      if (round === 1) {
        await victim.says('acknowledged');
        victim.process.kill('SIGKILL');
      }
    }
    for (const ended of await all) {
      expect(ended).toMatchObject({ code: 0, err: '' });
      expect(acknowledged(ended.out)).toHaveLength(ROUNDS);
      ids.push(...acknowledged(ended.out));
    }
    const killed = await victim.ended;
    expect(killed.signal).toBe('SIGKILL');
    ids.push(...acknowledged(killed.out));
    await expectWhole(ids);
  }, 600_000);
});
