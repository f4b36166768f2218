import type { Clock } from '../kit/clock.ts';
import type { Pressure } from './pressure.ts';
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
  millisecondsLeft(): number;
  spendBytes(count: number): boolean;
  spendRecords(count: number): boolean;
  spendConnection(): boolean;
  /** A deadline passed without an answer. */
  noteTimeout(): void;
  /** True where a deadline passed while this machine or the path was strained: the verdict may be its own fault. */
  disturbed(): boolean;
  /** The look is over. */
  end(): void;
}

export function createBudget(limits: BudgetLimits, clock: Clock, pressure?: Pressure): Budget {
  let bytes = 0;
  let records = 0;
  let connections = 0;
  let timeouts = 0;
  let mark = pressure?.enter() ?? 0;
  const strains = pressure?.strains() ?? 0;
  const start = clock.ticks();
  const millisecondsLeft = (): number => Math.max(0, limits.milliseconds - (clock.ticks() - start));
  return {
    left: () => ({
      bytes: Math.max(0, limits.bytes - bytes),
      records: Math.max(0, limits.records - records),
      milliseconds: millisecondsLeft(),
      connections: Math.max(0, limits.connections - connections),
    }),
    millisecondsLeft,
    spendBytes(count) {
      if (pressure) mark = pressure.touch(mark);
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
      if (pressure) mark = pressure.touch(mark);
      connections += 1;
      return true;
    },
    noteTimeout() {
      timeouts += 1;
    },
    disturbed: () => timeouts > 0 && pressure !== undefined && pressure.strains() !== strains,
    end() {
      pressure?.leave(mark);
      mark = Number.NEGATIVE_INFINITY;
    },
  };
}
