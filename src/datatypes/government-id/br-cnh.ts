import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { allSame, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const brCnh = defineDataType({
  id: 'id.br.cnh',
  title: 'Brazilian driving licence (CNH)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BR',
  hints: {
    pt: [
      'cnh',
      'número cnh',
      'carteira de motorista',
      'habilitação',
      'registro cnh',
      'carteira de habilitação',
      'num cnh',
      'carteira nacional de habilitação',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}'],
  nullRate: 0.0099,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11 || allSame(11)) return false;
    let first = dot([9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
    let less = 0;
    if (first > 9) {
      first = 0;
      less = 2;
    }
    let second = dot([1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11;
    second = second > 9 ? 0 : second - less;
    if (second < 0) second += 11;
    return first === digit(9) && second % 11 === digit(10);
  },
  needs: 'value-and-name',
  examples: ['00000000119', '12345678900', '98765432109'],
  counterexamples: ['00000000100', '11111111111', '1234567890'],
  source: 'Resolução CONTRAN 598/2016; two check digits modulo 11',
});
