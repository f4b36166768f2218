import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';
import { decimal, digit, dot, readDigits, register } from '../register.ts';

export const noAccount = defineDataType({
  id: 'financial.no-account',
  title: 'Norwegian bank account',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  country: 'NO',
  hints: {
    nb: ['kontonummer', 'kontonr', 'bankkonto', 'bankkontonummer', 'konto nr'],
    en: ['norwegian account'],
  },
  weakHints: ['konto', 'account number'],
  shapes: ['\\d{11}', '\\d{4}[. ]\\d{2}[. ]\\d{5}'],
  /** Numbers of the former postal bank begin with 0000 and end in a Luhn digit. */
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11) return false;
    if (decimal(0, 4) === 0) return luhn(register, 4, 11);
    return (11 - (dot([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digit(10);
  },
  nullRate: 0.091,
  needs: 'value-and-name',
  examples: ['0000.00.00000', '8601 11 17947', '12345678903'],
  counterexamples: ['8601 11 17948', '1234567890', '8601.11.1794'],
  source: 'Finance Norway: account number, weights 5432765432 modulo 11',
});
