import { isPastDate } from '../dates.ts';

/**
 * A day from 1900 to today in `yyyymmdd`, year-month-day, day-month-year, month-day-year or Chinese characters. A time part
 * may only be midnight, which the shape sees to.
 */
export function isPastDateText(bytes: Uint8Array, start: number, end: number): boolean {
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
