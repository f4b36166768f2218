import { weighted731 } from '../checksum/mrz731.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const mdIdnp = defineDataType({
  id: 'id.md.idnp',
  title: 'Moldovan personal number (IDNP)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MD',
  hints: { en: ['idnp', 'cod personal'], ru: ['идентификационный номер idnp', 'идно'] },
  weakHints: ID_WORDS,
  shapes: ['[02]\\d{12}'],
  nullRate: 0.02,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 13 && weighted731(register, 0, 12) === digit(12),
  needs: 'value-and-name',
  examples: ['2000000000004', '2001000000001', '0980000000005'],
  counterexamples: ['2000000000000', '3000000000000', '200000000000'],
  source: 'Government decision 333/2002 of Moldova; weights 7-3-1 modulo 10',
});
