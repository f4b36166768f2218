import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const brRg = defineDataType({
  id: 'id.br.rg',
  title: 'Brazilian identity card (RG)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BR',
  hints: {
    pt: [
      'rg',
      'número rg',
      'num rg',
      'nr rg',
      'registro geral',
      'carteira de identidade',
      'identidade',
      'doc identidade',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{1,2}\\.?\\d{3}\\.?\\d{3}-?[\\dXx]', '[A-Z]{2}-?\\d{2}\\.?\\d{3}\\.?\\d{3}', '\\d{5,9}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['00.000.001-X', 'MG-00.000.001', '000000019'],
  counterexamples: ['00.000', 'MG', '1a2b3c4d'],
  source: 'Law 7.116/1983 of Brazil; states number and check by themselves',
});
