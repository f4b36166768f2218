import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { allSame, decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const usSsn = defineDataType({
  id: 'id.us.ssn',
  title: 'US social security number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'US',
  hints: {
    en: [
      'ssn',
      'social security',
      'social security number',
      'social security no',
      'ssn number',
      'ss number',
      'socialsecurity',
      'ssn last',
      'social security num',
      'social sec no',
      'soc sec no',
      'ssn no',
      'ssn last4',
      'ssn4',
      'last four ssn',
      'social',
      'ss no',
      'ss num',
      'social insurance us',
      'taxpayer ssn',
      'employee ssn',
      'patient ssn',
      'ssn tin',
      'ssn itin',
    ],
    es: ['seguro social', 'número de seguro social'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{9}', '\\d{3}-\\d{2}-\\d{4}', '\\d{3} \\d{2} \\d{4}'],
  /** Never issued: areas 000, 666 and 900-999, group 00, serial 0000, and numbers printed in advertisements. */
  telling: ['\\d{3}-\\d{2}-\\d{4}'],
  nullRate: 0.89,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 9) return false;
    const area = decimal(0, 3);
    const whole = decimal(0, 9);
    return (
      area > 0 &&
      area !== 666 &&
      area < 900 &&
      decimal(3, 5) > 0 &&
      decimal(5, 9) > 0 &&
      whole !== 78_051_120 &&
      whole !== 219_099_999 &&
      whole !== 457_555_462 &&
      whole !== 123_456_789 &&
      !allSame(9)
    );
  },
  needs: 'value-and-name',
  examples: ['001-01-0001', '899 99 9999', '001010002'],
  counterexamples: ['000-01-0001', '666-01-0001', '900-01-0001', '078-05-1120', '001-00-0001'],
  source: 'Social Security Administration: randomization of 2011, POMS RM 10201',
});
