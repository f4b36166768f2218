import { engineKind } from './schema-verdict.ts';
import type { Field } from './record.ts';

const DAY = 86_400_000;
const FROM = Date.UTC(1990, 0, 1);

/** Milliseconds of the 5th and 95th percentile of a time column. */
export interface TimeRange {
  readonly field: Field;
  readonly low: number;
  readonly high: number;
  readonly median: number;
}

/** Reads a column as points in time: typed dates, date texts, or epoch seconds, milliseconds or microseconds. */
export function timeRange(field: Field, now: number): TimeRange | undefined {
  const column = field.column;
  if (column === undefined) return undefined;
  const until = now + 400 * DAY;
  if (
    column.times !== undefined &&
    (column.dates > 0.8 * column.n || column.dateTexts > 0.8 * column.close)
  ) {
    const [low, high] = [column.times.percentile(0.05), column.times.percentile(0.95)];
    if (low >= FROM && high <= until) return { field, low, high, median: column.times.percentile(0.5) };
    return undefined;
  }
  const values = column.values;
  if (
    values === undefined ||
    values.size === 0 ||
    values.seen < 0.5 * (column.numbers + column.texts > 512 ? 0 : column.n)
  )
    return undefined;
  const [low, high] = [values.percentile(0.05), values.percentile(0.95)];
  for (const unit of [1000, 1, 1e-3]) {
    if (low * unit < FROM || high * unit > until) continue;
    if (values.share((value) => Number.isInteger(value)) < 0.5 && unit !== 1000) continue;
    if (unit === 1000 && low < 6e8) continue;
    return { field, low: low * unit, high: high * unit, median: values.percentile(0.5) * unit };
  }
  return undefined;
}

/** True where only the schema says that a field holds points in time. */
export function isSchemaTime(field: Field): boolean {
  return (field.column === undefined || field.column.n === 0) && engineKind(field.engineType) === 'date';
}
