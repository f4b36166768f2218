import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeElasticsearch } from './elasticsearch.ts';
import type { RunningFake } from './fake.ts';
import type { FakeTable } from './table.ts';

const HOUR = 3_600_000;
const FIRST = Date.UTC(2024, 0, 1);

const orders: FakeTable = {
  name: 'orders',
  count: () => 50_000,
  at: (index) => ({
    number: index,
    placed: new Date(FIRST + index * HOUR).toISOString(),
    town: `town ${index % 7}`,
    note: index % 4 === 0 ? 'a note' : null,
  }),
  averageBytes: 90,
  created: Date.UTC(2023, 11, 31),
  columns: [
    { name: 'number', type: 'long', unique: true, rising: true },
    { name: 'placed', type: 'date', rising: true },
    { name: 'town', type: 'keyword' },
    { name: 'note', type: 'text' },
  ],
};

let fake: RunningFake;
let locked: RunningFake;
let client: Client;
let refused: Client;

beforeAll(async () => {
  const at = { host: '127.0.0.1', port: 0, clusterName: 'test', indices: [orders] };
  fake = await fakeElasticsearch({ ...at, version: '8.15.3' });
  locked = await fakeElasticsearch({ ...at, version: '8.15.3', locked: true });
  client = new Client({ node: `http://127.0.0.1:${fake.endpoint.port}` });
  refused = new Client({ node: `http://127.0.0.1:${locked.endpoint.port}`, maxRetries: 0 });
});

afterAll(async () => {
  await client.close();
  await refused.close();
  await fake.close();
  await locked.close();
});

describe('the official client against the fake Elasticsearch', () => {
  test('takes it for the real product, and lists, counts and maps', async () => {
    expect((await client.info()).version.number).toBe('8.15.3');
    expect(await client.cat.indices({ format: 'json', bytes: 'b' })).toMatchObject([
      { index: 'orders', 'docs.count': '50000', 'pri.store.size': '4500000' },
    ]);
    expect(await client.cat.indices({ format: 'json', h: ['index', 'creation.date'] })).toEqual([
      { index: 'orders', 'creation.date': String(Date.UTC(2023, 11, 31)) },
    ]);
    expect((await client.count({ index: 'orders' })).count).toBe(50_000);
    expect((await client.cluster.health()).active_shards).toBe(1);
    expect((await client.indices.stats())._all.primaries?.docs?.count).toBe(50_000);
    const { orders: mapped } = await client.indices.getMapping({ index: 'orders' });
    expect(mapped?.mappings.properties?.['note']).toMatchObject({ type: 'text', fields: { keyword: {} } });
  });

  test('aggregates what the rows hold', async () => {
    const answer = await client.search({
      index: 'orders',
      size: 0,
      aggs: {
        towns: { cardinality: { field: 'town' } },
        numbers: { cardinality: { field: 'number' } },
        noted: { filter: { exists: { field: 'note' } } },
        numbered: { value_count: { field: 'number' } },
        first: { min: { field: 'placed' } },
        last: { max: { field: 'placed' } },
        days: { date_histogram: { field: 'placed', fixed_interval: '365d' } },
      },
    });
    const results = answer.aggregations as Record<
      string,
      { value?: number; doc_count?: number; buckets?: { doc_count: number }[] }
    >;
    expect(results['towns']?.value).toBe(7);
    expect(results['numbers']?.value).toBe(50_000);
    expect(results['numbered']?.value).toBe(50_000);
    expect(Math.abs((results['noted']?.doc_count ?? 0) / 50_000 - 0.25)).toBeLessThan(0.03);
    expect(results['first']?.value).toBe(FIRST);
    expect(results['last']?.value).toBe(FIRST + 49_999 * HOUR);
    expect(results['days']?.buckets?.reduce((sum, { doc_count }) => sum + doc_count, 0)).toBe(50_000);
    expect(answer.hits.hits).toEqual([]);
  });

  test('gives documents in order, by page and at random, and the same for the same seed', async () => {
    const page = await client.search<{ number: number }>({
      index: 'orders',
      from: 5,
      size: 3,
      sort: [{ number: 'desc' }],
    });
    expect(page.hits.hits.map((hit) => hit._source?.number)).toEqual([49_994, 49_993, 49_992]);
    const draw = async (seed: number): Promise<(number | undefined)[]> => {
      const { hits } = await client.search<{ number: number }>({
        index: 'orders',
        size: 150,
        query: { function_score: { functions: [{ random_score: { seed, field: '_seq_no' } }] } },
      });
      return hits.hits.map((hit) => hit._source?.number);
    };
    const [one, again, other] = [await draw(1), await draw(1), await draw(2)];
    expect(new Set(one).size).toBe(150);
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('refuses what would write, what it does not know, and text without its exact copy', async () => {
    await expect(client.index({ index: 'orders', document: { a: 1 } })).rejects.toMatchObject({
      statusCode: 405,
    });
    await expect(client.indices.delete({ index: 'orders' })).rejects.toMatchObject({ statusCode: 405 });
    await expect(client.count({ index: 'nothing' })).rejects.toMatchObject({ statusCode: 404 });
    await expect(client.search({ index: 'orders', query: { term: { town: 'x' } } })).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(
      client.search({ index: 'orders', size: 0, aggs: { a: { cardinality: { field: 'note' } } } }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(client.security.authenticate()).rejects.toMatchObject({ statusCode: 400 });
  });

  test('a locked one refuses everything with a security exception', async () => {
    for (const asked of [refused.info(), refused.cat.indices({ format: 'json' }), refused.count()])
      await expect(asked).rejects.toMatchObject({
        statusCode: 401,
        body: { error: { type: 'security_exception' } },
      });
  });
});
