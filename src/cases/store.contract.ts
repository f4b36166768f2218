import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleForChild, startChild } from '../../test/support/child.ts';
import type { CaseState } from '../model/finding.ts';
import { caseId } from '../model/ids.ts';
import { DAY, FIRST, MINUTE, observed } from './fixtures/observations.ts';
import { MIGRATIONS } from './migrations.ts';
import { openStore, type Store, type StoreOptions } from './store.ts';

/** An engine under test. */
export interface EngineUnderTest {
  readonly name: string;
  /** Why it cannot run here. */
  readonly missing?: string | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** An empty place of its own. */
  fresh(): Promise<{ readonly path: string; readonly key: string } | { readonly url: string }>;
  /** Runs statements on that place, past the store. */
  execute(place: StoreOptions, statements: readonly string[]): Promise<void>;
}

/** What every engine must do alike. */
export function storeContract(
  engine: EngineUnderTest,
  released: readonly { readonly version: string; readonly statements: readonly string[] }[],
): void {
  const reason = engine.missing === undefined ? '' : ` (skipped: ${engine.missing})`;
  describe.skipIf(engine.missing !== undefined)(`the store on ${engine.name}${reason}`, () => {
    let place: StoreOptions;
    let store: Store;
    let child: string;

    beforeAll(async () => {
      await engine.start();
      child = await bundleForChild('src/cases/fixtures/worker.ts');
    });
    afterAll(() => engine.stop());
    beforeEach(async () => {
      place = await engine.fresh();
      store = await openStore(place);
    });
    afterEach(() => store.close());

    const childArguments = (): string[] => ('url' in place ? [place.url, '-'] : [place.path, place.key]);

    it('numbers cases from 1 and finds them by number and by id', async () => {
      expect(await store.recordObservations([observed(0), observed(1)])).toEqual([1, 2]);
      const [one, hash, id] = [
        await store.showCase(1),
        await store.showCase('#1'),
        await store.showCase(caseId(observed(0).endpoint, 'mongodb')),
      ];
      expect(one).toEqual({
        id: caseId('127.9.0.0:27017', 'mongodb'),
        number: 1,
        endpoint: '127.9.0.0:27017',
        service: 'mongodb',
        state: 'observed',
        firstSeen: '2026-11-01T00:00:00.000Z',
        lastSeen: '2026-11-01T00:00:00.000Z',
        looks: 1,
        latest: observed(0),
      });
      expect(hash).toEqual(one);
      expect(id).toEqual(one);
      for (const wrong of [3, '#0', 'x', '', "' or 1=1 --", '\0']) {
        await expect(store.showCase(wrong)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
      }
    });

    it('updates at a second look and never duplicates', async () => {
      await store.recordObservations([observed(0)]);
      expect(await store.recordObservations([observed(0, MINUTE), observed(1, MINUTE)])).toEqual([1, 2]);
      expect(await store.recordObservations([observed(0, MINUTE), observed(0, MINUTE)])).toEqual([1, 1]);
      expect(await store.listCases()).toHaveLength(2);
      expect(await store.showCase(1)).toMatchObject({
        looks: 2,
        firstSeen: new Date(FIRST).toISOString(),
        lastSeen: new Date(FIRST + MINUTE).toISOString(),
      });
      expect((await store.observations(1)).map((one) => one.at)).toEqual(
        [FIRST + MINUTE, FIRST].map((at) => new Date(at).toISOString()),
      );
      expect(await store.observation(observed(0).id)).toEqual(observed(0));
      expect(await store.observation('none')).toBeUndefined();
    });

    it('keeps the latest look when an older one comes late', async () => {
      await store.recordObservations([observed(0, DAY)]);
      await store.recordObservations([observed(0, 0)]);
      const found = await store.showCase(1);
      expect(found).toMatchObject({
        looks: 2,
        firstSeen: new Date(FIRST).toISOString(),
        lastSeen: new Date(FIRST + DAY).toISOString(),
      });
      expect(found.latest.id).toBe(observed(0, DAY).id);
    });

    it('makes a case only of what stands open or was visited, and still keeps the look', async () => {
      const locked = observed(0, 0, { posture: 'auth-required' });
      const marked = observed(1, 0, {
        posture: 'auth-required',
        markers: [
          {
            class: 'ransom',
            name: 'READ_ME_TO_RECOVER_YOUR_DATA',
            strength: 'strong',
            method: 'name',
            count: 1,
          },
        ],
      });
      expect(await store.recordObservations([locked, marked])).toEqual([undefined, 1]);
      expect(await store.observation(locked.id)).toEqual(locked);
      expect(await store.recordObservations([observed(0, MINUTE)])).toEqual([2]);
      expect((await store.observations(2)).length).toBe(2);
    });

    it('goes by itself from open to fixed?, and back to reopened, with reasons in the history', async () => {
      await store.recordObservations([observed(0)]);
      await store.recordObservations([observed(0, DAY, { posture: 'filtered' })]);
      expect((await store.showCase(1)).state).toBe('observed');
      await store.recordObservations([observed(0, 2 * DAY, { posture: 'auth-required' })]);
      expect((await store.showCase(1)).state).toBe('fixed?');
      await expect(store.setState(1, 'closed', 'me')).rejects.toMatchObject({ code: 'CASE_STATE' });
      await store.recordObservations([observed(0, 3 * DAY + MINUTE, { posture: 'auth-required' })]);
      expect((await store.setState(1, 'closed', 'me')).state).toBe('closed');
      await store.recordObservations([observed(0, 5 * DAY)]);
      expect((await store.showCase(1)).state).toBe('reopened');
      expect((await store.history(1)).map(({ from, to, by }) => [from, to, by])).toEqual([
        ['observed', 'fixed?', 'look'],
        ['fixed?', 'closed', 'me'],
        ['closed', 'reopened', 'look'],
      ]);
    });

    it('lets a person set a state only where the lifecycle allows it', async () => {
      await store.recordObservations([observed(0)]);
      const refused = async (to: CaseState, note = ''): Promise<void> => {
        await expect(store.setState(1, to, 'me', note), to).rejects.toMatchObject({
          code: 'CASE_STATE',
          exit: 2,
        });
      };
      for (const to of [
        'verified',
        'triaged',
        'notified',
        'closed',
        'reopened',
        'fixed?',
        'observed',
        'invalid',
      ] as const)
        await refused(to);
      await store.recordObservations([observed(0, 9 * MINUTE)]);
      await refused('verified');
      await store.recordObservations([observed(0, 10 * MINUTE)]);
      await store.setState(1, 'verified', 'me');
      await store.setState('#1', 'triaged', 'me');
      await refused('notified');
      await store.setState(1, 'notified', 'me', 'mail to abuse@example.org, <1@example.org>');
      await store.setState(1, 'acknowledged', 'me', 'J. Doe answered');
      await store.setState(1, 'fixing', 'me');
      await refused('verified');
      expect(await store.history(1)).toHaveLength(5);
      await store.setState(1, 'invalid', 'me', 'our own test host');
      await expect(store.setState(9, 'invalid', 'me', 'x')).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' });
    });

    it('lists by severity, by look, by number, by state and by service, in pages', async () => {
      await store.recordObservations([
        observed(1),
        observed(9, MINUTE),
        observed(5, 2 * MINUTE, { service: 'redis' }),
      ]);
      await store.setState(1, 'invalid', 'me', 'test');
      const numbers = async (filter: Parameters<Store['listCases']>[0]): Promise<number[]> =>
        (await store.listCases(filter)).map((one) => one.number);
      expect(await numbers({})).toEqual([2, 3, 1]);
      expect(await numbers({ sort: 'seen' })).toEqual([3, 2, 1]);
      expect(await numbers({ sort: 'number' })).toEqual([1, 2, 3]);
      expect(await numbers({ state: 'invalid' })).toEqual([1]);
      expect(await numbers({ service: 'redis' })).toEqual([3]);
      expect(await numbers({ sort: 'number', limit: 1, offset: 1 })).toEqual([2]);
    });

    it('keeps runs', async () => {
      await store.recordRun({ id: 'r1', started: '2026-11-01T00:00:00Z', summary: { targets: 5 } });
      await store.recordRun({
        id: 'r1',
        started: '2026-11-01T00:00:00Z',
        finished: '2026-11-01T00:05:00Z',
        summary: { targets: 6 },
      });
      expect(await store.runs()).toEqual([
        {
          id: 'r1',
          started: '2026-11-01T00:00:00.000Z',
          finished: '2026-11-01T00:05:00.000Z',
          summary: { targets: 6 },
        },
      ]);
    });

    it('takes hostile text as it is', async () => {
      const nasty = `'; drop table case_; -- \0 \ud800 \u202e \n${'x'.repeat(10_000)}`;
      const one = observed(0, 0, { product: nasty, notes: [nasty], run: 'r\0', host: nasty });
      await store.recordObservations([one]);
      await store.setState(1, 'invalid', nasty, nasty);
      expect((await store.showCase(1)).latest).toEqual(one);
      expect((await store.history(1))[0]?.note).toContain('drop table');
    });

    it('records all of a batch or nothing', async () => {
      await store.recordObservations([observed(0)]);
      await expect(
        store.recordObservations([observed(1), { ...observed(2), at: 'yesterday' }]),
      ).rejects.toMatchObject({ code: 'CLOCK' });
      expect(await store.listCases()).toHaveLength(1);
      expect(await store.observation(observed(1).id)).toBeUndefined();
      expect(await store.recordObservations([observed(3)])).toEqual([2]);
    });

    it('is safe with two processes that look at the same cases', async () => {
      const workers = ['1', '2'].map((worker) =>
        startChild(child, ['look', ...childArguments(), worker, '12', '40']),
      );
      for (const result of await Promise.all(workers.map((worker) => worker.ended))) {
        expect(result.err).toBe('');
        expect(result).toMatchObject({ code: 0, out: 'done\n' });
      }
      const cases = await store.listCases({ sort: 'number' });
      expect(cases.map((one) => one.number)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      expect(new Set(cases.map((one) => one.endpoint)).size).toBe(40);
      expect(cases.map((one) => one.looks)).toEqual(cases.map(() => 24));
      expect(await store.observations(7)).toHaveLength(24);
    }, 60_000);

    it('keeps what was acknowledged when the writer is killed', async () => {
      const writer = startChild(child, ['flood', ...childArguments()]);
      await writer.says('acknowledged 300');
      writer.process.kill('SIGKILL');
      const { out } = await writer.ended;
      const acknowledged = Number(/acknowledged (\d+)\n$/.exec(out)?.[1]);
      const found = await store.listCases({ sort: 'number', limit: 1_000_000 });
      expect(acknowledged).toBeGreaterThanOrEqual(300);
      expect(found.length).toBeGreaterThanOrEqual(acknowledged);
      expect(found.length % 50).toBe(0);
    });

    it('refuses a store of a newer version', async () => {
      await store.close();
      const newer = [...MIGRATIONS, { version: 99, statements: ['create table later (id text)'] }];
      store = await openStore({ ...place, migrations: newer });
      await store.close();
      await expect(openStore(place)).rejects.toMatchObject({ code: 'STORE_NEWER' });
      store = await openStore({ ...place, migrations: newer });
    });

    it('leaves the store as it was when a migration fails, and two may migrate at once', async () => {
      await store.recordObservations([observed(0)]);
      await store.close();
      const bad = [
        ...MIGRATIONS,
        { version: 2, statements: ['create table later (id text)', 'create table later (id text)'] },
      ];
      await expect(openStore({ ...place, migrations: bad })).rejects.toThrow();
      const good = [...MIGRATIONS, { version: 2, statements: ['create table later (id text)'] }];
      const both = await Promise.all([
        openStore({ ...place, migrations: good }),
        openStore({ ...place, migrations: good }),
      ]);
      expect(await both[0].listCases()).toEqual(await both[1].listCases());
      await both[1].close();
      store = both[0];
      expect(await store.listCases()).toHaveLength(1);
    });

    for (const { version, statements } of released) {
      it(`opens and goes on with a store of release ${version}`, async () => {
        await store.close();
        const old = await engine.fresh();
        await engine.execute(old, statements);
        store = await openStore(old);
        expect(await store.listCases({ sort: 'number' })).toMatchObject([
          { number: 1, state: 'fixed?', looks: 2 },
          { number: 2, state: 'observed', looks: 1 },
        ]);
        expect(await store.history(1)).toHaveLength(1);
        expect(await store.runs()).toHaveLength(1);
        expect(await store.recordObservations([observed(0, 9 * DAY), observed(7)])).toEqual([1, 3]);
        expect((await store.showCase(1)).state).toBe('reopened');
      });
    }
  });
}
