import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const aeEmiratesId = defineDataType({
  id: 'id.ae.emirates-id',
  title: 'Emirates ID',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AE',
  hints: {
    ar: [
      'رقم الهوية الاماراتية',
      'الهوية الإماراتية',
      'بطاقة الهوية',
      'رقم الهوية الإماراتية',
      'رقم بطاقة الهوية',
    ],
    en: [
      'emirates id',
      'eid no',
      'emirates id no',
      'emiratesid',
      'uae id',
      'idn',
      'eid',
      'emirates id number',
    ],
  },
  weakHints: ['eid', ...ID_WORDS],
  shapes: ['784-?(19|20)\\d{2}-?\\d{7}-?\\d'],
  nullRate: 0.000001,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 15 && decimal(3, 7) <= thisYear && luhn(register, 0, 15),
  needs: 'value',
  examples: ['784-1900-0000000-1', '784199000000002', '784-2000-1234567-2'],
  counterexamples: ['784-1900-0000000-0', '785-1900-0000000-1', '784-2999-0000000-1', '784-1900-000000-1'],
  source: 'Federal Authority for Identity and Citizenship (UAE); ISO 3166 numeric 784, Luhn',
});
