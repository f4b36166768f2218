import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const huTaj = defineDataType({
  id: 'id.hu.taj',
  title: 'Hungarian social insurance number (TAJ)',
  country: 'HU',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: {
    en: ['taj', 'taj szam', 'taj szám'],
    hu: ['taj', 'taj szám', 'tajszam', 'tb szám', 'társadalombiztosítási azonosító'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{9}', '\\d{3}[ -]\\d{3}[ -]\\d{3}'],
  nullRate: 0.1,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 9 &&
    decimal(0, 9) > 0 &&
    dot([3, 7, 3, 7, 3, 7, 3, 7]) % 10 === digit(8),
  needs: 'value-and-name',
  examples: ['000 000 017', '123456788', '999-999-990'],
  counterexamples: ['000000000', '000000011', '12345678'],
  source: 'Act XX of 1996 of Hungary; weights 3 and 7 modulo 10',
});
