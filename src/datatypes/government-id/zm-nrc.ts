import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const zmNrc = defineDataType({
  id: 'id.zm.nrc',
  title: 'Zambian national registration card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ZM',
  hints: { en: ['nrc', 'nrc number', 'zambia nrc', 'nrc no'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{6}/\\d{2}/[123]'],
  nullRate: 0.3,
  needs: 'value-and-name',
  examples: ['000000/10/1', '999999/66/3'],
  counterexamples: ['000000/10/4', '00000/10/1', '000000101'],
  source: 'National Registration Act of Zambia',
});
