import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const huPersonal = defineDataType({
  id: 'id.hu.personal',
  title: 'Hungarian personal number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'HU',
  hints: { en: ['szemelyi szam', 'személyi szám', 'személyi azonosító', 'személyazonosító jel'] },
  weakHints: ID_WORDS,
  shapes: ['[1-8]\\d{10}', '[1-8][ -]?\\d{6}[ -]?\\d{4}'],
  /** Since 1997 the weights run backwards. */
  nullRate: 0.0026,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11) return false;
    const first = digit(0);
    const year = (first <= 2 ? 1900 : first <= 4 ? (decimal(1, 3) > 50 ? 1800 : 2000) : 1900) + decimal(1, 3);
    if (!isPastDate(year, decimal(3, 5), decimal(5, 7), 1850)) return false;
    const sum = year >= 1997 ? dot([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) : dot([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    return sum % 11 === digit(10);
  },
  needs: 'value',
  examples: ['1 900101 0009', '30001010007', '2-991231-9903'],
  counterexamples: ['1 900101 0000', '19013010000', '9900101000', '090010100001'],
  source: 'Act LXVI of 1992 of Hungary; weights 1-10 modulo 11',
});
