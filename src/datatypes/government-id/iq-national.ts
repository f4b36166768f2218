import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const iqNational = defineDataType({
  id: 'id.iq.national',
  title: 'Iraqi national card number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IQ',
  hints: {
    ar: [
      'رقم البطاقة الوطنية',
      'البطاقة الوطنية',
      'البطاقة الموحدة',
      'رقم البطاقة الموحدة',
      'هوية الأحوال',
      'رقم الجنسية',
    ],
    en: ['iraqi id', 'iraq national card'],
  },
  weakHints: ID_WORDS,
  shapes: ['(19|20)\\d{10}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 12 && decimal(0, 4) >= 1900 && decimal(0, 4) <= thisYear,
  nullRate: 0.013,
  needs: 'value-and-name',
  examples: ['199000000000', '200000000001', '190100000002'],
  counterexamples: ['209900000000', '180000000000', '19900000000'],
  source: 'Iraqi National Card law 3/2016: year of birth and serial',
});
