import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { statePaths } from '../kit/files.ts';
import type { Receipt } from '../model/receipt.ts';
import type { AuditEntry } from './entry.ts';
import { openAuditLog } from './log.ts';
import {
  countFromLog,
  formatBytes,
  liveReceipt,
  receiptFromLog,
  receiptLine,
  signReceipt,
  verifyReceipt,
} from './receipt.ts';
import { openSigner } from './signing.ts';

const root = mkdtempSync(join(tmpdir(), 'sidelight-receipt-'));
let homes = 0;
const fresh = (): ReturnType<typeof statePaths> => statePaths(join(root, `h${(homes += 1)}`));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const at = '2026-11-22T10:00:00.000Z';

function started(run: string): AuditEntry {
  return {
    kind: 'run/started',
    at,
    run,
    authority: `who of ${run}`,
    basis: 'CISO order',
    scope: 'ab12',
    depth: 'shape',
    targets: 3,
    vantage: 'vienna',
    resumed: false,
  };
}

const endpoint = fc.constantFrom('127.0.0.1:27017', '127.0.0.2:6379', '[::1]:9200', '[2001:db8::5]:1');

const entries: fc.Arbitrary<AuditEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('connect' as const),
    at: fc.constant(at),
    endpoint,
    scope: fc.constant('L1'),
    tls: fc.boolean(),
    outcome: fc.constantFrom('ok' as const, 'refused' as const, 'out-of-scope' as const),
  }),
  fc.record({
    kind: fc.constant('ask' as const),
    at: fc.constant(at),
    endpoint,
    service: fc.constantFrom('redis', 'mongodb'),
    command: fc.constantFrom('info', 'hello'),
    bytesOut: fc.nat(99),
    bytesIn: fc.nat(9999),
    sha256: fc.constant('00'),
    outcome: fc.constant('ok' as const),
  }),
  fc.record({
    kind: fc.constant('looked' as const),
    at: fc.constant(at),
    endpoint,
    service: fc.constant('redis'),
    posture: fc.constantFrom('open' as const, 'auth-required' as const),
    records: fc.nat(300),
    bytesHeld: fc.nat(1_000_000_000),
  }),
);

