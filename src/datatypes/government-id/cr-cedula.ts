import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const crCedula = defineDataType({
  id: 'id.cr.cedula',
  title: 'Costa Rican identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CR',
  hints: { es: ['cédula', 'cédula física', 'número de cédula', 'dimex'] },
  weakHints: ID_WORDS,
  shapes: ['[1-9]\\d{8}', '0?[1-9]-\\d{4}-\\d{4}', '1\\d{10,11}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['1-0000-0001', '100000001', '01-0000-0001'],
  counterexamples: ['0-0000-0001', '1-000-0001', '10000000'],
  source: 'Tribunal Supremo de Elecciones of Costa Rica',
});
