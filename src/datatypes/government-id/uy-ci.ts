import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const uyCi = defineDataType({
  id: 'id.uy.ci',
  title: 'Uruguayan identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'UY',
  hints: { es: ['cédula', 'cédula de identidad', 'documento uy', 'cédula identidad', 'ci'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{8}', '\\d\\.\\d{3}\\.\\d{3}-\\d'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 8 && (10 - (dot([2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === digit(7),
  nullRate: 0.099,
  needs: 'value-and-name',
  examples: ['1.000.000-8', '12345672', '9.999.999-9'],
  counterexamples: ['1.000.000-0', '12345670', '1000008'],
  source: 'Dirección Nacional de Identificación Civil of Uruguay; weights 2987634 modulo 10',
});
