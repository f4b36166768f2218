import type { Rng } from './random.ts';
import type { Person } from './shape.ts';

/** Makes one valid number of a kind for a person. */
export type Make = (r: Rng, person: Person) => string;

export const two = (n: number): string => String(n).padStart(2, '0');
export const year = (p: Person): number => p.born.getUTCFullYear();
export const ymd = (p: Person): string => `${year(p)}${two(p.born.getUTCMonth() + 1)}${two(p.born.getUTCDate())}`;
/** Day, month, two zeros, year of the century: sliced by those who write four digits of the day and two of the year. */
export const dmy = (p: Person): string => `${two(p.born.getUTCDate())}${two(p.born.getUTCMonth() + 1)}00${two(year(p) % 100)}`;

/** Tries again until there is one: some bodies have no check digit. */
export function until(make: () => string | undefined): string {
  for (let i = 0; i < 10_000; i++) {
    const made = make();
    if (made !== undefined) return made;
  }
  throw new Error('expected a valid number within 10,000 tries');
}
