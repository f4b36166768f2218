import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const dzNin = defineDataType({
  id: 'id.dz.nin',
  title: 'Algerian national identification number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'DZ',
  hints: {
    ar: ['رقم التعريف الوطني', 'رقم التعريف'],
    fr: ['nin', 'numéro d identification national', 'numéro identification nationale'],
    en: ['algerian id'],
  },
  weakHints: ID_WORDS,
  shapes: ['[12]\\d{17}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 18 &&
    digit(1) <= 2 &&
    (decimal(2, 5) >= 900 || decimal(2, 5) <= thisYear - 2000),
  nullRate: 0.0079,
  needs: 'value-and-name',
  examples: ['109900000000000000', '119850000000000001', '200010000000000002'],
  counterexamples: ['309900000000000000', '109900', '104900000000000000'],
  source:
    'Ministry of the Interior of Algeria: sex, place, three digits of the year of birth, place, act number',
});
