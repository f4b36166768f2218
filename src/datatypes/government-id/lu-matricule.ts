import { luhn } from '../checksum/luhn.ts';
import { verhoeff } from '../checksum/verhoeff.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const luMatricule = defineDataType({
  id: 'id.lu.matricule',
  title: 'Luxembourg national identification number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'LU',
  hints: {
    fr: ['matricule', 'matricule national', 'numéro matricule'],
    de: ['matrikelnummer', 'sozialversicherungsnummer lu'],
    en: ['luxembourg id'],
  },
  weakHints: ID_WORDS,
  shapes: ['(19|20)\\d{11}', '(19|20)\\d{6} \\d{5}'],
  nullRate: 0.000001,
  holds(bytes, start, end) {
    if (
      readDigits(bytes, start, end) !== 13 ||
      !isPastDate(decimal(0, 4), decimal(4, 6), decimal(6, 8)) ||
      !luhn(register, 0, 12)
    )
      return false;
    register[11] = digit(12);
    return verhoeff(register, 0, 12);
  },
  needs: 'value',
  examples: ['1900010100078', '2000022900197', '1999123199938'],
  counterexamples: ['1900010100000', '1900130100018', '190001010000'],
  source: 'Law of 19 June 2013 of Luxembourg; Luhn and Verhoeff over the first eleven digits',
});