describe('a receipt', () => {
  it('is the same while the run goes on and from the file afterwards, for a run and for an endpoint', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('r1', 'r2'), entries), { maxLength: 40 }),
        async (all) => {
          const paths = fresh();
          const log = await openAuditLog({ paths });
          const run = liveReceipt(log, { run: 'r1' });
          const door = liveReceipt(log, { endpoint: '127.0.0.1:27017' });
          log.append(started('r1'), 'r1');
          log.append(started('r2'), 'r2');
          for (const [of, entry] of all) log.append(entry, of);
          log.append({ kind: 'run/finished', at, run: 'r1', complete: true, exit: 0, targets: 2 }, 'r1');
          await log.close();
          expect(await receiptFromLog(paths.auditLog, { run: 'r1' })).toEqual(run.counter.receipt());
          if (door.counter.seen())
            expect(await receiptFromLog(paths.auditLog, { endpoint: '127.0.0.1:27017' })).toEqual(
              door.counter.receipt(),
            );
          const mine = all.filter(([of]) => of === 'r1').map(([, entry]) => entry);
          const asks = mine.filter((entry) => entry.kind === 'ask');
          const answered = new Set(
            mine.flatMap((entry) =>
              entry.kind === 'connect' && entry.outcome === 'ok' ? [entry.endpoint] : [],
            ),
          );
          expect(run.counter.receipt()).toMatchObject({
            authority: 'who of r1',
            targets: 2,
            commands: asks.length,
            bytesRead: asks.reduce((sum, ask) => sum + ask.bytesIn, 0),
            endpointsAnswered: answered.size,
            connections: mine.filter((entry) => entry.kind === 'connect' && entry.outcome !== 'out-of-scope')
              .length,
            recordsInMemory: mine.reduce(
              (sum, entry) => sum + (entry.kind === 'looked' ? entry.records : 0),
              0,
            ),
            valuesKept: 0,
          });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('of a resumed run has the part before the interruption, too', async () => {
    const paths = fresh();
    const ask: AuditEntry = {
      kind: 'ask',
      at,
      endpoint: '127.0.0.1:1',
      service: 'redis',
      command: 'info',
      bytesOut: 1,
      bytesIn: 10,
      sha256: '00',
      outcome: 'ok',
    };
    const first = await openAuditLog({ paths });
    first.append(started('r1'), 'r1');
    first.append(ask, 'r1');
    await first.close();
    const second = await openAuditLog({ paths });
    const live = liveReceipt(second, { run: 'r1' });
    await countFromLog(paths.auditLog, live.counter);
    second.append(ask, 'r1');
    await second.close();
    expect(live.counter.receipt()).toMatchObject({ commands: 2, bytesRead: 20 });
    expect(await receiptFromLog(paths.auditLog, { run: 'r1' })).toEqual(live.counter.receipt());
  });

  it('is signed so that a change of any field shows, and key order does not matter', async () => {
    const paths = fresh();
    const log = await openAuditLog({ paths });
    const live = liveReceipt(log, { run: 'r1' });
    log.append(started('r1'), 'r1');
    const signed = live.signed();
    await log.close();
    expect(verifyReceipt(signed)).toEqual({ publicKey: openSigner(paths.signingKey).publicKey });
    const turned = Object.fromEntries(Object.entries(signed).reverse()) as unknown as Receipt;
    expect(verifyReceipt(turned)).toBeDefined();
    for (const key of Object.keys(signed) as (keyof Receipt)[]) {
      expect(verifyReceipt({ ...signed, [key]: 'changed' }), key).toBeUndefined();
      const { [key]: _removed, ...less } = signed;
      expect(verifyReceipt(less as Receipt), `without ${key}`).toBeUndefined();
    }
    expect(verifyReceipt({ ...signed, more: 1 } as Receipt)).toBeUndefined();
    expect(verifyReceipt(signReceipt(signed, openSigner(fresh().signingKey)))).not.toEqual(
      verifyReceipt(signed),
    );
  });

  it('is refused for a run that the log does not know', async () => {
    const paths = fresh();
    await (await openAuditLog({ paths })).close();
    await expect(receiptFromLog(paths.auditLog, { run: 'nope' })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
    });
  });

  it('reads as one line', () => {
    const receipt = {
      bytesRead: 412_300,
      bytesExposed: 1_100_000_000_000,
      recordsInMemory: 300,
      valuesKept: 0,
      chain: { head: 'a91f00', entries: 9 },
    } as Receipt;
    expect(receiptLine(receipt)).toBe(
      'read 412 KB of about 1.1 TB · 300 records in memory · 0 values kept · audit #a91f',
    );
    expect(receiptLine({ ...receipt, bytesExposed: 0, recordsInMemory: 1 })).toBe(
      'read 412 KB · 1 record in memory · 0 values kept · audit #a91f',
    );
    expect([0, 999, 1000, 9_949, 9_960, 999_499, 999_500, 2e15].map(formatBytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '1 KB',
      '9.9 KB',
      '10 KB',
      '999 KB',
      '1 MB',
      '2 PB',
    ]);
  });
});

describe('the signature', () => {
  it('is Ed25519 as RFC 8032 gives it (section 7.1, test 2)', async () => {
    const { verifySignature } = await import('./signing.ts');
    const key = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
    const signature =
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
    expect(verifySignature(key, 'r', signature)).toBe(true);
    expect(verifySignature(key, 's', signature)).toBe(false);
    expect(verifySignature(key.toUpperCase(), 'r', signature)).toBe(false);
    expect(verifySignature('zz', 'r', signature)).toBe(false);
  });
});
