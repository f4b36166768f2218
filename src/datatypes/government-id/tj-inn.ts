import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const tjInn = defineDataType({
  id: 'id.tj.inn',
  title: 'Tajik taxpayer number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'medium',
  country: 'TJ',
  hints: { ru: ['рма', 'инн физлица', 'рақами мушаххаси андозсупоранда'], en: ['tajik tin'] },
  weakHints: TAX_WORDS,
  shapes: ['\\d{9}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['000000001', '510000000'],
  counterexamples: ['00000001', '0000000001', '51000000a'],
  source: 'Tax code of Tajikistan: number of nine digits',
});
