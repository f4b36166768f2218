import type { TimeRange } from './time-columns.ts';

/** Rounds to the minute: nothing finer leaves. */
export function minute(ms: number): string {
  return new Date(Math.floor(ms / 60_000) * 60_000).toISOString();
}

/** From the 5th to the 95th percentile of the field that tells best when rows came in: the one with the latest median. */
export function spanOf(
  times: readonly TimeRange[],
): { readonly from: string; readonly to: string; readonly n: number } | undefined {
  let best: TimeRange | undefined;
  for (const range of times) if (best === undefined || range.median > best.median) best = range;
  return best === undefined
    ? undefined
    : { from: minute(best.low), to: minute(best.high), n: best.field.column?.n ?? 0 };
}

/** Rows a second from two counts; undefined where the second is not later or counts went down. */
export function ingestRate(
  first: number | undefined,
  later: { readonly rows: number; readonly seconds: number } | undefined,
): { readonly perSecond: number; readonly seconds: number } | undefined {
  if (first === undefined || later === undefined || !(later.seconds > 0) || later.rows < first)
    return undefined;
  return {
    perSecond: Math.round(((later.rows - first) / later.seconds) * 100) / 100,
    seconds: later.seconds,
  };
}

const DAY = 86_400_000;

/** True where the newest rows are of the last day before `now`, or rows came in between two counts. */
export function isFresh(
  times: readonly TimeRange[],
  ingest: { readonly perSecond: number } | undefined,
  now: number,
): boolean {
  if (ingest !== undefined && ingest.perSecond > 0) return true;
  return times.some((range) => range.high <= now + DAY && range.high > now - DAY);
}
