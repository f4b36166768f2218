import { defineDataType } from '../datatype.ts';
import { isPastDate, isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const roCnp = defineDataType({
  id: 'id.ro.cnp',
  title: 'Romanian personal code (CNP)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'RO',
  hints: {
    en: ['cnp', 'cod numeric personal', 'cod personal'],
    ro: ['cnp', 'cod numeric personal', 'cnp pacient', 'cnp client', 'codnumericpersonal'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-9]\\d{12}'],
  nullRate: 0.0012,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 13) return false;
    const mark = digit(0);
    const county = decimal(7, 9);
    if (
      !(
        (county >= 1 && county <= 48) ||
        county === 51 ||
        county === 52 ||
        county === 70 ||
        (county >= 80 && county <= 83)
      )
    )
      return false;
    const century = mark <= 2 ? 1900 : mark <= 4 ? 1800 : mark <= 6 ? 2000 : 0;
    const dated =
      century > 0
        ? isPastDate(century + decimal(1, 3), decimal(3, 5), decimal(5, 7), 1850)
        : isPastDateAnyCentury(decimal(1, 3), decimal(3, 5), decimal(5, 7));
    const rest = dot([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    return dated && (rest === 10 ? 1 : rest) === digit(12);
  },
  needs: 'value',
  examples: ['1900101010003', '5000101400004', '2991231529997'],
  counterexamples: ['1900101010000', '1901301010001', '0900101010001', '190010101000'],
  source: 'Law 105/1996 of Romania; weights 279146358279 modulo 11, remainder 10 as 1',
});
