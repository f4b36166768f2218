import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const saNational = defineDataType({
  id: 'id.sa.national',
  title: 'Saudi national id or iqama',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'SA',
  hints: {
    ar: [
      'رقم الهوية',
      'رقم الاقامة',
      'رقم الإقامة',
      'الهوية الوطنية',
      'السجل المدني',
      'هوية مقيم',
      'رقم الهوية الوطنية',
      'رقم السجل المدني',
      'رقم الهويه الوطنيه',
      'بطاقة الأحوال',
    ],
    en: [
      'iqama',
      'iqama no',
      'iqama number',
      'saudi id',
      'national id sa',
      'iqama id',
      'national id iqama',
      'nin sa',
      'resident id sa',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[12]\\d{9}'],
  nullRate: 0.02,
  holds: (bytes, start, end) => readDigits(bytes, start, end) === 10 && luhn(register, 0, 10),
  needs: 'value-and-name',
  examples: ['1000000008', '2000000006', '1234567897'],
  counterexamples: ['1000000000', '3000000002', '100000000'],
  source: 'Absher and Yakeen documentation of the Saudi Ministry of Interior; Luhn',
});
