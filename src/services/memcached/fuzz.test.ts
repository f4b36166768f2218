import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { guard } from '../../wire/guard.ts';
import { LOOK_LIMITS } from '../../wire/service.ts';
import type { MemcachedPeer } from './answer.ts';
import type { MemcachedReply } from './codec.ts';
import { memcached } from './memcached.ts';

const LINES = [
  'STAT curr_items 5',
  'STAT curr_items -5',
  'STAT bytes 99999999999999999999',
  'STAT uptime x',
  'STAT uptime 5',
  'STAT items:1:number 3',
  'STAT items:1:mem_requested 9',
  'STAT items:99999:number 3',
  'key=CANARY%3Ax size=4',
  'key=%zz',
  'STAT auth_enabled_sasl no',
];
const reply: fc.Arbitrary<MemcachedReply> = fc.oneof(
  fc
    .constantFrom(
      'VERSION 1.6',
      'VERSION CANARY\u001b[2J',
      'ERROR',
      'CLIENT_ERROR unauthenticated',
      'SERVER_ERROR CANARY',
      'OK',
    )
    .map((text): MemcachedReply => ({ kind: 'line', text })),
  fc
    .array(fc.constantFrom(...LINES), { maxLength: 8 })
    .map((lines): MemcachedReply => ({ kind: 'lines', lines })),
  fc.nat(0x30).map((status): MemcachedReply => ({ kind: 'binary', status, value: Buffer.from('1.6') })),
);

it('whatever a server answers, a look ends with a value and asks nothing that the guard refuses', async () => {
  const answer: fc.Arbitrary<Outcome<MemcachedReply>> = fc.oneof(
    { weight: 6, arbitrary: reply.map(success) },
    { weight: 1, arbitrary: fc.constantFrom(failure('closed', 'x'), failure('timeout', 'x')) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 10 }),
      fc.constantFrom(11211, 9),
      async (answers, port) => {
        let at = 0;
        const refused: string[] = [];
        const grant = { entry: 'L1', depth: 'sample', accounts: [] } as const;
        const peer: MemcachedPeer = {
          endpoint: { address: '127.43.0.1', port },
          grant,
          secure: false,
          certificate: undefined,
          ask(name, holes) {
            const guarded = guard(memcached, name, holes ?? {}, grant);
            if (!guarded.ok) refused.push(guarded.detail);
            at += 1;
            return Promise.resolve(answers[at % answers.length] ?? failure('closed', 'x'));
          },
          startTls: () => Promise.resolve(failure('tls', 'x')),
          hangUp: () => undefined,
          takeRecords: () => true,
          left: () => ({ bytes: 1e6, records: 100, milliseconds: 1_000, connections: 9 }),
          pause: () => Promise.resolve(),
        };
        const identity = await memcached.identify(peer);
        const inventory = await memcached.inventory(peer, LOOK_LIMITS);
        expect(refused).toEqual([]);
        if (identity.ok) expect(identity.value.version ?? '').toMatch(/^[0-9A-Za-z.+:~_-]{0,64}$/);
        for (const dataset of inventory.ok ? inventory.value.datasets : []) {
          expect(dataset.rows?.value ?? 0).toBeGreaterThanOrEqual(0);
        }
        expect(JSON.stringify(inventory)).not.toContain('CANARY');
      },
    ),
    { numRuns: 500 },
  );
});
