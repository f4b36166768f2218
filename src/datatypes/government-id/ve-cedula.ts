import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const veCedula = defineDataType({
  id: 'id.ve.cedula',
  title: 'Venezuelan identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'VE',
  hints: {
    es: [
      'cédula',
      'cédula de identidad',
      'ci venezuela',
      'cedula identidad',
      'cédula identidad',
      'rif',
      'rif personal',
      'ci',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[VEJ]-?\\d{6,9}', '[VE]-?\\d{1,2}\\.\\d{3}\\.\\d{3}'],
  nullRate: 0.1,
  needs: 'value-and-name',
  examples: ['V-10000000', 'E80000000', 'V-1.000.000'],
  counterexamples: ['X-10000000', 'V-100', '10000000'],
  source: 'SAIME of Venezuela',
});
