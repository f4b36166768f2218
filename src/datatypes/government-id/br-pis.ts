import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { allSame, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const brPis = defineDataType({
  id: 'id.br.pis',
  title: 'Brazilian social integration number (PIS, PASEP, NIS)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BR',
  hints: {
    pt: [
      'pis',
      'pasep',
      'nis',
      'pis pasep',
      'nit',
      'número pis',
      'nit pis',
      'num pis',
      'pispasep',
      'número nis',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}', '\\d{3}\\.\\d{5}\\.\\d{2}-\\d'],
  nullRate: 0.1,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 11 &&
    !allSame(11) &&
    ((11 - (dot([3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === digit(10),
  needs: 'value-and-name',
  examples: ['100.00000.00-8', '12345678900', '200.00000.01-3'],
  counterexamples: ['10000000000', '00000000000', '1000000000'],
  source: 'Caixa Econômica Federal; weights 3-2-9-8-7-6-5-4-3-2 modulo 11',
});
