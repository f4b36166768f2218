import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const ecCedula = defineDataType({
  id: 'id.ec.cedula',
  title: 'Ecuadorian identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'EC',
  hints: {
    es: [
      'cédula',
      'cédula de identidad',
      'número cédula',
      'cedula ecuador',
      'cédula identidad',
      'num cedula',
      'cédula ruc',
      'ci',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{10}', '\\d{9}-\\d'],
  nullRate: 0.018,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 10 &&
    ((decimal(0, 2) >= 1 && decimal(0, 2) <= 24) || decimal(0, 2) === 30 || decimal(0, 2) === 50) &&
    digit(2) <= 6 &&
    luhn(register, 0, 10),
  needs: 'value',
  examples: ['0100000009', '170000001-9', '2412345676'],
  counterexamples: ['0100000000', '2500000000', '010000000', '0170000000x'],
  source: 'Registro Civil of Ecuador; province 01-24 or 30, Luhn',
});
