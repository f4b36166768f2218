import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const grAmka = defineDataType({
  id: 'id.gr.amka',
  title: 'Greek social security number (AMKA)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'GR',
  hints: { en: ['amka', 'αμκα', 'αριθμός αμκα'], el: ['αμκα', 'amka'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 11 &&
    isPastDateAnyCentury(decimal(4, 6), decimal(2, 4), decimal(0, 2)) &&
    luhn(register, 0, 11),
  nullRate: 0.0036,
  needs: 'value',
  examples: ['01019000007', '31129999996', '01010000014'],
  counterexamples: ['01019000000', '01139000001', '010190000'],
  source: 'AMKA of Greece: ddmmyy, serial, Luhn',
});
