import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** Places of birth in positions 7-8: states 01-16 and 21-59, abroad 60-93, unknown 98-99 and 82. */
function isPlace(code: number): boolean {
  return (
    (code >= 1 && code <= 16) ||
    (code >= 21 && code <= 68) ||
    code === 71 ||
    code === 72 ||
    code === 74 ||
    (code >= 75 && code <= 79) ||
    (code >= 82 && code <= 93) ||
    code === 98 ||
    code === 99
  );
}

export const myNric = defineDataType({
  id: 'id.my.nric',
  title: 'Malaysian identity card (MyKad)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MY',
  hints: {
    en: [
      'mykad',
      'nric',
      'ic no',
      'ic number',
      'icno',
      'malaysian ic',
      'no kp',
      'kad pengenalan',
      'mykad no',
      'nric no',
      'no ic',
      'no kad pengenalan',
      'nokp',
      'new ic',
      'ic baru',
      'ic passport',
    ],
  },
  weakHints: ['ic', ...ID_WORDS],
  shapes: ['\\d{12}', '\\d{6}-\\d{2}-\\d{4}'],
  nullRate: 0.032,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 12 &&
    isPastDateAnyCentury(decimal(0, 2), decimal(2, 4), decimal(4, 6)) &&
    isPlace(decimal(6, 8)),
  needs: 'value-and-name',
  examples: ['000101-01-0000', '900101140001', '991231-21-0002'],
  counterexamples: ['001301-01-0000', '000101-00-0000', '000101-17-0000', '00010101000'],
  source: 'National Registration Department of Malaysia: state and country codes',
});
