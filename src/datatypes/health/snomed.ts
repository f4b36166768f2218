import { verhoeff } from '../checksum/verhoeff.ts';
import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { readDigits, register } from '../register.ts';

export const snomed = defineDataType({
  id: 'health.snomed',
  title: 'Clinical concept code (SNOMED CT)',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: { en: ['snomed', 'snomed ct', 'sctid', 'snomed code', 'concept id', 'conceptid'] },
  shapes: ['[1-9]\\d{3,15}(00|01|02|10|11|12)\\d'],
  holds: (bytes, start, end) => verhoeff(register, 0, readDigits(bytes, start, end)),
  nullRate: 0.0053,
  needs: 'value-and-name',
  examples: ['73211009', '10000000000000103', '38341003'],
  counterexamples: ['73211000', '12345', '0000003'],
  source: 'SNOMED CT technical implementation guide §6; Verhoeff',
});
