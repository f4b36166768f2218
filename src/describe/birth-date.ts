import type { Column } from './column.ts';
import type { ValueEvidence } from './record.ts';
import { NAMED, type Surroundings, type Verdict } from './verdict.ts';

const YEAR = 365.2425 * 86_400_000;

/**
 * A birth date: dates of people, without a time of day, over decades. The name alone is not enough (a column `birth_log`),
 * nor are the dates alone, unless they equal the date inside the national number beside them, or go with the ages there.
 */
export function birthDate(
  values: ValueEvidence,
  column: Column,
  strong: number,
  against: boolean,
  around: Surroundings,
): Verdict | undefined {
  const dated =
    column.dates > 0
      ? column.dates
      : Math.max(column.dateTexts * (column.texts / Math.max(1, column.close)), values.passed);
  const share = column.n > 0 ? Math.min(1, dated / column.n) : 0;
  if (share < 0.4) return undefined;
  const hits = Math.round(share * (values.n > 0 ? values.n : column.n));
  if (around.provenDates.has(column.id) || around.proofs.get(column.id)?.type === 'birth.date')
    return { hits, confidence: 0.99 };
  if (against || strong < NAMED) return undefined;
  const times = column.times;
  const spread =
    times !== undefined && times.size >= 5 ? times.percentile(0.9) - times.percentile(0.1) : Number.NaN;
  if (spread < 2 * YEAR && column.close >= 20) return undefined;
  return { hits, confidence: column.timed * 2 > column.close ? 0.75 : 0.96 };
}

/** True where dates may be those of births: most of them long past, or spread over the years of a school or of a life. */
export function mayBeBirths(column: Column, now: number): boolean {
  const times = column.times;
  if (times === undefined || times.size < 3) return false;
  const spread = times.percentile(0.9) - times.percentile(0.1);
  return (
    times.percentile(0.5) < now - 12 * YEAR || (spread > 8 * YEAR && times.percentile(0.1) < now - 15 * YEAR)
  );
}
