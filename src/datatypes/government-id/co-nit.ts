import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readDigits } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const coNit = defineDataType({
  id: 'id.co.nit',
  title: 'Colombian tax number (NIT)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CO',
  hints: { es: ['nit', 'número nit', 'nit dv'] },
  weakHints: TAX_WORDS,
  shapes: ['\\d{8,10}-?\\d', '\\d{3}\\.\\d{3}\\.\\d{3}-\\d'],
  nullRate: 0.1,
  holds(bytes, start, end) {
    const n = readDigits(bytes, start, end);
    const weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
    let sum = 0;
    for (let i = n - 2; i >= 0; i--) sum += digit(i) * (weights[n - 2 - i] ?? 0);
    return '01987654321'.charCodeAt(sum % 11) - 0x30 === digit(n - 1);
  },
  needs: 'value-and-name',
  examples: ['100.000.000-3', '900000001-2', '1000000000-1'],
  counterexamples: ['100.000.000-0', '1234-5', '900000001-0'],
  source: 'DIAN of Colombia; weights 3 to 71 modulo 11',
});
