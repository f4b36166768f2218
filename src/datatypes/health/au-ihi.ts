import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { luhn } from '../checksum/luhn.ts';
import { readDigits, register } from '../register.ts';

export const auIhi = defineDataType({
  id: 'health.au-ihi',
  title: 'Australian healthcare identifier',
  group: 'health',
  law: ART9,
  weight: 'high',
  country: 'AU',
  hints: { en: ['ihi', 'ihi number', 'individual healthcare identifier', 'hpi i', 'healthcare identifier'] },
  shapes: ['80036[01]\\d{10}', '8003 6[01]\\d{2} \\d{4} \\d{4}'],
  holds: (bytes, start, end) => readDigits(bytes, start, end) === 16 && luhn(register, 0, 16),
  nullRate: 1e-6,
  needs: 'value',
  examples: ['8003600000000007', '8003 6100 0000 0006', '8003608166690503'],
  counterexamples: ['8003600000000000', '8003630000000000', '800360000000000'],
  source: 'Healthcare Identifiers Act 2010 of Australia; ISO 7812 issuer 800360, Luhn',
});
