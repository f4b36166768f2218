import { codeType } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';
import type { Candidate } from './verdict.ts';

/**
 * Settles which types a field has: for the same values the best one wins (a 12-digit number is not five numbers); a second
 * type stays only where it speaks for other values.
 */
export function settle(found: readonly Candidate[], column?: Column): Candidate[] {
  const sorted = [...found].sort((a, b) => b.rank - a.rank || a.type.id.localeCompare(b.type.id));
  const kept: Candidate[] = [];
  let taken = 0;
  for (const candidate of sorted) {
    const share = candidate.n > 0 ? candidate.hits / candidate.n : 1;
    if (kept.length > 0 && (taken + share > 1.02 || speaksForTheSame(candidate, kept, column))) continue;
    if (kept.length >= 3) break;
    kept.push(candidate);
    taken += share;
  }
  return kept;
}

/** True where hardly any value has the shape of this type and not that of one which was kept before. */
function speaksForTheSame(
  candidate: Candidate,
  kept: readonly Candidate[],
  column: Column | undefined,
): boolean {
  if (column === undefined) return false;
  const before = new Set(kept.map((one) => one.index));
  let all = 0;
  let own = 0;
  for (const slots of [column.slots, column.wildSlots])
    for (const slot of slots.values()) {
      if (!slot.codes.some((code) => codeType(code) === candidate.index)) continue;
      all += slot.hits;
      if (!slot.codes.some((code) => before.has(codeType(code)))) own += slot.hits;
    }
  return all > 0 && own < all * 0.5;
}
