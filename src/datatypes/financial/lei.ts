import { mod97 } from '../checksum/mod97.ts';
import { defineDataType } from '../datatype.ts';
import { PLAIN } from '../law.ts';
import { readAlnum, register } from '../register.ts';

export const lei = defineDataType({
  id: 'financial.lei',
  title: 'Legal entity identifier',
  group: 'other',
  law: PLAIN,
  weight: 'low',
  hints: { en: ['lei', 'lei code', 'legal entity identifier'] },
  shapes: ['[A-Z0-9]{18}\\d{2}'],
  holds: (bytes, start, end) => readAlnum(bytes, start, end) === 20 && mod97(register, 0, 20) === 1,
  nullRate: 0.011,
  needs: 'value',
  examples: ['AAAA00AAAAAAAAAAAA06', '529900T8BM49AURSDO55', '00000000000000000A68'],
  counterexamples: ['AAAA00AAAAAAAAAAAA00', 'AAAA00', 'aaaa00aaaaaaaaaaaa00'],
  source: 'ISO 17442; MOD 97-10',
});
