const DAY = 86_400_000;

/** The longest that one scope file may be valid. */
export const LONGEST_VALIDITY_DAYS = 90;

/**
 * A date as a scope file or an opt-out list writes it. `2026-11-01` is the whole day in UTC; `2026-11-01T08:00Z` and
 * `2026-11-01T08:00+01:00` are moments. `end` is the first millisecond after it. Undefined for anything else, calendar
 * errors (`2026-02-30`) and times without a zone.
 */
export function parseDate(text: string): { readonly start: number; readonly end: number } | undefined {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?(?:Z|[+-](\d\d):(\d\d)))?$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (year < 1970 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (match[4] === undefined) return { start: midnight, end: midnight + DAY };
  if (Number(match[4]) > 23 || Number(match[5]) > 59 || Number(match[6] ?? 0) > 59) return undefined;
  if (Number(match[7] ?? 0) > 14 || Number(match[8] ?? 0) > 59) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : { start: moment, end: moment };
}

/** The moments between which a scope is valid: from `from` on and before `until`, milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/** The window of `valid`. Its dates must have been read by the scope parser. */
export function validWindow(valid: { readonly from: string; readonly until: string }): Window {
  return {
    from: parseDate(valid.from)?.start ?? Number.NaN,
    until: parseDate(valid.until)?.end ?? Number.NaN,
  };
}

export function days(window: Window): number {
  return (window.until - window.from) / DAY;
}
