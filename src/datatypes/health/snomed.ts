import { verhoeff } from '../checksum/verhoeff.ts';
import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { readDigits, register } from '../register.ts';

/** Partition identifiers: concepts, descriptions and relationships, of the international release or of an extension. */
const PARTITIONS = new Set([0, 1, 2, 10, 11, 12]);

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  const n = readDigits(bytes, start, end);
  const partition = (register[n - 3] as number) * 10 + (register[n - 2] as number);
  return PARTITIONS.has(partition) && verhoeff(register, 0, n);
}

export const snomed = defineDataType({
  id: 'health.snomed',
  title: 'Clinical concept code (SNOMED CT)',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: { en: ['snomed', 'snomed ct', 'sctid', 'snomed code', 'concept id', 'conceptid'] },
  shapes: ['[1-9]\\d{5,17}'],
  holds,
  nullRate: 0.0053,
  needs: 'value-and-name',
  examples: ['73211009', '10000000000000103', '38341003'],
  counterexamples: ['73211000', '12345', '0000003'],
  source: 'SNOMED CT technical implementation guide §6; Verhoeff',
});
