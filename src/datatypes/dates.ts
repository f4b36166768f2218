const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function asNumber(date: Date): number {
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** Tomorrow in UTC as yyyymmdd, since somewhere it has begun already. Fixed when the process starts. */
const latest = asNumber(new Date(Date.now() + 86_400_000));

/** The year that is now. */
export const thisYear = Math.floor(latest / 10_000);

/** A day that the Gregorian calendar has. */
export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (MONTH_DAYS[month - 1] ?? 0);
}

/** A day on which someone now alive or lately dead can have been born: from 1900 to today, `from` moves the first year. */
export function isPastDate(year: number, month: number, day: number, from = 1900): boolean {
  return year >= from && isDate(year, month, day) && year * 10_000 + month * 100 + day <= latest;
}

/** Two-digit year with unknown century: a past day in the 1900s or the 2000s. */
export function isPastDateAnyCentury(year: number, month: number, day: number): boolean {
  return isPastDate(1900 + year, month, day) || isPastDate(2000 + year, month, day);
}
