import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { allSame, digit, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const ruOms = defineDataType({
  id: 'id.ru.oms',
  title: 'Russian health insurance number (OMS)',
  country: 'RU',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: {
    ru: [
      'омс',
      'полис',
      'полис омс',
      'номер полиса',
      'енп',
      'polis',
      'polis oms',
      'enp',
      'oms',
      'серия полиса',
      'номер полиса омс',
      'единый номер полиса',
      'npolis',
      'spolis',
      'nomer polisa',
      'vpolis',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{16}', '\\d{4}( \\d{4}){3}'],
  nullRate: 0.099,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 16 && !allSame(16) && luhn(register, 0, 16) && digit(0) <= 9,
  needs: 'value-and-name',
  examples: ['7700000000000008', '5000 0000 0000 0017', '9900000000000028'],
  counterexamples: ['7700000000000000', '0000000000000000', '770000000000000'],
  source: 'Federal law 326-FZ; rules of compulsory health insurance (unified policy number, Luhn)',
});
