import type { Remedy } from '../wire/service.ts';

/** The remedy for a version: the first whose range holds it, else the last (the general one). */
export function remedyFor(remedies: readonly Remedy[], version: string | undefined): readonly string[] {
  const remedy = remedies.find((candidate) => inRange(version, candidate.versions)) ?? remedies.at(-1);
  return remedy ? [...remedy.lines, ...remedy.config.split('\n')] : [];
}

function numbers(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `>=7.13 <8`, `<3.6`, `*`. An unknown version is in no range but `*`. */
export function inRange(version: string | undefined, range: string): boolean {
  if (range.trim() === '*') return true;
  if (version === undefined) return false;
  const have = numbers(version);
  return range
    .trim()
    .split(/\s+/)
    .every((part) => {
      const match = /^(>=|<=|>|<|=)?(.+)$/.exec(part);
      const order = compare(have, numbers(match?.[2] ?? ''));
      switch (match?.[1]) {
        case '>=':
          return order >= 0;
        case '>':
          return order > 0;
        case '<=':
          return order <= 0;
        case '<':
          return order < 0;
        default:
          return order === 0;
      }
    });
}
