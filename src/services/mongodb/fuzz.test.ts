import { ObjectId, serialize } from 'bson';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { REPLY_LIMITS } from '../../wire/codec.ts';
import { guard } from '../../wire/guard.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import type { MongoPeer } from './answer.ts';
import { checkDocument } from './bson-read.ts';
import type { MongoReply } from './codec.ts';
import { mongodb } from './mongodb.ts';

const NAMES = [
  'cursor',
  'firstBatch',
  'id',
  'databases',
  'name',
  'sizeOnDisk',
  'type',
  'options',
  'validator',
  '$jsonSchema',
  'properties',
  'items',
  'bsonType',
  'storageStats',
  'count',
  'size',
  'n',
  'key',
  'unique',
  '_id',
  'authInfo',
  'authenticatedUsers',
  'authenticatedUserRoles',
  'role',
  'hosts',
  'setName',
  'me',
  'version',
  'errmsg',
  'code',
  'topologyVersion',
  'processId',
  'totalLinesWritten',
  'arbiterOnly',
];
const WORDS = [
  'shop',
  'admin',
  'CANARY.x',
  'view',
  'timeseries',
  'string',
  '',
  '\u0000',
  '\u001b[31m',
  'a.example.org:1',
  'not authorized',
  '2dsphere',
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(...WORDS),
    fc.constantFrom(-1, 0, 1, 13, 59, 300, 2 ** 31 - 1, 1e300, Number.NaN, -0.5),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.constantFrom(true, false, null),
    fc
      .constantFrom('5871e94100000000000000ff', '00000000000000000000000f', 'ffffffffffffffffffffffff')
      .map((hex) => new ObjectId(hex)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

/** Answers that look right from the outside and are anything inside. */
const reply = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 5, noNullPrototype: true }),
    fc.array(value, { maxLength: 3 }),
    fc.integer({ min: 0, max: 9 }),
  )
  .map(([body, batch, luck]): MongoReply => {
    const right = {
      ok: luck === 0 ? 0 : 1,
      maxWireVersion: 21,
      cursor: { id: 0, firstBatch: batch },
      databases: batch.map((item) => ({ name: item, sizeOnDisk: item })),
    };
    return { document: Buffer.from(serialize(luck < 3 ? body : { ...body, ...right })) };
  });

it('whatever a server answers, a look ends with a value, asks nothing that the guard refuses, and shows no word of it', async () => {
  const answer: fc.Arbitrary<Outcome<MongoReply>> = fc.oneof(
    { weight: 9, arbitrary: reply.map(success) },
    { weight: 1, arbitrary: fc.constant(failure('closed', 'x')) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
      let at = 0;
      const refused: string[] = [];
      const grant = { entry: 'L1', depth: 'sample', accounts: [] } as const;
      const peer: MongoPeer = {
        endpoint: { address: '127.43.0.1', port: 27017 },
        grant,
        secure: false,
        certificate: undefined,
        ask(name, holes) {
          const guarded = guard(mongodb, name, { ...holes, agent: 'sidelight/test' }, grant);
          if (!guarded.ok) {
            refused.push(guarded.detail);
            return Promise.resolve(guarded);
          }
          at += 1;
          const outcome = answers[at % answers.length] ?? failure('closed', 'x');
          if (outcome.ok) checkDocument(outcome.value.document, REPLY_LIMITS);
          return Promise.resolve(outcome);
        },
        startTls: () => Promise.resolve(failure('tls', 'x')),
        hangUp: () => undefined,
        takeRecords: () => true,
        left: () => ({ bytes: 1e6, records: 100, milliseconds: 1_000, connections: 9 }),
        pause: () => Promise.resolve(),
      };
      const identity = await mongodb.identify(peer);
      const inventory = await mongodb.inventory(peer, LOOK_LIMITS);
      const sample = inventory.ok
        ? await mongodb.sample?.(peer, { ...LOOK_LIMITS, sample: 40 }, inventory.value)
        : undefined;
      expect(refused).toEqual([]);
      expect(JSON.stringify([identity, inventory, sample])).not.toMatch(/CANARY|\\u001b/);
    }),
    { numRuns: 200 },
  );
});
