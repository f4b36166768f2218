import type { Column } from '../columns/column.ts';

/** Share of distinct values among those looked at closely. */
export function distinctRatio(column: Column): number {
  return column.sketch?.distinctRatio ?? 0;
}

/** True where the numbers lie close together: counters, epochs, snowflakes, and not identifiers of people. */
export function countsUp(column: Column): boolean {
  const values = column.values;
  if (values === undefined || values.size < 5 || column.longest > 17) return false;
  const [low, high] = [values.percentile(0.05), values.percentile(0.95)];
  if (low > 0 && high - low < high * 0.02) return true;
  for (const unit of [1, 1e3, 1e6]) if (low >= 9e8 * unit && high <= 2.05e9 * unit) return true;
  return false;
}

/**
 * True where whole numbers fill their range, each of them once: rows were numbered one after another, from wherever. Numbers
 * that an authority gives to people leave most of their range empty.
 */
export function isSequence(column: Column): boolean {
  const values = column.values;
  if (values === undefined || values.size < 20 || values.seen < 0.9 * Math.min(column.n, column.close))
    return false;
  if (distinctRatio(column) < 0.9 || values.share(Number.isInteger) < 1) return false;
  const sorted = values.sorted();
  const [low, high] = [sorted[0] as number, sorted[sorted.length - 1] as number];
  return high < 2 ** 53 && high - low < 4 * Math.max(column.n, sorted.length);
}

/** One value in all rows is a default, and says nothing of anyone. */
export function tellsNothing(column: Column): boolean {
  return column.close >= 20 && column.sketch !== undefined && column.sketch.distinct <= 1;
}

/** A few words that come again and again: what a form offers to choose from. */
export function isEnumeration(column: Column): boolean {
  const distinct = column.sketch?.distinct ?? 0;
  return (
    column.texts >= column.n * 0.9 &&
    distinct >= 2 &&
    distinct <= 60 &&
    distinctRatio(column) < 0.5 &&
    column.longest <= 60
  );
}

/** Yes or no, as a truth value, a digit or a word: at most three different values. */
export function isFlag(column: Column): boolean {
  if (column.booleans > column.n * 0.9) return true;
  const distinct = column.sketch?.distinct ?? 0;
  return column.close >= 5 && distinct >= 1 && distinct <= 3 && column.longest <= 12;
}

export function onlyNumbers(column: Column): boolean {
  return column.numbers >= column.n * 0.9 || (column.texts > 0 && column.digitsOnly >= column.close * 0.9);
}

/** Written in letters of their own, words of a dictionary are less often words of something else. */
export function ownScript(column: Column): boolean {
  return column.close >= 20 && column.han + column.cyrillic + column.arabic >= column.close * 0.9;
}
