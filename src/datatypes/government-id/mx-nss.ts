import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const mxNss = defineDataType({
  id: 'id.mx.nss',
  title: 'Mexican social security number (NSS)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MX',
  hints: {
    es: [
      'nss',
      'imss',
      'número de seguridad social',
      'numero imss',
      'nss imss',
      'número seguro social',
      'num seg social',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}', '\\d{2}-\\d{2}-\\d{2}-\\d{4}-\\d'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 11 && decimal(0, 2) > 0 && luhn(register, 0, 11),
  nullRate: 0.099,
  needs: 'value-and-name',
  examples: ['01000000008', '90-90-90-0001-1', '99999999990'],
  counterexamples: ['01000000000', '00000000000', '0100000000'],
  source: 'Instituto Mexicano del Seguro Social; Luhn',
});
