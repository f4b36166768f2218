import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, dot, readDigits } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const auTfn = defineDataType({
  id: 'id.au.tfn',
  title: 'Australian tax file number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AU',
  hints: { en: ['tfn', 'tax file number', 'tfn number', 'tax file no'] },
  weakHints: TAX_WORDS,
  shapes: ['\\d{9}', '\\d{3} \\d{3} \\d{3}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 9 && decimal(0, 9) > 0 && dot([1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  nullRate: 0.091,
  needs: 'value-and-name',
  examples: ['123 456 707', '100000001', '900 000 009'],
  counterexamples: ['000000000', '123456789', '12345678'],
  source: 'Australian Taxation Office; weights 1-4-3-7-5-8-6-9-10 modulo 11',
});
