import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const paCedula = defineDataType({
  id: 'id.pa.cedula',
  title: 'Panamanian identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PA',
  hints: { es: ['cédula', 'cédula panamá', 'cip'] },
  weakHints: ID_WORDS,
  shapes: ['([1-9]|1[0-3]|E|N|PE)(-?(AV|PI|NT))?-\\d{1,4}-\\d{1,6}'],
  nullRate: 0.35,
  needs: 'value-and-name',
  examples: ['1-0000-00000', 'PE-000-0000', 'E-0-00000'],
  counterexamples: ['14-000-0000', '1-00000-0', '100000'],
  source: 'Tribunal Electoral of Panama: province, book, entry',
});
