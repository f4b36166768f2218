import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { dot, readAlnum } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const plIdCard = defineDataType({
  id: 'id.pl.id-card',
  title: 'Polish identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PL',
  hints: {
    pl: [
      'dowód osobisty',
      'nr dowodu',
      'seria dowodu',
      'numer dowodu',
      'dowod osobisty',
      'seria i numer dowodu',
      'nr dowodu osobistego',
      'dowod',
      'numer dowodu osobistego',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[A-Z]{3} ?\\d{6}'],
  nullRate: 0.1,
  holds: (bytes, start, end) =>
    readAlnum(bytes, start, end) === 9 && dot([7, 3, 1, 9, 7, 3, 1, 7, 3]) % 10 === 0,
  needs: 'value-and-name',
  examples: ['AAA 000000', 'ZZZ499999', 'ABC523456'],
  counterexamples: ['AAA000001', 'AA000000', 'aaa300000'],
  source: 'Ordinance on identity cards of Poland; weights 7-3-1 modulo 10',
});
