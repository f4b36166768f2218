import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const psId = defineDataType({
  id: 'id.ps.id',
  title: 'Palestinian identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PS',
  hints: { ar: ['رقم الهوية الفلسطينية', 'هوية فلسطينية'], en: ['palestinian id'] },
  weakHints: ID_WORDS,
  shapes: ['[4789]\\d{8}'],
  nullRate: 0.04,
  holds: (bytes, start, end) => readDigits(bytes, start, end) === 9 && luhn(register, 0, 9),
  needs: 'value-and-name',
  examples: ['400000006', '800000002', '900000019'],
  counterexamples: ['400000000', '100000009', '40000000'],
  source: 'Palestinian Ministry of Interior; Luhn as in the shared register',
});
