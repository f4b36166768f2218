import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';

function settle(sum: number): number {
  const rest = 11 - (sum % 11);
  return rest > 9 ? 11 - rest : rest;
}

export const esCcc = defineDataType({
  id: 'financial.es-ccc',
  title: 'Spanish bank account (CCC)',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  country: 'ES',
  hints: {
    es: [
      'ccc',
      'código cuenta cliente',
      'cuenta cliente',
      'codigo cuenta',
      'cuenta corriente',
      'número de cuenta',
    ],
  },
  weakHints: ['cuenta', 'cuenta bancaria'],
  shapes: ['\\d{20}', '\\d{4}[ -]\\d{4}[ -]\\d{2}[ -]\\d{10}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 20 &&
    settle(dot([4, 8, 5, 10, 9, 7, 3, 6])) === digit(8) &&
    settle(dot([1, 2, 4, 8, 5, 10, 9, 7, 3, 6], 10)) === digit(9),
  nullRate: 0.0083,
  needs: 'value',
  examples: ['0000 0000 00 0000000000', '12341234161234567890', '0049-0001-50-0000000000'],
  counterexamples: ['12341234161234567891', '1234 1234 00 1234567890', '1234123416123456789'],
  source: 'Bank of Spain circular 2/1995: two check digits modulo 11',
});
