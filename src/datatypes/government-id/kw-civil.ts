import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const kwCivil = defineDataType({
  id: 'id.kw.civil',
  title: 'Kuwaiti civil number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'KW',
  hints: {
    ar: ['الرقم المدني', 'رقم مدني', 'البطاقة المدنية'],
    en: ['civil id', 'civil id no', 'civil number', 'kuwait civil id', 'civilid', 'civil id number'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-3]\\d{11}'],
  nullRate: 0.00044,
  holds(bytes, start, end) {
    if (
      readDigits(bytes, start, end) !== 12 ||
      !isPastDate((digit(0) + 17) * 100 + decimal(1, 3), decimal(3, 5), decimal(5, 7), 1880)
    )
      return false;
    return 11 - (dot([2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11) === digit(11);
  },
  needs: 'value',
  examples: ['290010100003', '300010100018', '299123100019'],
  counterexamples: ['290010100000', '290130100001', '490010100001', '29001010000'],
  source: 'Public Authority for Civil Information of Kuwait',
});
