import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { allSame, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const jpMyNumber = defineDataType({
  id: 'id.jp.my-number',
  title: 'Japanese individual number (My Number)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'JP',
  hints: {
    en: ['my number', 'mynumber', 'individual number', 'kojin bango'],
    ja: ['マイナンバー', '個人番号', '個人番号カード', '社会保障番号'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{12}', '\\d{4}[ -]\\d{4}[ -]\\d{4}'],
  nullRate: 0.1,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 12 || allSame(12)) return false;
    const rest = dot([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest <= 1 ? 0 : 11 - rest) === digit(11);
  },
  needs: 'value-and-name',
  examples: ['123456789018', '0000 0000 0019', '999999999902'],
  counterexamples: ['123456789010', '000000000000', '12345678901'],
  source: 'Ministry of Internal Affairs and Communications ordinance 85 of 2014, article 5',
});
