import { type Document, deserialize } from 'bson';
import { afterEach, describe, expect, it } from 'vitest';
import type { Depth } from '../../model/depth.ts';
import type { DatasetInventory, Inventory, Sample } from '../../model/inventory.ts';
import type { Outcome } from '../../model/outcome.ts';
import { openRaw, type Raw } from '../../model/raw.ts';
import { LOOK_LIMITS, type LookLimits } from '../../wire/service.ts';
import type { MongoPeer } from './answer.ts';
import { HELLO, testMongod, type TestAnswer, type TestCommand, UNAUTHORIZED } from './fixtures/mongod.ts';
import { type TestServer, testPeer } from './fixtures/peer.ts';
import { objectId, storeAnswers, type TestStore } from './fixtures/store.ts';
import { objectIdTime } from './measure.ts';
import { mongodb } from './mongodb.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

function value<T>(outcome: Outcome<T> | undefined): T {
  if (!outcome?.ok) throw new Error(outcome ? `${outcome.why}: ${outcome.detail}` : 'no outcome');
  return outcome.value;
}

function seen(raw: Raw): string {
  return Buffer.from(openRaw(raw).bytes).toString('utf8');
}

const LIMITS: LookLimits = { ...LOOK_LIMITS, rateGap: 20 };
const T0 = Date.UTC(2025, 0) / 1_000;

async function start(
  answer: (command: TestCommand) => TestAnswer,
  depth: Depth = 'sample',
  records = 5_000,
): Promise<{ commands: TestCommand[]; peer: MongoPeer }> {
  const commands: TestCommand[] = [];
  server = await testMongod((command) => {
    commands.push(command);
    return answer(command);
  });
  const { peer } = testPeer(mongodb, server.address, server.port, { depth, limits: { records } });
  return { commands, peer };
}

async function inventoried(
  store: TestStore,
  without: readonly string[] = [],
  limits = LIMITS,
): Promise<{
  inventory: Inventory;
  commands: TestCommand[];
  of(name: string): DatasetInventory | undefined;
}> {
  const { peer, commands } = await start(storeAnswers(store, without), 'shape');
  const inventory = value(await mongodb.inventory(peer, limits));
  return {
    inventory,
    commands,
    of: (name) => inventory.datasets.find((dataset) => seen(dataset.name) === name),
  };
}

const people: readonly Document[] = Array.from({ length: 50 }, (_, index) => ({
  _id: objectId(T0 + index * 3_600, index),
  mail: `CANARY${index}@example.org`,
}));

const STORE: TestStore = {
  admin: [{ name: 'system.version', documents: [{ _id: 'x' }] }],
  shop: [
    {
      name: 'people',
      documents: people,
      growth: 3,
      indexes: [
        { v: 2, key: { mail: 1 }, name: 'mail_1', unique: true },
        { v: 2, key: { place: '2dsphere', at: -1 }, name: 'geo' },
        { v: 2, key: { phone: 1 }, name: 'phone_1', unique: true, sparse: true },
      ],
      options: {
        validator: {
          $jsonSchema: {
            bsonType: 'object',
            properties: {
              name: { bsonType: 'string', enum: ['CANARY'] },
              home: { bsonType: 'object', properties: { street: { bsonType: 'string' } } },
              cars: {
                bsonType: 'array',
                items: { bsonType: 'object', properties: { plate: { bsonType: 'string' } } },
              },
            },
          },
        },
      },
    },
    { name: 'ages', documents: [{ _id: 1 }, { _id: 2 }] },
    { name: 'adults', type: 'view', documents: [] },
    { name: 'system.views', documents: [] },
  ],
  READ__ME_TO_RECOVER_YOUR_DATA: [
    { name: 'README', documents: [{ _id: objectId(T0 + 5, 1), content: 'CANARY' }] },
  ],
};

