import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const peRuc = defineDataType({
  id: 'id.pe.ruc',
  title: 'Peruvian taxpayer number (RUC)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PE',
  hints: { es: ['ruc', 'número ruc', 'nro ruc'] },
  weakHints: TAX_WORDS,
  shapes: ['(10|15|16|17|20)\\d{9}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 11 &&
    (11 - (dot([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digit(10),
  nullRate: 0.005,
  needs: 'value',
  examples: ['10000000014', '20000000001', '15123456782'],
  counterexamples: ['10000000000', '30000000001', '1000000001'],
  source: 'SUNAT of Peru; weights modulo 11',
});
