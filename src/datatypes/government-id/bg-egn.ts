import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const bgEgn = defineDataType({
  id: 'id.bg.egn',
  title: 'Bulgarian civil number (EGN)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BG',
  hints: {
    en: ['egn', 'edinen grazhdanski nomer'],
    ru: ['егн', 'единен граждански номер'],
    bg: ['егн', 'единен граждански номер', 'егн лнч', 'egn lnch'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{10}'],
  nullRate: 0.0084,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10) return false;
    const month = decimal(2, 4);
    const [century, added] = month > 40 ? [2000, 40] : month > 20 ? [1800, 20] : [1900, 0];
    if (!isPastDate(century + decimal(0, 2), month - added, decimal(4, 6), 1850)) return false;
    return (dot([2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === digit(9);
  },
  needs: 'value',
  examples: ['9001010000', '0041010018', '9912319992'],
  counterexamples: ['9001010001', '9013010001', '900101000', '1281259307'],
  source: 'Civil registration act of Bulgaria; weights modulo 11, month plus 20 and 40 for centuries',
});
