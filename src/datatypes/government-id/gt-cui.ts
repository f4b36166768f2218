import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const TOWNS = [17, 8, 16, 16, 13, 14, 19, 8, 24, 21, 9, 30, 32, 21, 8, 17, 14, 5, 11, 11, 7, 17];

export const gtCui = defineDataType({
  id: 'id.gt.cui',
  title: 'Guatemalan personal code (CUI, DPI)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'GT',
  hints: { es: ['cui', 'dpi', 'número dpi', 'código único de identificación', 'num dpi', 'no dpi'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{13}', '\\d{4} \\d{5} \\d{4}'],
  nullRate: 0.0032,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 13) return false;
    const towns = TOWNS[decimal(9, 11) - 1] ?? 0;
    return (
      decimal(11, 13) >= 1 && decimal(11, 13) <= towns && dot([2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digit(8)
    );
  },
  needs: 'value',
  examples: ['1000 00002 0101', '2000000040101', '3000 00103 2201'],
  counterexamples: ['1000000000101', '1000000020001', '1000000022301', '100000002010'],
  source: 'RENAP of Guatemala; weights 2 to 9 modulo 11, department and municipality',
});
