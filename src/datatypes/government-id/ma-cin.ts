import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const maCin = defineDataType({
  id: 'id.ma.cin',
  title: 'Moroccan identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MA',
  hints: {
    ar: ['رقم البطاقة الوطنية للتعريف', 'ب ت و', 'رقم ب ت و'],
    fr: ['cin', 'cnie', 'numéro cin', 'carte nationale', 'n cin', 'num cin'],
    en: ['moroccan id', 'cnie no'],
  },
  weakHints: ID_WORDS,
  shapes: ['[A-Z]{1,2}\\d{5,6}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['A00000', 'AB000001', 'JE000002'],
  counterexamples: ['ABC00000', 'A0000', 'a00000'],
  source: 'Law 04-20 on the Moroccan electronic identity card',
});
