import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';
import { jmbg } from './jmbg.ts';

export const siEmso = defineDataType({
  id: 'id.si.emso',
  title: 'Slovenian unique master citizen number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'SI',
  hints: { en: ['emso', 'emšo'], sl: ['emšo številka'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{13}'],
  holds: (bytes, start, end) => jmbg(bytes, start, end, (region) => region >= 50 && region <= 59),
  nullRate: 0.00007,
  needs: 'value',
  examples: ['0101990500003', '3112999505000', '0101000500004'],
  counterexamples: ['0101990500008', '3201990500000', '010199050000'],
  source: 'Central population register act of Slovenia (ZCRP-1)',
});
