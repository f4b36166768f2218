import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const svDui = defineDataType({
  id: 'id.sv.dui',
  title: 'Salvadoran identity document (DUI)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'SV',
  hints: { es: ['dui', 'número dui', 'documento único de identidad'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{8}-?\\d'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 9 &&
    decimal(0, 8) > 0 &&
    (10 - (dot([9, 8, 7, 6, 5, 4, 3, 2]) % 10)) % 10 === digit(8),
  nullRate: 0.1,
  needs: 'value-and-name',
  examples: ['00000001-8', '123456784', '99999999-4'],
  counterexamples: ['00000001-0', '00000000-0', '0000000-1'],
  source: 'RNPN of El Salvador; weights 9 to 2 modulo 10',
});
