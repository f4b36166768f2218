import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const qaQid = defineDataType({
  id: 'id.qa.qid',
  title: 'Qatari identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'QA',
  hints: {
    ar: ['الرقم الشخصي', 'رقم البطاقة الشخصية', 'البطاقة القطرية', 'الرقم الشخصي القطري'],
    en: ['qid', 'qatar id', 'qid no', 'qatari id'],
  },
  weakHints: ID_WORDS,
  shapes: ['[23]\\d{10}'],
  nullRate: 0.11,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 11 &&
    (digit(0) + 17) * 100 + decimal(1, 3) <= thisYear &&
    decimal(3, 6) >= 4 &&
    decimal(3, 6) <= 894,
  needs: 'value-and-name',
  examples: ['29063400000', '30035600001', '28805000002'],
  counterexamples: ['39963400000', '29000000000', '19063400000', '2906340000'],
  source: 'Ministry of Interior of Qatar: century, year, ISO 3166 numeric country, serial',
});