describe('an inventory', () => {
  it('tells counts, sizes, dates, indexed fields and what a validator names, and lets no document leave', async () => {
    const { inventory, commands, of } = await inventoried(STORE);
    expect(of('shop.people')).toMatchObject({
      kind: 'collection',
      bytes: { value: 5_000, method: 'estimate' },
      created: { at: '2025-01-01T00:00:00.000Z', method: 'ObjectId' },
      modified: { at: '2025-01-03T01:00:00.000Z', method: 'ObjectId' },
    });
    const fields = of('shop.people')?.fields.map((field) => [
      seen(field.path),
      field.type,
      field.unique,
      field.distinct?.value,
    ]);
    expect(fields).toEqual([
      ['name', 'string', undefined, undefined],
      ['home.street', 'string', undefined, undefined],
      ['cars[].plate', 'string', undefined, undefined],
      ['mail', 'unknown', true, 50],
      ['place', '2dsphere', undefined, undefined],
      ['at', 'unknown', undefined, undefined],
      ['phone', 'unknown', undefined, undefined],
    ]);
    expect(of('shop.ages')?.created).toBeUndefined();
    expect(of('shop.adults')).toMatchObject({ kind: 'view' });
    expect(of('READ__ME_TO_RECOVER_YOUR_DATA.README')?.created?.at).toBe('2025-01-01T00:00:00.000Z');
    expect(of('admin.system.version')).toMatchObject({ internal: true });
    expect(inventory).toMatchObject({ complete: true, writable: { value: true } });
    expect(JSON.stringify(inventory)).not.toMatch(/CANARY|people|READ__ME/);
    const finds = commands.filter((command) => command.name === 'find');
    expect(finds.length).toBeGreaterThan(0);
    for (const { body } of finds) {
      expect(body).toMatchObject({ projection: { _id: 1 }, limit: 1, singleBatch: true });
      expect(String(body['filter']._id.$gte)).toBe('0'.repeat(24));
    }
  });

  it('measures the rate of ingest from two counts', async () => {
    const { of } = await inventoried(STORE);
    expect(of('shop.people')).toMatchObject({ rows: { value: 50 }, later: { rows: 53 } });
    expect(of('shop.people')?.later?.seconds).toBeGreaterThanOrEqual(0.019);
    expect(
      (await inventoried(STORE, [], { ...LIMITS, rateGap: 0 })).of('shop.people')?.later,
    ).toBeUndefined();
  });

  it('goes on with what the server knows, and does not ask twice in vain', async () => {
    const { commands, of } = await inventoried(STORE, ['aggregate', 'connectionStatus', 'listIndexes']);
    expect(of('shop.people')?.bytes?.value).toBe(5_000);
    expect(commands.filter((command) => command.name === 'aggregate').length).toBe(1);
    await server?.close();
    const poorer = await inventoried(STORE, [
      'aggregate',
      'collStats',
      'connectionStatus',
      'listIndexes',
      'find',
    ]);
    expect(poorer.of('shop.people')).toMatchObject({ rows: { value: expect.any(Number) } });
    expect(poorer.of('shop.people')?.bytes).toBeUndefined();
    expect(poorer.inventory.writable).toBeUndefined();
  });

  it('learns nothing of the server from a time series, whose statistics hold no count', async () => {
    const answers = storeAnswers({
      shop: [
        { name: 'aseries', type: 'timeseries', documents: people },
        { name: 'people', documents: people },
      ],
    });
    const { peer } = await start((command) => {
      if (command.body['aggregate'] === 'aseries')
        return { cursor: { id: 0, ns: 'x', firstBatch: [{ storageStats: { size: 9 } }] }, ok: 1 };
      return command.body['collStats'] === 'aseries' ? { size: 9, ok: 1 } : answers(command);
    }, 'shape');
    const inventory = value(await mongodb.inventory(peer, LIMITS));
    expect(inventory.datasets.map((dataset) => [dataset.rows?.value, dataset.bytes?.value])).toEqual([
      [50, undefined],
      [50, 5_000],
    ]);
  });

  it('keeps its ceiling of collections, taking turns among databases, and says so', async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ name: `c${index}`, documents: [] }));
    const { inventory, of } = await inventoried(
      { big: many, small: [{ name: 'only', documents: people }] },
      [],
      { ...LIMITS, containers: 5 },
    );
    expect(inventory.datasets.length).toBe(41);
    expect(of('small.only')?.rows?.value).toBe(50);
    expect(inventory.datasets.filter((dataset) => dataset.rows).length).toBe(5);
    expect(inventory.complete).toBe(false);
    expect(inventory.unlearned.join(' ')).toMatch(/36 collections are known by name alone/);
  });

  it('lists names that it cannot ask about, and asks nothing about them', async () => {
    const odd = ['a$b', 'line\nbreak', 'system.profile', '\u001b[31m'];
    const { inventory, commands } = await inventoried({ shop: odd.map((name) => ({ name, documents: [] })) });
    expect(inventory.datasets.map((dataset) => seen(dataset.name))).toEqual(
      odd.map((name) => `shop.${name}`),
    );
    expect(commands.map((command) => command.name)).not.toContain('find');
  });

  it('names a database whose collections cannot be listed', async () => {
    const answers = storeAnswers(STORE);
    const { peer } = await start(
      (command) =>
        command.name === 'listCollections' && command.body['$db'] === 'shop'
          ? UNAUTHORIZED
          : answers(command),
      'shape',
    );
    const inventory = value(await mongodb.inventory(peer, LIMITS));
    expect(inventory.datasets.find((dataset) => seen(dataset.name) === 'shop')).toMatchObject({
      kind: 'database',
      bytes: { value: 8_192 },
    });
    expect(inventory.complete).toBe(false);
  });

  it.each([
    [
      'a role that writes',
      { authenticatedUsers: [], authenticatedUserRoles: [{ role: 'readWrite', db: 'x' }] },
      HELLO,
      true,
    ],
    [
      'a role that reads',
      { authenticatedUsers: [], authenticatedUserRoles: [{ role: 'read', db: 'x' }] },
      HELLO,
      false,
    ],
    [
      'a member that takes no writes',
      { authenticatedUsers: [], authenticatedUserRoles: [] },
      { ...HELLO, isWritablePrimary: false, secondary: true },
      false,
    ],
    [
      'a server that runs read-only',
      { authenticatedUsers: [], authenticatedUserRoles: [] },
      { ...HELLO, readOnly: true },
      false,
    ],
  ])('infers from %s whether it could be written', async (_name, authInfo, hello, writable) => {
    const answers = storeAnswers({ shop: [] });
    const { peer } = await start(
      ({ name, ...rest }) =>
        name === 'connectionStatus'
          ? { authInfo, ok: 1 }
          : name === 'hello'
            ? hello
            : answers({ name, ...rest }),
      'shape',
    );
    expect(value(await mongodb.inventory(peer, LIMITS)).writable?.value).toBe(writable);
  });

  it('takes a second hello on the same connection without its client part', async () => {
    const answers = storeAnswers(STORE);
    let times = 0;
    const { peer, commands } = await start((command) => {
      if (command.name === 'hello' && command.body['client'] && (times += 1) > 1)
        return {
          ok: 0,
          code: 186,
          errmsg: 'The client metadata document may only be sent in the first hello',
        };
      return answers(command);
    });
    expect(value(await mongodb.identify(peer)).posture).toBe('open');
    const again = testPeer(mongodb, peer.endpoint.address, peer.endpoint.port).peer;
    expect(value(await mongodb.inventory(again, LIMITS)).complete).toBe(true);
    expect(
      commands.filter((command) => command.name === 'hello').map((command) => 'client' in command.body),
    ).toEqual([true, true, false]);
  });

  it('tells since when the process runs, where hello does', async () => {
    const answers = storeAnswers({ shop: [] });
    const started = objectId(T0 + 90, 1);
    const { peer } = await start(
      (command) =>
        command.name === 'hello'
          ? { ...HELLO, topologyVersion: { processId: started, counter: 0 } }
          : answers(command),
      'shape',
    );
    expect(value(await mongodb.inventory(peer, LIMITS)).startedAt).toBe('2025-01-01T00:01:00.000Z');
  });

  it('dates an ObjectId only within the life of MongoDB', () => {
    const now = Date.UTC(2026, 10);
    expect(objectIdTime('5871e9410000000000000000', now)).toBe(Date.parse('2017-01-08T07:24:49Z'));
    expect(objectIdTime('6488e1bd0000000000000000', now)).toBe(Date.parse('2023-06-13T21:38:05Z'));
    expect(objectIdTime('000000010000000000000000', now)).toBeUndefined();
    expect(objectIdTime('ffffffff0000000000000000', now)).toBeUndefined();
  });
});

