import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const ruSnils = defineDataType({
  id: 'id.ru.snils',
  title: 'Russian pension insurance number (SNILS)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'RU',
  hints: {
    ru: [
      'снилс',
      'snils',
      'страховой номер',
      'страховой номер пфр',
      'номер снилс',
      'снилс клиента',
      'пфр',
      'strahovoi nomer',
      'номер пенсионного страхования',
      'ссн снилс',
    ],
    en: ['snils no', 'snils number'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}', '\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}'],
  nullRate: 0.01,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11 || decimal(0, 9) <= 1_001_998) return false;
    return (dot([9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === decimal(9, 11);
  },
  needs: 'value',
  examples: ['112-233-445 95', '002-000-000 14', '99900000014'],
  counterexamples: ['112-233-445 94', '00000000000', '1122334459', '112.233.445.95x'],
  source: 'Federal law 27-FZ; Pension Fund algorithm, weights 9 to 1 modulo 101',
});
