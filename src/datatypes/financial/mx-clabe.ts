import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';

/** Weights 3-7-1 over three digits, each product modulo 10. */
function fold(at: number): number {
  return ((digit(at) * 3) % 10) + ((digit(at + 1) * 7) % 10) + digit(at + 2);
}

export const mxClabe = defineDataType({
  id: 'financial.mx-clabe',
  title: 'Mexican bank account (CLABE)',
  group: 'financial',
  law: FINANCIAL,
  weight: 'high',
  country: 'MX',
  hints: {
    es: [
      'clabe',
      'clabe interbancaria',
      'cuenta clabe',
      'clave interbancaria',
      'clave bancaria estandarizada',
    ],
  },
  shapes: ['\\d{18}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 18 &&
    decimal(0, 3) > 0 &&
    (10 -
      ((fold(0) + fold(3) + fold(6) + fold(9) + fold(12) + ((digit(15) * 3) % 10) + ((digit(16) * 7) % 10)) %
        10)) %
      10 ===
      digit(17),
  nullRate: 0.1,
  needs: 'value-and-name',
  examples: ['002000000000000008', '012180000000000015', '646180111111111116'],
  counterexamples: ['002000000000000000', '000000000000000000', '0020000000000000'],
  source: 'Asociación de Bancos de México; weights 3-7-1 modulo 10',
});