describe('a server that stops answering', () => {
  it('is given up after three commands in a row, and what was learned is kept', async () => {
    const answers = storeAnswers({
      shop: Array.from({ length: 50 }, (_, index) => ({ name: `c${index}`, documents: people })),
    });
    let left = 12;
    const { peer, commands } = await start(
      (command) => ((left -= 1) < 0 ? 'close' : answers(command)),
      'shape',
    );
    const inventory = value(await mongodb.inventory(peer, LIMITS));
    expect(inventory.complete).toBe(false);
    expect(inventory.datasets.length).toBe(50);
    expect(inventory.datasets.filter((dataset) => dataset.rows).length).toBeGreaterThan(0);
    expect(commands.length).toBe(12 + 3);
  });

  it('does not make numbers of what is none', async () => {
    const answers = storeAnswers({ shop: [{ name: 'c', documents: people }] });
    const sizes = [-5, Number.NaN, 1e300, 'many', 2 ** 53];
    for (const size of sizes) {
      const stats = {
        cursor: { id: 0, ns: 'x', firstBatch: [{ storageStats: { count: size, size } }] },
        ok: 1,
      };
      const bad: Record<string, TestAnswer> = {
        aggregate: stats,
        collStats: { count: size, ok: 1 },
        count: { n: size, ok: 1 },
      };
      const { peer } = await start((command) => bad[command.name] ?? answers(command), 'shape');
      const inventory = value(await mongodb.inventory(peer, { ...LIMITS, rateGap: 0 }));
      expect(inventory.datasets[0]?.rows, String(size)).toBeUndefined();
      await server?.close();
    }
  });
});

