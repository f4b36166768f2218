import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const arDni = defineDataType({
  id: 'id.ar.dni',
  title: 'Argentine identity number (DNI)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AR',
  hints: {
    es: ['dni', 'número dni', 'nro dni', 'nro documento', 'num documento', 'documento', 'dni titular'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{7,8}', '\\d{1,2}\\.\\d{3}\\.\\d{3}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['00.000.001', '10000000', '9.000.000'],
  counterexamples: ['100', '1000000000', '10.00.000'],
  source: 'RENAPER of Argentina',
});
