import type { Column } from '../columns/column.ts';
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
  if (share < 0.4) {
    if (!against && strong >= WHOLE && around.persons && isSixDigits(column))
      return { hits: column.n, confidence: 0.85, why: 'six digits, a date without its century' };
    if (against || strong < NAMED || bornIn(column) === undefined) return undefined;
    const why = 'numbers that read as points in time or years of births, over more than eight years';
    return { hits: Math.min(values.n, column.tested), confidence: 0.9, why };
  }
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

/** The whole name says it. */
const WHOLE = 0.95;

/** Dates as identity numbers of Korea and others write them: two digits each, mostly different. */
function isSixDigits(column: Column): boolean {
  return (
    column.texts >= column.n * 0.9 &&
    column.digitsOnly >= column.close * 0.9 &&
    column.longest <= 6 &&
    column.bytes >= 5.5 * column.close &&
    (column.sketch?.distinct ?? 0) > 8
  );
}

/** Milliseconds, seconds and days, in milliseconds. */
const UNITS = [1, 1_000, 86_400_000] as const;

/**
 * Births as plain numbers: milliseconds, seconds or days since 1970 (negative before it), calendar years, or the digits of a date. They reach over
 * more than eight years, and half of them lie before 2014. Gives how to read such a number as milliseconds.
 */
export function bornIn(column: Column): ((value: number) => number) | undefined {
  const values = column.values;
  if (values === undefined || values.size < 5 || column.numbers < column.n * 0.9) return undefined;
  if (values.share(Number.isInteger) < 1) return undefined;
  const [low, middle, high] = [values.percentile(0.05), values.percentile(0.5), values.percentile(0.95)];
  const latest = Date.UTC(2100, 0, 1);
  const plausible = (read: (value: number) => number): boolean =>
    read(low) >= Date.UTC(1880, 0, 1) &&
    read(high) <= latest &&
    read(middle) <= Date.UTC(2014, 0, 1) &&
    read(high) - read(low) > 8 * YEAR;
  if (low >= 1880 && high <= 2100) {
    const read = (value: number): number => Date.UTC(value, 6, 1);
    return plausible(read) ? read : undefined;
  }
  if (low >= 18_800_101 && high <= 21_001_231) {
    const read = (value: number): number =>
      Date.UTC(Math.floor(value / 1e4), Math.floor((value % 1e4) / 100) - 1, value % 100);
    if (plausible(read)) return read;
  }
  for (const unit of UNITS) {
    const read = (value: number): number => value * unit;
    if (plausible(read)) return read;
  }
  return undefined;
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
