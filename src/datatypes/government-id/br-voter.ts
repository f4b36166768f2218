import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';

export const brVoter = defineDataType({
  id: 'id.br.voter',
  title: 'Brazilian voter number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BR',
  hints: {
    pt: [
      'título de eleitor',
      'titulo eleitor',
      'título eleitoral',
      'número título eleitor',
      'num titulo eleitor',
      'inscrição eleitoral',
    ],
  },
  weakHints: ['título', 'eleitor'],
  shapes: ['\\d{12}', '\\d{4} \\d{4} \\d{4}'],
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 12 || decimal(0, 8) === 0) return false;
    const state = decimal(8, 10);
    if (state < 1 || state > 28) return false;
    // São Paulo and Minas Gerais write 1 where others write 0.
    const settle = (rest: number): number => (rest === 10 ? 0 : rest === 0 && state < 3 ? 1 : rest);
    const first = settle(dot([2, 3, 4, 5, 6, 7, 8, 9]) % 11);
    const second = settle((digit(8) * 7 + digit(9) * 8 + first * 9) % 11);
    return first === digit(10) && second === digit(11);
  },
  nullRate: 0.0031,
  needs: 'value-and-name',
  examples: ['000000010191', '123456780191', '0000 0001 2895'],
  counterexamples: ['000000010100', '123456789999', '12345678019'],
  source: 'TSE resolution 20.132/1998: two check digits modulo 11 over number and state',
});
