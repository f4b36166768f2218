import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const boPyCi = defineDataType({
  id: 'id.bo.ci',
  title: 'Bolivian or Paraguayan identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BO',
  hints: {
    es: [
      'cédula de identidad',
      'cédula identidad',
      'carnet identidad',
      'carnet de identidad',
      'ci bolivia',
      'carnet',
      'ci paraguay',
    ],
  },
  weakHints: [...ID_WORDS, 'ci'],
  shapes: ['\\d{5,8}(-?[0-9][A-Z])?( ?(LP|SC|CB|OR|PT|CH|TJ|BE|PD|PA))?', '\\d{1,2}\\.\\d{3}\\.\\d{3}'],
  nullRate: 0.34,
  needs: 'value-and-name',
  examples: ['1000000 LP', '1.000.000', '1000000-1A SC'],
  counterexamples: ['100', '1000000 XX', '1000000000'],
  source: 'SEGIP of Bolivia; Departamento de Identificaciones of Paraguay',
});
