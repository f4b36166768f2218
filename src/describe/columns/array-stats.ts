import { Reservoir } from './reservoir.ts';

/** What arrays at a path look like: for vectors and coordinate pairs. */
export class ArrayStats {
  arrays = 0;
  shortest = Number.POSITIVE_INFINITY;
  longest = 0;
  /** Arrays that were read number by number. */
  read = 0;
  allNumbers = 0;
  unitLength = 0;
  small = 0;
  negative = 0;
  readonly first = new Reservoir();
  readonly second = new Reservoir();
}

/** What the statistics of two columns add up to. */
export const ARRAY_COUNTS = ['arrays', 'read', 'allNumbers', 'unitLength', 'small', 'negative'] as const;

export function mergeArrays(mine: ArrayStats | undefined, other: ArrayStats): ArrayStats {
  if (!mine) return other;
  for (const key of ARRAY_COUNTS) mine[key] += other[key];
  mine.shortest = Math.min(mine.shortest, other.shortest);
  mine.longest = Math.max(mine.longest, other.longest);
  mine.first.merge(other.first);
  mine.second.merge(other.second);
  return mine;
}
