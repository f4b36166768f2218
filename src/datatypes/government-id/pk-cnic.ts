import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const pkCnic = defineDataType({
  id: 'id.pk.cnic',
  title: 'Pakistani national identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PK',
  hints: {
    en: [
      'cnic',
      'cnic no',
      'cnic number',
      'nicop',
      'nadra',
      'nic no',
      'cnicno',
      'cnic num',
      'father cnic',
      'guardian cnic',
      'b form no',
    ],
    ur: ['شناختی کارڈ', 'شناختی کارڈ نمبر', 'قومی شناختی کارڈ'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-7]\\d{12}', '[1-7]\\d{4}-\\d{7}-\\d'],
  nullRate: 0.63,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 13 && digit(0) >= 1 && digit(0) <= 7 && digit(12) > 0,
  needs: 'value-and-name',
  examples: ['11000-0000000-1', '7100000000002', '35000-0000000-9'],
  counterexamples: ['81000-0000000-1', '11000-0000000-0', '110000000001'],
  source: 'National Database and Registration Authority of Pakistan',
});
