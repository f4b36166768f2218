import { formatIp, type IpRange, nthAddress, rangeCount } from '../kit/ip.ts';
import type { Target } from '../model/target.ts';
import { createPermutation } from './permutation.ts';

/** Ranges times ports, and single endpoints beside them. Plain data, so that workers and a resumed run can have it. */
export interface TargetPlan {
  readonly ranges: readonly {
    readonly family: 4 | 6;
    readonly first: string;
    readonly last: string;
    readonly ports: readonly number[];
    readonly why: Target['why'];
  }[];
  readonly singles: readonly Target[];
  readonly seed: number;
}

/** All targets of a plan in pseudo-random order, computed one by one: no list is held for ranges. */
export interface TargetSpace {
  readonly size: number;
  at(index: number): Target;
}

/** Largest number of targets of one run; wider plans are for lists (masscan, zmap) and for several runs. */
export const MOST_TARGETS = 2 ** 32;

export function createTargetSpace(plan: TargetPlan): TargetSpace {
  const spans = plan.ranges.map((range) => {
    const span: IpRange = { family: range.family, first: BigInt(range.first), last: BigInt(range.last) };
    return { span, why: range.why, ports: range.ports, count: Number(rangeCount(span)) * range.ports.length };
  });
  const starts: number[] = [];
  let size = plan.singles.length;
  for (const { count } of spans) {
    starts.push(size);
    size += count;
  }
  const permute = createPermutation(Math.max(1, size), plan.seed);
  const find = (value: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    size,
    at(index) {
      const value = permute(index);
      const single = plan.singles[value];
      if (single) return single;
      const which = find(value);
      const entry = spans[which];
      if (!entry) throw new RangeError(`index ${index} is outside the plan`);
      const offset = value - (starts[which] as number);
      const address = formatIp(nthAddress(entry.span, Math.floor(offset / entry.ports.length)));
      return { address, port: entry.ports[offset % entry.ports.length] as number, why: entry.why };
    },
  };
}
