import { weighted731 } from '../checksum/mrz731.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const uzPinfl = defineDataType({
  id: 'id.uz.pinfl',
  title: 'Uzbek personal identification number (PINFL)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'UZ',
  hints: {
    en: ['pinfl', 'jshshir', 'jshshr', 'pnfl', 'personal id uz'],
    ru: ['пинфл', 'жшшир'],
    uz: ['jshshir', 'jshir', 'pinfl', 'jshshr', 'shaxsiy raqam'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-6]\\d{13}'],
  nullRate: 0.00097,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 14) return false;
    const year = 1800 + Math.floor((digit(0) - 1) / 2) * 100 + decimal(5, 7);
    return isPastDate(year, decimal(3, 5), decimal(1, 3), 1880) && weighted731(register, 0, 13) === digit(13);
  },
  needs: 'value',
  examples: ['30101900000004', '43112990000003', '50101000000009'],
  counterexamples: ['30101900000001', '33201900000000', '70101900000000', '3010190000000'],
  source: 'Cabinet of Ministers of Uzbekistan resolution on the PINFL; weights 7-3-1 modulo 10',
});
