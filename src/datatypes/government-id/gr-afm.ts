import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const grAfm = defineDataType({
  id: 'id.gr.afm',
  title: 'Greek tax number (AFM)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'GR',
  hints: {
    en: ['afm', 'αφμ', 'arithmos forologikou mitroou'],
    el: ['αφμ', 'αριθμός φορολογικού μητρώου', 'afm'],
  },
  weakHints: TAX_WORDS,
  shapes: ['(EL)?\\d{9}'],
  nullRate: 0.067,
  holds: (bytes, _start, end) =>
    readDigits(bytes, end - 9, end) === 9 &&
    decimal(0, 9) > 0 &&
    (dot([256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === digit(8),
  needs: 'value-and-name',
  examples: ['000000012', 'EL123456783', '999999993'],
  counterexamples: ['000000000', '123456789', '12345678'],
  source: 'AADE of Greece; powers of two modulo 11',
});
