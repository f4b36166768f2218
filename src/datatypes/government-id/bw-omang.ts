import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const bwOmang = defineDataType({
  id: 'id.bw.omang',
  title: 'Botswanan national identity (Omang)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BW',
  hints: { en: ['omang', 'omang no', 'omang number'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{4}[12]\\d{4}'],
  nullRate: 0.2,
  needs: 'value-and-name',
  examples: ['000010000', '999929999'],
  counterexamples: ['000030000', '00001000', '0000100000'],
  source: 'National Registration Act of Botswana: fifth digit 1 or 2 by sex',
});
