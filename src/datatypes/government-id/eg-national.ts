import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** Governorates in positions 8-9; 88 is birth abroad. */
const GOVERNORATES: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 31, 32, 33, 34, 35, 88,
]);

export const egNational = defineDataType({
  id: 'id.eg.national',
  title: 'Egyptian national number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'EG',
  hints: {
    ar: ['الرقم القومي', 'رقم قومي', 'الرقم القومى', 'بطاقة الرقم القومي', 'رقم البطاقة'],
    en: [
      'egyptian id',
      'raqam qawmi',
      'national number eg',
      'egyptian national id',
      'national id eg',
      'ssn eg',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[23]\\d{13}'],
  nullRate: 0.0012,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 14 &&
    isPastDate((digit(0) + 17) * 100 + decimal(1, 3), decimal(3, 5), decimal(5, 7)) &&
    GOVERNORATES.has(decimal(7, 9)),
  needs: 'value',
  examples: ['29001010100000', '30001018800001', '29912313500002'],
  counterexamples: ['29013010100000', '29001010500000', '49001010100000', '2900101010000'],
  source: 'Civil Status Organization of Egypt: century, date, governorate, serial',
});
