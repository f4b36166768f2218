import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { allSame, digit, dot, readDigits } from '../register.ts';

export const gbNhs = defineDataType({
  id: 'id.gb.nhs',
  title: 'NHS number',
  country: 'GB',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: {
    en: [
      'nhs number',
      'nhs no',
      'nhs',
      'nhsnumber',
      'nhs id',
      'nhsno',
      'nhs num',
      'patient nhs number',
      'chi number',
    ],
  },
  weakHints: ['patient id', 'patient no', 'patient number'],
  shapes: ['\\d{10}', '\\d{3}[ -]\\d{3}[ -]\\d{4}'],
  nullRate: 0.09,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10 || allSame(10)) return false;
    return (11 - (dot([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digit(9);
  },
  needs: 'value-and-name',
  examples: ['900 000 0009', '9990000018', '999-123-4500'],
  counterexamples: ['9000000000', '0000000000', '900000000'],
  source: 'NHS Data Dictionary: NHS number, weights 10 to 2 modulo 11 (999 is the test range)',
});
