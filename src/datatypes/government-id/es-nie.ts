import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

export const esNie = defineDataType({
  id: 'id.es.nie',
  title: 'Spanish number of foreigners (NIE)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ES',
  hints: { es: ['nie', 'número nie', 'número de identidad de extranjero', 'dni nie', 'nif nie'] },
  weakHints: ID_WORDS,
  shapes: ['[XYZ]-?\\d{7}-?[A-Z]'],
  nullRate: 0.0044,
  holds(bytes, start, end) {
    if (readDigits(bytes, start + 1, end - 1) !== 7) return false;
    const prefix = (bytes[start] ?? 0) - 0x58;
    return LETTERS.charCodeAt((prefix * 10_000_000 + decimal(0, 7)) % 23) === bytes[end - 1];
  },
  needs: 'value-and-name',
  examples: ['X0000000T', 'Y-1234567-X', 'Z9999999H'],
  counterexamples: ['X0000000A', 'W0000000T', 'X000000T', 'x0000000t'],
  source: 'Real Decreto 557/2011; prefix X, Y, Z as 0, 1, 2, letter by remainder of 23',
});
