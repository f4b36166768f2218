import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const brSus = defineDataType({
  id: 'id.br.sus',
  title: 'Brazilian national health card (CNS)',
  country: 'BR',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: {
    pt: [
      'cns',
      'cartão sus',
      'cartão nacional de saúde',
      'número sus',
      'cartao sus',
      'número cns',
      'num cns',
      'nu cns',
      'cns paciente',
      'cartão do sus',
      'sus',
    ],
    en: ['sus card number', 'sus card'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-2]\\d{10}00[01]\\d', '[789]\\d{14}', '[12789]\\d{2} \\d{4} \\d{4} \\d{4}'],
  nullRate: 0.034,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 15 &&
    dot([15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  needs: 'value',
  examples: ['700000000000005', '898 0000 0000 0002', '100000000000007'],
  counterexamples: ['700000000000000', '300000000000000', '70000000000'],
  source: 'DATASUS: Cartão Nacional de Saúde, weights 15 to 1 modulo 11',
});
