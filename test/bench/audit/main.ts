import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { hash } from 'node:crypto';
import { BlockList } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAuditLog } from '../../../src/audit/log.ts';
import { verifyLog } from '../../../src/audit/verify.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { statePaths } from '../../../src/kit/files.ts';
import type { TranscriptEntry } from '../../../src/model/transcript.ts';
import { parseScope } from '../../../src/scope/parse.ts';
import { compilePermit } from '../../../src/scope/permit.ts';
import { median, say, verdict } from '../kit.ts';

/* What every packet and every command passes through: the permit, and the log. */
const RUNS = 5;
const CHECKS = 1_000_000;
const ENTRIES = 100_000;
const BATCH = 1_000;

function seconds(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

const parsed = parseScope(
  `sidelight: 1
authority: { who: "the bench", basis: "its own servers", contact: "bench@example.org" }
valid: { from: ${day(-1)}, until: ${day(30)} }
probe: { rate: 1000/s, per_host: 2, vantage: loopback }
allow:
${Array.from({ length: 1_000 }, (_, at) => `  - { range: 10.${at >> 4}.${(at & 15) * 16}.0/24, depth: shape }`).join('\n')}
deny: [10.4.66.0/24, 10.8.0.0/16]
`,
  'bench.yaml',
  Date.now(),
);
const permit = compilePermit(parsed, { clock: systemClock });
const addresses = Array.from(
  { length: 4_096 },
  (_, at) => `10.${at & 63}.${(at * 7) & 255}.${(at * 13) & 255}`,
);
const permits: number[] = [];
const sets: number[] = [];
const listed = new BlockList();
for (let at = 0; at < 1_000; at += 1) listed.addSubnet(`10.${at >> 4}.${(at & 15) * 16}.0`, 24);
let allowed = 0;
for (let run = 0; run < RUNS; run += 1) {
  permits.push(
    seconds(() => {
      for (let at = 0; at < CHECKS; at += 1) if (permit.permits(addresses[at & 4_095] ?? '').ok) allowed += 1;
    }),
  );
  sets.push(
    seconds(() => {
      for (let at = 0; at < CHECKS; at += 1) if (listed.check(addresses[at & 4_095] ?? '')) allowed += 1;
    }),
  );
}
permit.stop();
const ratio = median(sets) / median(permits);
say(
  `permit: ${(CHECKS / median(permits) / 1e6).toFixed(2)} million checks/s over 1,000 ranges with denials, dates and opt-outs (${allowed} hits)`,
);
verdict(
  'permit checks',
  `${ratio.toFixed(1)} times the speed of net.BlockList on the same ranges`,
  'at least 1',
  ratio >= 1,
);

const entry = (at: number): TranscriptEntry => ({
  kind: 'ask',
  at: '2026-11-22T12:00:00.000Z',
  endpoint: `10.0.${(at >> 8) & 255}.${at & 255}:27017`,
  service: 'mongodb',
  command: 'listDatabases',
  bytesOut: 85,
  bytesIn: 212,
  sha256: '0123456789abcdef',
  outcome: 'ok',
});
const root = mkdtempSync(join(tmpdir(), 'sidelight-bench-'));
try {
  const chained: number[] = [];
  const appended: number[] = [];
  const verified: number[] = [];
  const hashed: number[] = [];
  let megabytes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const paths = statePaths(join(root, `h${run}`));
    const log = await openAuditLog({ paths });
    const batches = Array.from({ length: ENTRIES / BATCH }, (_, batch) =>
      Array.from({ length: BATCH }, (_item, at) => entry(batch * BATCH + at)),
    );
    const started = performance.now();
    for (const batch of batches) log.appendAll(batch, 'b'.repeat(16));
    await log.close();
    chained.push((performance.now() - started) / 1000);
    megabytes = statSync(paths.auditLog).size / 1e6;
    const raw = join(root, `raw${run}`);
    appended.push(
      seconds(() => {
        for (const batch of batches)
          appendFileSync(raw, batch.map((item) => `${JSON.stringify(item)}\n`).join(''));
      }),
    );
    const before = performance.now();
    await verifyLog(paths.auditLog);
    verified.push((performance.now() - before) / 1000);
    hashed.push(seconds(() => void hash('sha256', readFileSync(paths.auditLog), 'hex')));
  }
  const cost = median(chained) / median(appended);
  const walk = median(verified) / median(hashed);
  say(`audit: ${(ENTRIES / median(chained)).toFixed(0)} entries/s, sealed and synced`);
  verdict(
    'audit entries',
    `${cost.toFixed(1)} times the time of appending the same JSON`,
    'at most 4',
    cost <= 4,
  );
  say(`audit verify: ${(megabytes / median(verified)).toFixed(0)} MB/s`);
  verdict('audit verify', `${walk.toFixed(1)} times the time of hashing the file`, 'at most 10', walk <= 10);
} finally {
  rmSync(root, { recursive: true, force: true });
}
