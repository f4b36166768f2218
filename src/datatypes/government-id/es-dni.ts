import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

export const esDni = defineDataType({
  id: 'id.es.dni',
  title: 'Spanish identity number (DNI)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ES',
  hints: {
    es: [
      'dni',
      'dni nif',
      'nif',
      'número dni',
      'num dni',
      'documento nacional de identidad',
      'dni nie',
      'nif dni',
      'dni cif',
      'nro dni',
      'documento nacional identidad',
      'dni paciente',
      'dni cliente',
      'dni titular',
    ],
    en: ['spanish id'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{8}[- ]?[A-Z]', '\\d{2}\\.\\d{3}\\.\\d{3}-[A-Z]'],
  nullRate: 0.038,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end - 1) === 8 && LETTERS.charCodeAt(decimal(0, 8) % 23) === bytes[end - 1],
  needs: 'value-and-name',
  examples: ['00000000T', '99999999-R', '12345678Z'],
  counterexamples: ['00000000A', '12345678', '1234567Z', '12345678z'],
  source: 'Real Decreto 1553/2005; letter by remainder of 23',
});
