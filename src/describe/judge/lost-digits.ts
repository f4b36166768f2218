import type { Catalogue } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';
import type { NameEvidence } from './name-evidence.ts';
import { type Candidate, NAMED, tail, UNLIKELY } from './verdict.ts';

/** How often the first 14 of 18 random digits are a province and a date of this or the last century. */
const HEAD_BY_CHANCE = 3e-4;

/**
 * Identity numbers that were stored as floating point, or went through a spreadsheet: a double keeps 15 to 16 digits, so that
 * the check at the end of an 18-digit number is gone while its region and date are still there.
 */
export function lostDigits(column: Column, catalogue: Catalogue, names: NameEvidence): Candidate[] {
  const marks = column.marks;
  if (marks === undefined) return [];
  const index = catalogue.byId.get('id.cn.resident');
  const type = index === undefined ? undefined : catalogue.types[index];
  if (index !== undefined && type !== undefined && marks.wide >= 3) {
    const named = (names.strong.get(index) ?? 0) >= NAMED || names.weak.has(index);
    const share = marks.resident / marks.wide;
    const sure = tail(marks.resident, marks.wide, HEAD_BY_CHANCE) < UNLIKELY;
    if (share >= (named ? 0.5 : 0.8) && sure && marks.wide >= column.close * 0.3)
      return [
        {
          index,
          type,
          hits: Math.round((marks.resident / Math.max(1, column.close)) * column.n),
          n: column.n,
          looked: column.close,
          confidence: named ? 0.95 : 0.88,
          because: `a region and a date in the first 14 digits ${marks.resident}/${marks.wide}, last digits lost beyond 2^53${named ? ', field name' : ''}`,
          rank: 1,
        },
      ];
  }
  if (marks.scientific < Math.max(3, column.close * 0.5)) return [];
  return Array.from(names.strong)
    .filter(([, strength]) => strength >= NAMED)
    .flatMap(([at, strength]): Candidate[] => {
      const named = catalogue.types[at];
      if (named === undefined || names.against.has(at)) return [];
      if (named.group !== 'government-id' && named.id !== 'financial.payment-card') return [];
      return [
        {
          index: at,
          type: named,
          hits: Math.round((marks.scientific / column.close) * column.n),
          n: column.n,
          looked: column.close,
          confidence: 0.72,
          because: `long numbers in scientific notation ${marks.scientific}/${column.close}, last digits lost, field name`,
          rank: 0.7 + strength * 0.08,
        },
      ];
    });
}
