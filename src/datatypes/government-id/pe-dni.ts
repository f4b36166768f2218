import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const peDni = defineDataType({
  id: 'id.pe.dni',
  title: 'Peruvian identity number (DNI, CUI)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PE',
  hints: { es: ['dni', 'cui', 'número dni', 'nro dni', 'dni peru', 'num dni'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{8}(-?[0-9A-K])?'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['00000001', '10000000-5', '100000002'],
  counterexamples: ['1000000', '10000000-X', '1000000000'],
  source: 'RENIEC of Peru',
});
