import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const zaId = defineDataType({
  id: 'id.za.id',
  title: 'South African identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ZA',
  hints: {
    en: [
      'sa id',
      'south african id',
      'rsa id',
      'said number',
      'sa id number',
      'id number sa',
      'rsa id number',
      'identity no rsa',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{13}', '\\d{6} \\d{4} \\d{3}'],
  nullRate: 0.0011,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 13 &&
    isPastDateAnyCentury(decimal(0, 2), decimal(2, 4), decimal(4, 6)) &&
    digit(10) <= 2 &&
    luhn(register, 0, 13),
  needs: 'value',
  examples: ['9001010000080', '0001015001181', '991231 9999 287'],
  counterexamples: ['9001010000081', '9013010000081', '9001010000381', '900101000008'],
  source: 'Identification Act 68 of 1997; Luhn',
});
