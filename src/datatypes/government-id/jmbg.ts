import { isPastDate } from '../dates.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';

/**
 * The identifier of the former Yugoslavia: ddmmyyy, region, serial, check digit of weights 7-2 modulo 11. `region` says whether
 * the two digits at positions 8-9 belong to the country.
 */
export function jmbg(
  bytes: Uint8Array,
  start: number,
  end: number,
  region: (code: number) => boolean,
): boolean {
  if (readDigits(bytes, start, end) !== 13 || !region(decimal(7, 9))) return false;
  const short = decimal(4, 7);
  if (!isPastDate(short >= 800 ? 1000 + short : 2000 + short, decimal(2, 4), decimal(0, 2), 1850))
    return false;
  return (11 - (dot([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digit(12);
}
