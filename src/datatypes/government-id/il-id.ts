import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const ilId = defineDataType({
  id: 'id.il.id',
  title: 'Israeli identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IL',
  hints: {
    he: ['תעודת זהות', 'מספר זהות', 'ת ז', 'תז', 'מספר תעודת זהות', 'מס זהות'],
    en: ['teudat zehut', 'israeli id', 'mispar zehut', 'tz', 'tz number', 'zehut'],
  },
  weakHints: [...ID_WORDS, 'tz', 'zehut'],
  shapes: ['\\d{9}', '\\d{8}-\\d'],
  nullRate: 0.1,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 9 && decimal(0, 9) > 0 && luhn(register, 0, 9),
  needs: 'value-and-name',
  examples: ['000000018', '12345678-2', '999999998'],
  counterexamples: ['000000000', '123456789', '12345678', '000000010'],
  source: 'Population and Immigration Authority of Israel; Luhn',
});
