import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const amPsn = defineDataType({
  id: 'id.am.psn',
  title: 'Armenian public services number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AM',
  hints: {
    en: ['hvhh', 'armenian ssn', 'psn am', 'hanrayin', 'hch', 'հծհ', 'soc card am'],
    ru: ['номер общественных услуг', 'ноу'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-9]\\d{9}'],
  /** Day plus 10 for men or 50 for women, month, year, three digits of serial. */
  nullRate: 0.073,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10) return false;
    const day = decimal(0, 2);
    return isPastDateAnyCentury(decimal(4, 6), decimal(2, 4), day > 50 ? day - 50 : day - 10);
  },
  needs: 'value-and-name',
  examples: ['1101900000', '5101900000', '4112990001'],
  counterexamples: ['1001900000', '1113900000', '110190000', '4412900000'],
  source: 'Law of Armenia on the public services number (2011)',
});
