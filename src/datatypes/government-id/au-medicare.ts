import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const auMedicare = defineDataType({
  id: 'id.au.medicare',
  title: 'Australian Medicare number',
  country: 'AU',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: {
    en: [
      'medicare',
      'medicare number',
      'medicare card',
      'medicare no',
      'irn',
      'medicare card number',
      'medicare irn',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[2-6]\\d{9,10}', '[2-6]\\d{3} \\d{5} \\d( ?[/-]? ?\\d)?'],
  nullRate: 0.045,
  holds(bytes, start, end) {
    const n = readDigits(bytes, start, end);
    return (n === 10 || n === 11) && dot([1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digit(8) && digit(9) > 0;
  },
  needs: 'value-and-name',
  examples: ['2000 00002 1', '6123456741', '3000 00012 1 1'],
  counterexamples: ['2000000001', '7000000071', '200000002'],
  source: 'Services Australia; weights 1-3-7-9 modulo 10',
});
