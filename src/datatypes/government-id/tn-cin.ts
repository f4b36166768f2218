import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const tnCin = defineDataType({
  id: 'id.tn.cin',
  title: 'Tunisian identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'TN',
  hints: {
    ar: ['رقم بطاقة التعريف', 'بطاقة التعريف الوطنية', 'رقم ب ت و'],
    fr: ['cin', 'carte identité nationale', 'numéro cin', 'num cin'],
    en: ['tunisian id'],
  },
  weakHints: ID_WORDS,
  shapes: ['[01]\\d{7}'],
  nullRate: 0.2,
  needs: 'value-and-name',
  examples: ['00000000', '10000001'],
  counterexamples: ['20000000', '0000000', '000000000'],
  source: 'Law 93-27 of Tunisia on the national identity card',
});
