import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const mzBi = defineDataType({
  id: 'id.mz.bi',
  title: 'Mozambican identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MZ',
  hints: {
    pt: [
      'bi moçambique',
      'bilhete de identidade',
      'bilhete identidade',
      'bi',
      'bilhete identidade moçambique',
      'nuit',
    ],
  },
  weakHints: [...ID_WORDS, 'bi'],
  shapes: ['\\d{12}[A-Z]'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['000000000000A', '110000000000B'],
  counterexamples: ['00000000000A', '0000000000000', '000000000000a'],
  source: 'Direcção Nacional de Identificação Civil of Mozambique',
});
