import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const coCedula = defineDataType({
  id: 'id.co.cedula',
  title: 'Colombian citizen card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CO',
  hints: {
    es: [
      'cédula',
      'cédula de ciudadanía',
      'número cédula',
      'tarjeta de identidad',
      'cedula ciudadania',
      'cédula ciudadanía',
      'num cedula',
      'tarjeta identidad',
    ],
  },
  weakHints: [...ID_WORDS, 'cc'],
  shapes: ['\\d{6,10}', '\\d{1,3}(\\.\\d{3}){2,3}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['1000000000', '10.000.000', '1.000.000.000'],
  counterexamples: ['1000', '10000000000', 'A1000000'],
  source: 'Registraduría Nacional del Estado Civil of Colombia',
});
