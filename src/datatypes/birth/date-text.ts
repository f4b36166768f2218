import { isPastDate } from '../dates.ts';

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** Latin letters, and what lies beyond ASCII; a bar between numbers is none. */
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && byte !== 0x7c;

/** The month that three Latin letters behind the day name in English; 0 where none stand there, 13 where they name none. */
function monthIn(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && at < start + 4 && !isLetter(bytes[at] ?? 0)) at++;
  if (at > start + 3 || at === start || at + 3 > end || (bytes[at] ?? 0) >= 0x80 || bytes[at] === 0x54)
    return 0;
  let name = '';
  for (let i = at; i < at + 3; i++) name += String.fromCharCode((bytes[i] ?? 0) | 0x20);
  const place = MONTHS.indexOf(name);
  return place >= 0 && place % 3 === 0 ? place / 3 + 1 : 13;
}

/** `03-Apr-1971`: the day stands in front of the month, the year in the last four bytes. */
function isNamedDate(bytes: Uint8Array, start: number, end: number, month: number): boolean {
  let day = 0;
  for (let i = start; i < end; i++) {
    const d = (bytes[i] ?? 0) - 0x30;
    if (d < 0 || d > 9) break;
    day = day * 10 + d;
  }
  let year = 0;
  for (let i = end - 4; i < end; i++) year = year * 10 + (bytes[i] ?? 0) - 0x30;
  return isPastDate(year, month, day);
}

/**
 * A day from 1900 to today in `yyyymmdd`, year-month-day, day-month-year, month-day-year, with the
 * month in three English letters, or in Chinese characters. A time part may only be midnight, which the shape sees to.
 */
export function isPastDateText(bytes: Uint8Array, start: number, end: number): boolean {
  const named = monthIn(bytes, start, end);
  if (named > 0) return isNamedDate(bytes, start, end, named);
  let first = 0;
  let second = 0;
  let third = 0;
  let part = 0;
  let length = 0;
  let firstLength = 0;
  for (let i = start; i <= end && part < 3; i++) {
    const d = i < end ? (bytes[i] ?? 0) - 0x30 : -1;
    if (d >= 0 && d <= 9) {
      if (part === 0) first = first * 10 + d;
      else if (part === 1) second = second * 10 + d;
      else third = third * 10 + d;
      length++;
      if (part === 0) firstLength++;
      continue;
    }
    if (length === 0) continue;
    part++;
    length = 0;
  }
  if (part === 1 && firstLength === 8)
    return isPastDate(Math.floor(first / 10_000), Math.floor(first / 100) % 100, first % 100);
  if (part === 2) return isPastDate(first, second, 1);
  if (part !== 3) return false;
  if (firstLength === 4) return isPastDate(first, second, third);
  return isPastDate(third, second, first) || isPastDate(third, first, second);
}
