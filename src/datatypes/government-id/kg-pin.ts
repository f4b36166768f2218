import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const kgPin = defineDataType({
  id: 'id.kg.pin',
  title: 'Kyrgyz personal identification number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'KG',
  hints: {
    en: ['kg pin', 'personal identification number', 'inn kg', 'pin kg'],
    ru: [
      'пин',
      'персональный идентификационный номер',
      'пин код гражданина',
      'пин кг',
      'персональный номер',
      'инн кр',
    ],
    ky: ['пин', 'жеке номер', 'ину'],
  },
  weakHints: ['pin', 'inn', 'инн', ...ID_WORDS],
  shapes: ['[12]\\d{13}'],
  nullRate: 0.000095,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 14 && isPastDate(decimal(5, 9), decimal(3, 5), decimal(1, 3)),
  needs: 'value',
  examples: ['10101190000000', '23112199900001', '10102200000002'],
  counterexamples: ['13201190000000', '30101190000000', '10101189900000', '1010119000000'],
  source: 'State Registration Service of Kyrgyzstan: sex, day, month, year, serial',
});
