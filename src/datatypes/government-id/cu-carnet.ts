import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const cuCarnet = defineDataType({
  id: 'id.cu.carnet',
  title: 'Cuban identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CU',
  hints: { es: ['carné de identidad', 'carnet de identidad', 'número permanente', 'ci cuba', 'ni cuba'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}'],
  nullRate: 0.027,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11) return false;
    const century = digit(6) === 9 ? 1800 : digit(6) <= 5 ? 1900 : 2000;
    return isPastDate(century + decimal(0, 2), decimal(2, 4), decimal(4, 6), 1850);
  },
  needs: 'value',
  examples: ['90010100000', '00010160001', '99123150002'],
  counterexamples: ['90130100000', '9001010000', '90010160000'],
  source: 'Dirección de Identificación of Cuba: yymmdd, century digit, serial',
});
