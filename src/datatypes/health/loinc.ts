import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { readDigits, register } from '../register.ts';

export const loinc = defineDataType({
  id: 'health.loinc',
  title: 'Laboratory test code (LOINC)',
  group: 'health',
  law: ART9,
  weight: 'medium',
  hints: { en: ['loinc', 'loinc code', 'test code', 'lab code'] },
  shapes: ['\\d{1,6}-\\d'],
  holds: (bytes, start, end) => luhn(register, 0, readDigits(bytes, start, end)),
  nullRate: 0.1,
  needs: 'value-and-name',
  examples: ['2345-7', '718-7', '94500-6'],
  counterexamples: ['2345-0', '2345', '-7'],
  source: "LOINC users' guide: modulo 10 check digit",
});
