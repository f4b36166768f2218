import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits, register } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const idNpwp = defineDataType({
  id: 'id.id.npwp',
  title: 'Indonesian tax number (NPWP)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ID',
  hints: { id: ['npwp', 'nomor npwp', 'no npwp', 'npwp pribadi'] },
  weakHints: TAX_WORDS,
  shapes: ['\\d{15}', '\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d-\\d{3}\\.\\d{3}'],
  nullRate: 0.1,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 15 && decimal(0, 9) > 0 && luhn(register, 0, 9),
  needs: 'value-and-name',
  examples: ['01.000.000.8-000.000', '090000001000000', '99.000.000.2-000.000'],
  counterexamples: ['01.000.000.1-000.000', '00.000.000.0-000.000', '0100000000000'],
  source: 'Directorate General of Taxes of Indonesia; Luhn over the first nine digits',
});
