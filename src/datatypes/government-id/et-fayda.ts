import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const etFayda = defineDataType({
  id: 'id.et.fayda',
  title: 'Ethiopian digital id (Fayda)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ET',
  hints: { en: ['fayda', 'fayda id', 'fin fayda', 'fayda number', 'fan number', 'fan'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{12}', '\\d{16}', '\\d{4}( \\d{4}){2,3}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['0000 0000 0000', '000000000001', '0000000000000000'],
  counterexamples: ['00000000000', '0000 0000', 'A00000000000'],
  source: 'National ID Program of Ethiopia',
});
