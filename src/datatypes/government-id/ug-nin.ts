import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const ugNin = defineDataType({
  id: 'id.ug.nin',
  title: 'Ugandan national identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'UG',
  hints: { en: ['nira', 'uganda nin', 'nin ug', 'uganda id'] },
  weakHints: ID_WORDS,
  shapes: ['[CA][MF]\\d{5}[A-Z0-9]{7}'],
  nullRate: 0.0061,
  needs: 'value',
  examples: ['CM90000AAAAAAA', 'CF00000A0A0A0A', 'AM99999ZZZZZZZ'],
  counterexamples: ['CX90000AAAAAAA', 'CM9000AAAAAAA', 'cm90000aaaaaaa'],
  source: 'NIRA of Uganda: citizenship, sex, year, serial',
});
