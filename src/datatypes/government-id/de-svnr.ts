import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readAlnum } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** Area numbers 02-04, 08-21, 23-26, 28-29, 38-39, 40-53, 55-67, 69, 78-82, 89 issue numbers. */
function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (readAlnum(bytes, start, end) !== 12) return false;
  const day = decimal(2, 4);
  if (decimal(0, 2) < 2 || !isPastDateAnyCentury(decimal(6, 8), decimal(4, 6), day > 50 ? day - 50 : day))
    return false;
  const letter = digit(8) - 9;
  let sum = 0;
  const weights = [2, 1, 2, 5, 7, 1, 2, 1];
  for (let i = 0; i < 8; i++) sum += crossSum(digit(i) * (weights[i] ?? 0));
  sum += crossSum(Math.floor(letter / 10) * 2) + crossSum(letter % 10);
  sum += crossSum(digit(9) * 2) + crossSum(digit(10));
  return sum % 10 === digit(11);
}

function crossSum(n: number): number {
  return Math.floor(n / 10) + (n % 10);
}

export const deSvnr = defineDataType({
  id: 'id.de.svnr',
  title: 'German social insurance number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'DE',
  hints: {
    de: [
      'sozialversicherungsnummer',
      'rentenversicherungsnummer',
      'svnr',
      'sv nummer',
      'rvnr',
      'versicherungsnummer',
      'svnummer',
      'sv nr',
      'sozialversicherungsnr',
      'versicherungsnummer rv',
      'rv nummer',
    ],
    en: ['german social security'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{8}[A-Z]\\d{3}', '\\d{2} \\d{6} [A-Z] \\d{3}'],
  holds,
  nullRate: 0.0069,
  needs: 'value',
  examples: ['65010190A004', '15 070649 C 103', '02311299Z998'],
  counterexamples: ['65013290A001', '65010190A00', '65010190a00x', '15070649C104'],
  source: 'VKVV § 2-4 (insurance number); Deutsche Rentenversicherung',
});
