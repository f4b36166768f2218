import { type AuditLog, openAuditLog } from '../audit/log.ts';
import { countFromLog, liveReceipt } from '../audit/receipt.ts';
import { isoUtc, systemClock } from '../kit/clock.ts';
import type { SidelightError } from '../kit/errors.ts';
import type { StatePaths } from '../kit/files.ts';
import type { Depth } from '../model/depth.ts';
import type { Receipt } from '../model/receipt.ts';
import type { Scope } from '../model/scope.ts';
import type { TranscriptEntry } from '../model/transcript.ts';
import type { EndpointResult } from './result.ts';

/** The audit of one run: what was sent, what was decided, and the receipt at its end. */
export interface AuditRun {
  start(run: string, facts: { readonly resumed: boolean; readonly total: number }): Promise<void>;
  record(entries: readonly TranscriptEntry[]): void;
  looked(results: readonly EndpointResult[]): void;
  finish(facts: {
    readonly complete: boolean;
    readonly exit: number;
    readonly looked: number;
  }): Promise<Receipt>;
}

/** Opens the audit log of the state directory for one run. `onFailure` is told when it can no longer be written: stop then. */
export async function openAuditRun(
  paths: StatePaths,
  scope: Scope,
  depth: Depth,
  onFailure: (error: SidelightError) => void,
): Promise<AuditRun & { close(): Promise<void> }> {
  const log: AuditLog = await openAuditLog({ paths, onFailure });
  let run = '';
  let live: ReturnType<typeof liveReceipt> | undefined;
  const now = (): string => isoUtc(systemClock.now());
  return {
    async start(id, { resumed, total }) {
      run = id;
      live = liveReceipt(log, { run });
      // What was sent before the run was broken off belongs on its receipt.
      if (resumed) await countFromLog(paths.auditLog, live.counter);
      log.append(
        {
          kind: 'run/started',
          at: now(),
          run,
          authority: scope.authority.who,
          basis: scope.authority.basis,
          scope: scope.sha256,
          depth,
          targets: total,
          vantage: scope.probe.vantage,
          resumed,
        },
        run,
      );
      await log.seal();
    },
    record(entries) {
      log.appendAll(entries, run);
    },
    looked(results) {
      for (const result of results) {
        const { observation } = result;
        if (!observation) continue;
        log.append(
          {
            kind: 'looked',
            at: result.at,
            endpoint: result.endpoint,
            service: observation.service,
            posture: observation.posture,
            records: result.records ?? 0,
            bytesHeld: observation.bytes,
          },
          run,
        );
      }
    },
    async finish({ complete, exit, looked }) {
      log.append({ kind: 'run/finished', at: now(), run, complete, exit, targets: looked }, run);
      await log.seal();
      if (!live) throw new Error('finish before start');
      return live.signed();
    },
    async close() {
      live?.stop();
      await log.close();
    },
  };
}
