import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { guard } from '../../wire/guard.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import type { RedisPeer } from './answer.ts';
import type { RespReply } from './codec.ts';
import { redis } from './redis.ts';

const words = fc.constantFrom(
  'OK',
  'PONG',
  '0',
  '17',
  'redis_version:7.0.0\r\nrole:master\r\nuptime_in_seconds:9',
  'db0:keys=5,expires=0',
  'db99999:keys=-3',
  'user:1',
  'string',
  'hash',
  'stream',
  'NOAUTH x',
  'NOPERM',
  'LOADING',
  'ERR unknown command',
  'commands',
  '+@all',
  'name',
  '',
  '\u0000ÿ\n',
  'ip',
);
const { reply } = fc.letrec<{ reply: RespReply }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small' },
    words.map((text): RespReply => ({ kind: 'simple', text })),
    words.map((text): RespReply => ({ kind: 'error', text })),
    words.map((text): RespReply => ({ kind: 'bulk', bytes: Buffer.from(text, 'latin1') })),
    fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
      .map((value): RespReply => ({ kind: 'integer', value })),
    fc.constant<RespReply>({ kind: 'bulk', bytes: null }),
    fc.constant<RespReply>({ kind: 'array', items: null }),
    fc.array(tie('reply'), { maxLength: 5 }).map((items): RespReply => ({ kind: 'array', items })),
  ),
}));

it('whatever a server answers, a look ends with a value, asks nothing that the guard refuses, and shows no word of it', async () => {
  const answer: fc.Arbitrary<Outcome<RespReply>> = fc.oneof(
    { weight: 9, arbitrary: reply.map(success) },
    { weight: 1, arbitrary: fc.constant(failure('closed', 'x')) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 30 }), async (answers) => {
      let at = 0;
      const refused: string[] = [];
      const grant = { entry: 'L1', depth: 'sample', accounts: [] } as const;
      const peer: RedisPeer = {
        endpoint: { address: '127.43.0.1', port: 6379 },
        grant,
        secure: false,
        certificate: undefined,
        ask(name, holes) {
          const guarded = guard(redis, name, holes ?? {}, grant);
          if (!guarded.ok) {
            refused.push(guarded.detail);
            return Promise.resolve(guarded);
          }
          at += 1;
          return Promise.resolve(answers[at % answers.length] ?? failure('closed', 'x'));
        },
        startTls: () => Promise.resolve(failure('tls', 'x')),
        hangUp: () => undefined,
        takeRecords: () => true,
        left: () => ({ bytes: 1e6, records: 100, milliseconds: 1_000, connections: 9 }),
        pause: () => Promise.resolve(),
      };
      await redis.identify(peer);
      const inventory = await redis.inventory(peer, LOOK_LIMITS);
      if (inventory.ok) await redis.sample?.(peer, { ...LOOK_LIMITS, sample: 5 }, inventory.value);
      expect(refused).toEqual([]);
      expect(JSON.stringify(inventory)).not.toMatch(/user:1|ÿ/);
    }),
    { numRuns: 400 },
  );
});
