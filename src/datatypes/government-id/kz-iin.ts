import { defineDataType } from '../datatype.ts';
import { isPastDate, isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (readDigits(bytes, start, end) !== 12) return false;
  const mark = digit(6);
  if (mark > 6) return false;
  const year = (mark === 0 ? 2000 : 1800 + Math.floor((mark - 1) / 2) * 100) + decimal(0, 2);
  if (
    mark === 0
      ? !isPastDateAnyCentury(decimal(0, 2), decimal(2, 4), decimal(4, 6))
      : !isPastDate(year, decimal(2, 4), decimal(4, 6), 1880)
  )
    return false;
  let check = dot([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  if (check === 10) check = dot([3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return check === digit(11);
}

export const kzIin = defineDataType({
  id: 'id.kz.iin',
  title: 'Kazakh individual identification number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'KZ',
  hints: {
    kk: ['жсн', 'жеке сәйкестендіру нөмірі', 'zhsn', 'jsn'],
    ru: ['иин', 'iin', 'инн иин', 'иин клиента', 'иин физлица'],
    en: ['iin', 'iin no', 'iin number'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{12}'],
  holds,
  nullRate: 0.0015,
  needs: 'value',
  examples: ['900101300007', '000101500001', '991231400002'],
  counterexamples: ['900101300000', '901301300000', '900101800000', '90010130000'],
  source: 'Law of Kazakhstan of 12 January 2007 on national registers; government decree 853 (check digit)',
});
