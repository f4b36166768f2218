import nano from 'nano';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeCouch } from './couchdb.ts';
import type { RunningFake } from './fake.ts';

let fake: RunningFake;
let locked: RunningFake;

beforeAll(async () => {
  const options = {
    host: '127.0.0.1',
    port: 0,
    version: '3.3.3',
    databases: [
      {
        name: 'patients',
        count: 12_000,
        id: (index: number) => `p${String(index).padStart(6, '0')}`,
        at: (index: number) => ({ ward: `ward ${index % 9}`, bed: index }),
        averageBytes: 120,
      },
    ],
  };
  fake = await fakeCouch(options);
  locked = await fakeCouch({ ...options, locked: true });
});

afterAll(async () => {
  await fake.close();
  await locked.close();
});

const server = (to: RunningFake) => nano(`http://127.0.0.1:${to.endpoint.port}`);

describe('the official client against the fake CouchDB', () => {
  test('lists databases and says what each holds', async () => {
    const couch = server(fake);
    expect((await couch.info()).version).toBe('3.3.3');
    expect(await couch.db.list()).toEqual(['patients']);
    expect(await couch.db.get('patients')).toMatchObject({ doc_count: 12_000, sizes: { active: 1_440_000 } });
  });

  test('gives documents by id, by page, from a key on, backwards and by a list of ids', async () => {
    const patients = server(fake).use('patients');
    expect(await patients.get('p000017')).toMatchObject({ ward: 'ward 8', bed: 17 });
    const page = await patients.list({ include_docs: true, limit: 2, skip: 100 });
    expect(page.total_rows).toBe(12_000);
    expect(page.rows.map(({ doc }) => (doc as unknown as { bed: number }).bed)).toEqual([100, 101]);
    expect((await patients.list({ limit: 0 })).rows).toEqual([]);
    expect((await patients.list({ startkey: 'p0119995', limit: 9 })).rows).toEqual([]);
    expect((await patients.list({ startkey: 'p011998', limit: 9 })).rows.map(({ id }) => id)).toEqual([
      'p011998',
      'p011999',
    ]);
    expect((await patients.list({ descending: true, limit: 1 })).rows[0]?.id).toBe('p011999');
    const some = await patients.fetch({ keys: ['p000003', 'nobody'] });
    expect(some.rows).toMatchObject([
      { id: 'p000003', doc: { bed: 3 } },
      { key: 'nobody', error: 'not_found' },
    ]);
  });

  test('refuses what would write, and what is not there', async () => {
    const couch = server(fake);
    await expect(couch.use('patients').insert({ a: 1 } as never)).rejects.toMatchObject({ statusCode: 405 });
    await expect(couch.db.destroy('patients')).rejects.toMatchObject({ statusCode: 405 });
    await expect(couch.db.get('nothing')).rejects.toMatchObject({ statusCode: 404 });
    await expect(couch.use('patients').get('nobody')).rejects.toMatchObject({
      statusCode: 404,
      error: 'not_found',
    });
  });

  test('a locked one refuses everything', async () => {
    await expect(server(locked).db.list()).rejects.toMatchObject({ statusCode: 401, error: 'unauthorized' });
    await expect(server(locked).use('patients').list()).rejects.toMatchObject({ statusCode: 401 });
  });
});
