import type { TargetPlan } from '../look/target-space.ts';
import type { Depth } from '../model/depth.ts';
import type { Scope } from '../model/scope.ts';
import type { TranscriptEntry } from '../model/transcript.ts';
import type { BudgetLimits } from '../wire/budget.ts';
import type { LookLimits } from '../wire/service.ts';
import type { EndpointResult } from './result.ts';

/** One share of a run, as plain data for a worker. */
export interface ShardTask {
  readonly run: string;
  readonly plan: TargetPlan;
  readonly scope: Scope;
  readonly optOutPaths: readonly string[];
  readonly shard: number;
  readonly shards: number;
  /** One bit an index, set where an earlier run has done it. */
  readonly done: Uint8Array | undefined;
  readonly depth: Depth;
  readonly concurrency: number;
  readonly connectMs: number;
  readonly answerMs: number;
  readonly bannerMs: number;
  readonly agent: string;
  readonly limits: LookLimits;
  /** From where the targets can be reached, where it is not to be judged by their addresses (twins on loopback). */
  readonly reach?: 'internet' | 'internal';
  readonly budget: BudgetLimits;
}

/** What a shard has done since its last batch. */
export interface Batch {
  readonly done: readonly number[];
  readonly results: readonly EndpointResult[];
  readonly entries: readonly TranscriptEntry[];
}
