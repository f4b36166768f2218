import { mod11_10 } from '../checksum/iso7064.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const hrOib = defineDataType({
  id: 'id.hr.oib',
  title: 'Croatian personal identification number (OIB)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'HR',
  hints: {
    en: ['oib', 'osobni identifikacijski broj', 'oib broj'],
    hr: ['oib', 'osobni identifikacijski broj', 'oib broj'],
  },
  weakHints: ID_WORDS,
  shapes: ['(HR)?\\d{11}'],
  holds: (bytes, _start, end) => readDigits(bytes, end - 11, end) === 11 && mod11_10(register, 0, 11),
  nullRate: 0.068,
  needs: 'value-and-name',
  examples: ['00000000001', '12345678903', 'HR99999999994'],
  counterexamples: ['00000000000', '12345678901', '1234567890'],
  source: 'Law on the personal identification number of Croatia; ISO 7064 MOD 11,10',
});
