import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** Numbers given from this day on have no check digit. Who came to the country later keeps an earlier birth date and is missed. */
const WITHOUT_CHECK = 20_260_218;

export const isKennitala = defineDataType({
  id: 'id.is.kennitala',
  title: 'Icelandic identity number (kennitala)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IS',
  hints: { en: ['kennitala', 'kt', 'icelandic id'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{6}-?\\d{3}[089]'],
  /** Companies add 40 to the day and are not people. */
  nullRate: 0.00071,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10) return false;
    const century = digit(9) === 9 ? 1900 : digit(9) === 0 ? 2000 : 1800;
    const [year, month, day] = [century + decimal(4, 6), decimal(2, 4), decimal(0, 2)];
    if (!isPastDate(year, month, day, 1800)) return false;
    if (year * 10_000 + month * 100 + day >= WITHOUT_CHECK) return true;
    return (11 - (dot([3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digit(8);
  },
  needs: 'value',
  examples: ['010190-2079', '3112992049', '010100-2080'],
  counterexamples: ['010190-2009', '320190-2009', '010190-2001', '010190209'],
  source: 'Registers Iceland; weights 3-2-7-6-5-4-3-2 modulo 11, given up on 18 February 2026',
});
