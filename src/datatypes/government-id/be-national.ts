import { defineDataType } from '../datatype.ts';
import { isPastDate, thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const beNational = defineDataType({
  id: 'id.be.national',
  title: 'Belgian national register number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BE',
  hints: {
    nl: ['rijksregisternummer', 'insz', 'rijksregister', 'rrn', 'rijksregisternr'],
    fr: [
      'numéro national',
      'niss',
      'registre national',
      'numéro de registre national',
      'numéro registre national',
      'nrn',
    ],
    en: ['belgian national number', 'bis number'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}', '\\d{2}\\.\\d{2}\\.\\d{2}[- ]\\d{3}[.-]\\d{2}'],
  /** Bis numbers add 20 or 40 to the month; month and day may be 00 where unknown. */
  nullRate: 0.0017,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11) return false;
    const check = decimal(9, 11);
    const old = 97 - (decimal(0, 9) % 97) === check;
    const young = 97 - ((2_000_000_000 + decimal(0, 9)) % 97) === check;
    const month = decimal(2, 4) % 20;
    const day = decimal(4, 6);
    if (decimal(2, 4) > 52 || month > 12) return false;
    if (month === 0 || day === 0) return old || (young && decimal(0, 2) <= thisYear % 100);
    return (
      (old && isPastDate(1900 + decimal(0, 2), month, day)) ||
      (young && isPastDate(2000 + decimal(0, 2), month, day))
    );
  },
  needs: 'value',
  examples: ['90.01.01-001.23', '00010100105', '99.52.31-001.57'],
  counterexamples: ['90010100100', '90130100119', '9001010011', '90.01.32-001.00'],
  source: 'Royal Decree of 3 April 1984 of Belgium; 97 minus remainder, with 2 in front since 2000',
});
