import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const doCedula = defineDataType({
  id: 'id.do.cedula',
  title: 'Dominican identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'DO',
  hints: { es: ['cédula', 'cédula de identidad y electoral', 'cedula dominicana'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}', '\\d{3}-\\d{7}-\\d'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 11 && decimal(0, 10) > 0 && luhn(register, 0, 11),
  nullRate: 0.1,
  needs: 'value-and-name',
  examples: ['001-0000001-7', '40200000004', '12345678903'],
  counterexamples: ['001-0000001-0', '00000000000', '0010000001'],
  source: 'Junta Central Electoral; Luhn',
});
