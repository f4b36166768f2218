import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const plPesel = defineDataType({
  id: 'id.pl.pesel',
  title: 'Polish national identifier (PESEL)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PL',
  hints: {
    pl: ['pesel', 'numer pesel', 'nr pesel', 'pesel klienta', 'pesel pacjenta'],
    en: ['pesel number'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}'],
  nullRate: 0.0066,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11) return false;
    const month = decimal(2, 4);
    const century = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)] ?? 0;
    return (
      isPastDate(century + decimal(0, 2), month % 20, decimal(4, 6), 1850) &&
      (10 - (dot([1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digit(10)
    );
  },
  needs: 'value',
  examples: ['90010100009', '00210100011', '99123199993'],
  counterexamples: ['90010100000', '90130100001', '0061010001', '90410100000'],
  source: 'Act on the population register of Poland; weights 1-3-7-9 modulo 10',
});
