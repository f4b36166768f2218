import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const noFodselsnummer = defineDataType({
  id: 'id.no.fodselsnummer',
  title: 'Norwegian birth number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'NO',
  hints: {
    en: ['fodselsnummer', 'fødselsnummer', 'fnr', 'personnummer no', 'd nummer', 'dnr', 'fodselsnr'],
    nb: [
      'fødselsnummer',
      'fnr',
      'personnummer',
      'd nummer',
      'dnummer',
      'fodselsnr',
      'fødselsnr',
      'fødselsnummer 11',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}', '\\d{6} \\d{5}'],
  /** D-numbers add 40 to the day, synthetic ones 40 or 80 to the month. */
  nullRate: 0.0019,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11) return false;
    const day = decimal(0, 2) % 40;
    if (decimal(0, 2) > 71 || !isPastDateAnyCentury(decimal(4, 6), decimal(2, 4) % 40, day)) return false;
    const first = (11 - (dot([3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
    const second = (11 - (dot([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return first === digit(9) && second === digit(10);
  },
  needs: 'value',
  examples: ['01819000049', '71529910031', '010100 20065'],
  counterexamples: ['01819000000', '32019000000', '0101900000'],
  source: 'Norwegian Tax Administration; two check digits modulo 11 (months plus 80 are the test register)',
});
