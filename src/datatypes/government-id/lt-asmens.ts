import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';
import { balticCode } from './ee-lt-isikukood.ts';

export const ltAsmens = defineDataType({
  id: 'id.lt.asmens',
  title: 'Lithuanian personal code',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'LT',
  hints: { en: ['asmens kodas', 'asmenskodas', 'lithuanian id', 'ak'] },
  weakHints: ID_WORDS,
  shapes: ['[3-6]\\d{10}'],
  holds: balticCode,
  nullRate: 0.001,
  needs: 'value',
  examples: ['39001010000', '60001010018', '49912319998'],
  counterexamples: ['39001010001', '39013010001', '19001010001', '3900101000'],
  source: 'Law on the population register of Lithuania',
});
