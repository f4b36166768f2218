import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const thNational = defineDataType({
  id: 'id.th.national',
  title: 'Thai identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'TH',
  hints: {
    th: [
      'เลขบัตรประชาชน',
      'บัตรประชาชน',
      'เลขประจำตัวประชาชน',
      'รหัสบัตรประชาชน',
      'เลขบัตร ปชช',
      'หมายเลขบัตรประชาชน',
    ],
    en: ['thai id', 'thai national id', 'pid', 'citizen id th', 'id card th', 'pid th'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-8]\\d{12}', '[1-8]-\\d{4}-\\d{5}-\\d{2}-\\d'],
  nullRate: 0.08,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 13 &&
    digit(0) > 0 &&
    digit(0) < 9 &&
    (11 - (dot([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digit(12),
  needs: 'value-and-name',
  examples: ['1-1000-00000-00-8', '8100000000005', '3-1234-56789-01-1'],
  counterexamples: ['1-1000-00000-00-0', '9000000000000', '110000000000'],
  source: 'Department of Provincial Administration of Thailand; weights 13 to 2 modulo 11',
});
