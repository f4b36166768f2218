import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure, success } from '../model/outcome.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Grant } from '../model/scope.ts';
import { LimitError, ProtocolError, REPLY_LIMITS } from '../wire/codec.ts';
import { guard } from '../wire/guard.ts';
import { LOOK_LIMITS } from '../wire/service.ts';
import type { AnyService } from '../wire/service.ts';
import { clickhouse } from './clickhouse/clickhouse.ts';
import { couchdb } from './couchdb/couchdb.ts';
import { elasticsearch } from './elasticsearch/elasticsearch.ts';

/** Whatever JSON comes for an answer: a probe must end with an outcome, and let no text of the server through. */

const GRANT: Grant = { entry: 'L1', depth: 'sample', accounts: [], relation: 'own' };
const KEYS = [
  'index',
  'status',
  'docs.count',
  'pri.store.size',
  'creation.date',
  'count',
  'mappings',
  'properties',
  'type',
  'fields',
  'keyword',
  'nested',
  'aggregations',
  'all',
  'm0',
  'm1',
  'value',
  'doc_count',
  'timed_out',
  '_shards',
  'failed',
  'hits',
  '_source',
  '_id',
  'active_shards',
  'roles',
  'userCtx',
  'update_seq',
  'sizes',
  'active',
  'data_size',
  'rows',
  'id',
  'doc',
  'members',
  'names',
  'meta',
  'data',
  'error',
  'reason',
  '__proto__',
  'constructor',
  'toString',
  'CANARY\u001b[31m',
  'a/../b',
  '_all',
  '*',
  '',
];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    7,
    1e308,
    9e15,
    '12',
    '-3',
    '99999999999999999999',
    'CANARY\u001b[31m',
    'CANARY\0',
    'people',
    '',
    'open',
    'date',
    'keyword',
    'text',
    'MergeTree',
    'Atomic',
    '_admin',
    '\ud800',
    '__proto__',
    '../CANARY',
    'x'.repeat(600),
  ),
  fc.integer(),
);
const key = fc.constantFrom(...KEYS);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 6 }),
  ),
}));
/** Numbers that no calendar holds, where a date or an age is expected. */
const WILD = {
  status: 200,
  body: {
    meta: [{}],
    data: [
      ['people', 9e15, 'MergeTree', 9e15, 1e300, 1e300],
      ['24.3', 1e300],
    ],
  },
};
const rowsOf = (cell: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .array(fc.array(cell, { maxLength: 7 }), { maxLength: 5 })
    .map((data) => ({ meta: [{ name: 'a', type: 'String' }], data }));
/** Answers with the right outside and any inside, so that the probes get further than the first check. */
const near = fc.oneof(
  fc.array(
    fc.dictionary(key, leaf, { maxKeys: 6 }).map((row) => ({ index: 'people', ...row })),
    { maxLength: 5 },
  ),
  fc.record({ count: leaf }),
  fc.record({ active_shards: leaf }),
  fc.record({ people: fc.record({ mappings: tree }) }),
  fc.record({
    timed_out: fc.constant(false),
    aggregations: fc.dictionary(fc.constantFrom('all', 'm0', 'm1', 'm2', 'm3'), tree),
    hits: fc.record({ hits: fc.array(tree) }),
  }),
  fc.array(fc.constantFrom('people', '_users', 'CANARY', 'a/b', '\ud800', '..')),
  fc.record({ doc_count: leaf, sizes: tree, update_seq: leaf }),
  fc.record({ rows: fc.array(fc.record({ id: leaf, doc: tree })) }),
  rowsOf(leaf),
  tree,
);
const answers = fc.array(
  fc.record({ status: fc.constantFrom(200, 200, 200, 200, 401, 403, 404, 500, 503), body: near }),
  { minLength: 1, maxLength: 12 },
);

const ROOTS: Readonly<Record<string, unknown>> = {
  elasticsearch: {
    version: { number: '7.17.9\u001b', lucene_version: '8' },
    tagline: 'You Know, for Search',
    cluster_uuid: 'CANARY',
  },
  couchdb: { couchdb: 'Welcome', version: '2.3.1<b>', uuid: 'CANARY' },
  clickhouse: { meta: [{}, {}], data: [['24.3\u001b[1m', '100']] },
};

interface Given {
  readonly status: number;
  readonly body: unknown;
}

/** A peer whose answers are given; requests go through the guard and answers through the reader, as on the wire. */
function peerOf(service: AnyService, given: readonly Given[]) {
  const refused: string[] = [];
  let next = 0;
  const peer = {
    endpoint: { address: '127.0.0.1', port: 1 },
    grant: GRANT,
    secure: false,
    certificate: undefined,
    async ask(name: string, holes: object = {}): Promise<Outcome<unknown>> {
      const guarded = guard(service, name, { ...holes, host: '127.0.0.1:1', agent: 'sidelight/0.1' }, GRANT);
      if (!guarded.ok) {
        refused.push(guarded.detail);
        return guarded;
      }
      const answer = given[next % given.length] as Given;
      next += 1;
      if (next > 2_000) return failure('over-budget', 'requests');
      const body = Buffer.from(JSON.stringify(answer.body) ?? 'null');
      const head = `HTTP/1.1 ${answer.status} x\r\nContent-Length: ${body.length}\r\n\r\n`;
      try {
        const done = service.codec
          .reader(guarded.value.send, { ...REPLY_LIMITS, ...guarded.value.row.limits })
          .push(Buffer.concat([Buffer.from(head), body]));
        return done ? success(done.reply) : failure('closed', 'cut');
      } catch (error) {
        if (error instanceof LimitError || error instanceof ProtocolError) return failure('protocol', 'x');
        throw error;
      }
    },
    startTls: async () => failure('tls', 'no'),
    hangUp: () => undefined,
    takeRecords: () => true,
    left: () => ({ bytes: 1, records: 1, milliseconds: 1, connections: 1 }),
    pause: async () => undefined,
  };
  return { peer, refused, asked: () => next };
}

describe.each([elasticsearch, couchdb, clickhouse].map((service) => service as unknown as AnyService))(
  '$name',
  (service) => {
    const limits = { ...LOOK_LIMITS, rateGap: 1, containers: 5 };

    it('ends with an outcome that carries no text of the server, whatever JSON comes', async () => {
      await fc.assert(
        fc.asyncProperty(answers, async (given) => {
          const { peer } = peerOf(service, [{ status: 200, body: ROOTS[service.name] }, ...given]);
          const identity = await service.identify(peer);
          expect(JSON.stringify(identity)).not.toMatch(/CANARY|\\u0000|\\u001b|</);
          const other = peerOf(service, given);
          const inventory = await service.inventory(other.peer, limits);
          expect(JSON.stringify(inventory)).not.toMatch(/CANARY|\\u0000|\\u001b/);
          if (!inventory.ok) return;
          for (const { rows, bytes, created, fields } of inventory.value.datasets) {
            for (const count of [rows, bytes])
              if (count) expect(Number.isFinite(count.value) && count.value >= 0).toBe(true);
            if (created) expect(Number.isNaN(Date.parse(created.at))).toBe(false);
            for (const { nullShare = 0 } of fields) expect(nullShare >= 0 && nullShare <= 1).toBe(true);
          }
          const sample = await service.sample?.(other.peer, limits, inventory.value);
          expect(JSON.stringify(sample)).not.toMatch(/CANARY/);
        }),
        { numRuns: 300 },
      );
    });

    it('takes no number for a date that is none', async () => {
      for (const body of [
        WILD.body,
        [{ index: 'a', 'creation.date': '9999999999999999' }],
        { doc_count: 1e300 },
      ]) {
        const { peer } = peerOf(service, [{ status: 200, body }]);
        await service.identify(peer);
        await service.inventory(peer, limits);
      }
    });

    it('never asks what its guard refuses: names that cannot be sent are left out beforehand', async () => {
      await fc.assert(
        fc.asyncProperty(answers, async (given) => {
          const { peer, refused } = peerOf(service, given);
          const inventory = await service.inventory(peer, limits);
          if (inventory.ok) await service.sample?.(peer, limits, inventory.value);
          expect(refused).toEqual([]);
        }),
        { numRuns: 300 },
      );
    });
  },
);
