import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';
import { balticCode } from './ee-lt-isikukood.ts';

export const eeIsikukood = defineDataType({
  id: 'id.ee.isikukood',
  title: 'Estonian personal code',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'EE',
  hints: { en: ['isikukood', 'ik', 'estonian id', 'isikukoodi'], ru: ['личный код'] },
  weakHints: ID_WORDS,
  shapes: ['[1-8]\\d{10}'],
  holds: balticCode,
  nullRate: 0.0014,
  needs: 'value',
  examples: ['39001010000', '60001010018', '49912319998'],
  counterexamples: ['39001010001', '39013010001', '09001010001', '3900101000'],
  source: 'Estonian standard EVS 585:2007',
});
