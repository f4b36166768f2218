import { isPastDate } from '../dates.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';

/** The code that Estonia and Lithuania share: century and sex, yymmdd, serial, check digit in two passes modulo 11. */
export function balticCode(bytes: Uint8Array, start: number, end: number): boolean {
  if (readDigits(bytes, start, end) !== 11 || digit(0) < 1 || digit(0) > 8) return false;
  const century = 1800 + Math.floor((digit(0) - 1) / 2) * 100;
  if (!isPastDate(century + decimal(1, 3), decimal(3, 5), decimal(5, 7), 1850)) return false;
  let check = dot([1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  if (check === 10) check = dot([3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return check % 10 === digit(10);
}
