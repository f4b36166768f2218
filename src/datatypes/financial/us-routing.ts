import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';
import { decimal, dot, readDigits } from '../register.ts';

export const usRouting = defineDataType({
  id: 'financial.us-routing',
  title: 'US bank routing number',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  country: 'US',
  hints: {
    en: [
      'routing',
      'routing number',
      'aba',
      'aba number',
      'routing no',
      'aba routing',
      'rtn',
      'transit number',
      'bank routing',
    ],
  },
  shapes: ['(0\\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\\d{7}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 9 && decimal(2, 9) > 0 && dot([3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  nullRate: 0.039,
  needs: 'value-and-name',
  examples: ['010000003', '120000016', '329999999'],
  counterexamples: ['010000000', '130000006', '99000000', '000000000'],
  source: 'ABA routing number policy; weights 3-7-1 modulo 10',
});