describe('a sample', () => {
  async function drawn(
    store: TestStore,
    limits: Partial<LookLimits> = {},
    records = 5_000,
  ): Promise<{
    sample: Sample;
    inventory: Inventory;
    commands: TestCommand[];
    ids(name: string): unknown[];
  }> {
    const { peer, commands } = await start(storeAnswers(store), 'sample', records);
    const wanted = { ...LIMITS, rateGap: 0, ...limits };
    const inventory = value(await mongodb.inventory(peer, wanted));
    const sample = value(await mongodb.sample?.(peer, wanted, inventory));
    const ids = (name: string): unknown[] =>
      sample.records
        .filter((record) => seen(inventory.datasets[record.dataset]?.name as Raw) === name)
        .map((record) => deserialize(openRaw(record.record).bytes)['_id']);
    return { sample, inventory, commands, ids };
  }

  it('takes a small collection whole', async () => {
    const { sample, ids } = await drawn(STORE);
    expect(ids('shop.people').length).toBe(50);
    const draw = sample.draws.find((item) => item.n === 50);
    expect(draw).toMatchObject({ method: 'every record', whole: true, strata: 1 });
    expect(sample.records.some((record) => record.dataset === -1)).toBe(false);
    expect(JSON.stringify(sample)).not.toContain('CANARY');
  });

  it('draws from every quantile of a collection of any kind of _id', async () => {
    const documents = Array.from({ length: 5_000 }, (_, index) => ({
      _id: `k${String(index).padStart(5, '0')}`,
      n: index,
    }));
    const { sample, ids } = await drawn({ shop: [{ name: 'many', documents }] });
    expect(sample.draws).toMatchObject([
      { method: '_id quantiles, 10 strata x 30', strata: 10, n: 300, whole: false },
    ]);
    const positions = ids('shop.many').map((id) => Number(String(id).slice(1)));
    expect(new Set(positions).size).toBe(300);
    for (let stratum = 0; stratum < 10; stratum += 1) {
      expect(positions.filter((at) => at >= stratum * 500 && at < (stratum + 1) * 500).length).toBe(30);
    }
  });

  it('cuts a large collection by the time in its ObjectIds, without $sample or long skips', async () => {
    const documents = Array.from({ length: 6_000 }, (_, index) => ({
      _id: objectId(T0 + index * 60, index),
    }));
    const { sample, ids, commands } = await drawn({
      shop: [{ name: 'points', documents, rows: 51_000_000 }],
    });
    expect(sample.draws[0]?.method).toMatch(
      /^ObjectId time, 10 equal slices x 30 from a random point, not weighted/,
    );
    expect(ids('shop.points').length).toBe(300);
    const seconds = ids('shop.points').map((id) => Number.parseInt(String(id).slice(0, 8), 16) - T0);
    const width = (6_000 * 60) / 10;
    for (let stratum = 0; stratum < 10; stratum += 1) {
      expect(
        seconds.filter((at) => at >= stratum * width && at < (stratum + 1) * width).length,
      ).toBeGreaterThanOrEqual(29);
    }
    expect(JSON.stringify(commands)).not.toContain('$sample');
    expect(commands.filter((command) => (command.body['skip'] ?? 0) > 0)).toEqual([]);
  });

  it('cuts a large collection by its numbers, or says that it saw only its ends', async () => {
    const numbers = Array.from({ length: 2_000 }, (_, index) => ({ _id: index * 100 }));
    const words = Array.from({ length: 300 }, (_, index) => ({ _id: `w${index}` }));
    const { sample } = await drawn({
      shop: [
        { name: 'numbers', documents: numbers, rows: 3_000_000 },
        { name: 'words', documents: words, rows: 2_000_000 },
      ],
    });
    expect(sample.draws.map((draw) => draw.method)).toEqual([
      expect.stringMatching(/^numeric _id, 10 equal slices/),
      expect.stringMatching(/not representative/),
    ]);
    expect(sample.draws[0]?.n).toBeGreaterThan(150);
  });

  it('asks for few of large documents', async () => {
    const documents = Array.from({ length: 400 }, (_, index) => ({ _id: index, photo: 'x'.repeat(1_000) }));
    const { commands } = await drawn({ shop: [{ name: 'photos', documents, averageSize: 400_000 }] });
    const limits = commands
      .filter((command) => command.name === 'find' && !command.body['projection'])
      .map((command) => command.body['limit']);
    expect(limits.length).toBeGreaterThan(0);
    expect(Math.max(...limits)).toBeLessThanOrEqual(2);
  });

  it('shares the allowance among collections and never takes more', async () => {
    const collection = (name: string) => ({
      name,
      documents: Array.from({ length: 1_000 }, (_, index) => ({ _id: index })),
    });
    const { sample } = await drawn({ shop: ['a', 'b', 'c', 'd'].map(collection) }, {}, 200);
    expect(sample.records.length).toBeLessThanOrEqual(200);
    expect(new Set(sample.records.map((record) => record.dataset)).size).toBe(4);
  });

  it('reads no collection of the engine itself, no view, and nothing in natural order but a time series', async () => {
    const { commands, sample } = await drawn({
      ...STORE,
      metrics: [{ name: 'series', type: 'timeseries', documents: people }],
    });
    const read = commands.filter((command) => command.name === 'find' && !command.body['projection']);
    expect(new Set(read.map((command) => command.body['find']))).toEqual(
      new Set(['people', 'ages', 'README', 'series']),
    );
    expect(
      read.filter((command) => command.body['sort'] === undefined).map((command) => command.body['find']),
    ).toEqual(['series']);
    expect(sample.draws.some((draw) => /natural order: not representative/.test(draw.method))).toBe(true);
  });

  it('is not to be had at depth shape', async () => {
    const { peer } = await start(storeAnswers(STORE), 'shape');
    const inventory = value(await mongodb.inventory(peer, LIMITS));
    const sample = value(await mongodb.sample?.(peer, LIMITS, inventory));
    expect(sample).toMatchObject({ records: [], complete: false });
  });
});
