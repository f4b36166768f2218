/** The parts of a date that `parseDate` read last; valid until its next call. `time`: a time of day stood beside it. */
export const parsed = { year: 0, month: 0, day: 0, time: false };

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function number(bytes: Uint8Array, start: number, digits: number): number {
  let value = 0;
  for (let i = start; i < start + digits; i++) {
    const digit = (bytes[i] as number) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function run(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && (bytes[i] as number) >= 48 && (bytes[i] as number) <= 57) i++;
  return i - start;
}

function put(year: number, month: number, day: number): boolean {
  if (year < 1850 || year > 2200 || month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] as number))
    return false;
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return false;
  parsed.year = year;
  parsed.month = month;
  parsed.day = day;
  parsed.time = false;
  return true;
}

function ms(hour: number, minute: number, second: number): number {
  return Date.UTC(parsed.year, parsed.month - 1, parsed.day, hour, minute, second);
}

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** The month that three letters name in English, with a separator behind them; 0 where they do not. */
function monthNamed(bytes: Uint8Array, start: number, end: number): number {
  if (start + 8 > end || (bytes[start] as number) < 0x41) return 0;
  let name = '';
  for (let i = start; i < start + 3; i++) name += String.fromCharCode((bytes[i] as number) | 0x20);
  const behind = bytes[start + 3] as number;
  const place = MONTHS.indexOf(name);
  const parted = behind === 0x2d || behind === 0x2f || behind === 0x2e || behind === 0x20;
  return parted && place >= 0 && place % 3 === 0 ? place / 3 + 1 : 0;
}

/** Reads ` 12:34`, `T12:34:56.789Z` and the like after a date; NaN where something else stands there. */
function withTime(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return ms(0, 0, 0);
  const gap = bytes[start] as number;
  if (gap !== 0x54 && gap !== 0x20 && gap !== 0x74) return Number.NaN;
  const digits = run(bytes, start + 1, end);
  const hour = digits === 1 || digits === 2 ? number(bytes, start + 1, digits) : -1;
  const colon = start + 1 + digits;
  if (hour < 0 || hour > 24 || bytes[colon] !== 0x3a || colon + 3 > end) return Number.NaN;
  const minute = number(bytes, colon + 1, 2);
  if (minute < 0 || minute > 59) return Number.NaN;
  const second = bytes[colon + 3] === 0x3a && colon + 6 <= end ? number(bytes, colon + 4, 2) : 0;
  if (second < 0 || second > 60) return Number.NaN;
  parsed.time = hour !== 0 || minute !== 0 || second !== 0;
  return ms(hour, minute, second);
}

/**
 * Reads a whole value as a date: ISO 8601 and its habits (`2019-02-01`, `2019/2/1 12:30`, `20190201`, `20190201123000`,
 * `01.02.2019`, `01-Feb-2019`, `2019年2月1日`). Milliseconds since 1970 (UTC assumed where no zone is known), or NaN. Where day and month
 * cannot be told apart the day is read first. Years 1850 to 2200.
 */
export function parseDate(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 8 || length > 40) return Number.NaN;
  const digits = run(bytes, start, end);
  if (digits === 8 && length === 8)
    return put(number(bytes, start, 4), number(bytes, start + 4, 2), number(bytes, start + 6, 2))
      ? ms(0, 0, 0)
      : Number.NaN;
  if (digits === 14 && length === 14) {
    const [hour, minute, second] = [
      number(bytes, start + 8, 2),
      number(bytes, start + 10, 2),
      number(bytes, start + 12, 2),
    ];
    if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
    if (!put(number(bytes, start, 4), number(bytes, start + 4, 2), number(bytes, start + 6, 2)))
      return Number.NaN;
    parsed.time = hour !== 0 || minute !== 0 || second !== 0;
    return ms(hour, minute, second);
  }
  if (digits === 4) {
    const sign = bytes[start + 4] as number;
    const han = sign === 0xe5 && bytes[start + 5] === 0xb9 && bytes[start + 6] === 0xb4;
    if (sign !== 0x2d && sign !== 0x2f && sign !== 0x2e && !han) return Number.NaN;
    let at = start + (han ? 7 : 5);
    const monthDigits = run(bytes, at, end);
    if (monthDigits < 1 || monthDigits > 2) return Number.NaN;
    const month = number(bytes, at, monthDigits);
    at += monthDigits + (han ? 3 : 1);
    if (!han && bytes[at - 1] !== sign) return Number.NaN;
    const dayDigits = at < end ? run(bytes, at, end) : 0;
    if (dayDigits < 1 || dayDigits > 2) return Number.NaN;
    if (!put(number(bytes, start, 4), month, number(bytes, at, dayDigits))) return Number.NaN;
    at += dayDigits;
    if (han) at = Math.min(end, at + 3);
    return withTime(bytes, at, end);
  }
  if (digits === 1 || digits === 2) {
    const sign = bytes[start + digits] as number;
    const second = start + digits + 1;
    const named = monthNamed(bytes, second, end);
    if (named > 0) {
      const third = second + 4;
      if (run(bytes, third, end) !== 4) return Number.NaN;
      if (!put(number(bytes, third, 4), named, number(bytes, start, digits))) return Number.NaN;
      return withTime(bytes, third + 4, end);
    }
    if (sign !== 0x2d && sign !== 0x2f && sign !== 0x2e) return Number.NaN;
    const secondDigits = run(bytes, second, end);
    if (secondDigits < 1 || secondDigits > 2 || bytes[second + secondDigits] !== sign) return Number.NaN;
    const third = second + secondDigits + 1;
    if (third + 4 > end || run(bytes, third, end) !== 4) return Number.NaN;
    const [a, b, year] = [
      number(bytes, start, digits),
      number(bytes, second, secondDigits),
      number(bytes, third, 4),
    ];
    if (!(b <= 12 ? put(year, b, a) : put(year, a, b))) return Number.NaN;
    return withTime(bytes, third + 4, end);
  }
  return Number.NaN;
}
