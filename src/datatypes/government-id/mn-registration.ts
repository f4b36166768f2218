import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const mnRegistration = defineDataType({
  id: 'id.mn.registration',
  title: 'Mongolian registration number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MN',
  hints: {
    en: ['registration number mn', 'register no mn', 'reg number mn'],
    ru: ['регистрийн дугаар', 'рд'],
  },
  weakHints: ID_WORDS,
  shapes: ['[А-ЯЁӨҮ]{2}\\d{8}'],
  nullRate: 0.000001,
  holds(bytes, _start, end) {
    for (let i = 0; i < 6; i++) register[i] = digitByte(bytes, end - 8 + i);
    const month = decimal(2, 4);
    return month > 20
      ? isPastDate(2000 + decimal(0, 2), month - 20, decimal(4, 6))
      : isPastDate(1900 + decimal(0, 2), month, decimal(4, 6));
  },
  needs: 'value',
  examples: ['АА90010100', 'УБ00210100', 'ӨҮ99123111'],
  counterexamples: ['АА90130100', 'AA90010100', 'АА9001010', 'АА00330100'],
  source: 'General Authority for State Registration of Mongolia: month plus 20 since 2000',
});
