import { weighted731 } from '../checksum/mrz731.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readAlnum, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const byPersonal = defineDataType({
  id: 'id.by.personal',
  title: 'Belarusian personal number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BY',
  hints: {
    ru: [
      'личный номер',
      'идентификационный номер',
      'lichnyj nomer',
      'личный номер паспорта',
      'lichnyi nomer',
    ],
    en: ['personal number by'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-6]\\d{6}[ABCHKEM]\\d{3}(PB|BA|BI)\\d'],
  nullRate: 0.000001,
  holds(bytes, start, end) {
    if (readAlnum(bytes, start, end) !== 14) return false;
    const mark = digit(0);
    const year = (mark <= 2 ? 1800 : mark <= 4 ? 1900 : 2000) + decimal(5, 7);
    return isPastDate(year, decimal(3, 5), decimal(1, 3), 1880) && weighted731(register, 0, 13) === digit(13);
  },
  needs: 'value',
  examples: ['3010190A000PB6', '4311299K000BA4', '5010100M000BI2'],
  counterexamples: ['3010190A000PB0', '3320190A000PB1', '7010190A000PB1', '3010190D000PB1'],
  source: 'Decree of the Republic of Belarus on the population register; weights 7-3-1 modulo 10',
});
