import type { Clock } from '../kit/clock.ts';
import type { Allowance } from './service.ts';

/** Ceilings for one target. A hostile server can waste no more than this. */
export interface BudgetLimits {
  readonly bytes: number;
  readonly records: number;
  readonly milliseconds: number;
  readonly connections: number;
}

/** DESIGN "Depths": 5,000 records and 16 MB a target. */
export const TARGET_LIMITS: BudgetLimits = {
  bytes: 16 << 20,
  records: 5_000,
  milliseconds: 120_000,
  connections: 64,
};

export interface Budget {
  left(): Allowance;
  spendBytes(count: number): boolean;
  spendRecords(count: number): boolean;
  spendConnection(): boolean;
}

export function createBudget(limits: BudgetLimits, clock: Clock): Budget {
  let bytes = 0;
  let records = 0;
  let connections = 0;
  const start = clock.ticks();
  return {
    left: () => ({
      bytes: Math.max(0, limits.bytes - bytes),
      records: Math.max(0, limits.records - records),
      milliseconds: Math.max(0, limits.milliseconds - (clock.ticks() - start)),
      connections: Math.max(0, limits.connections - connections),
    }),
    spendBytes(count) {
      bytes += count;
      return bytes <= limits.bytes;
    },
    spendRecords(count) {
      if (records + count > limits.records) return false;
      records += count;
      return true;
    },
    spendConnection() {
      if (connections >= limits.connections) return false;
      connections += 1;
      return true;
    },
  };
}
