import { verhoeff } from '../checksum/verhoeff.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const inVid = defineDataType({
  id: 'id.in.vid',
  title: 'Indian Aadhaar virtual id',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IN',
  hints: { en: ['aadhaar vid', 'virtual id', 'vid'] },
  weakHints: ID_WORDS,
  shapes: ['[2-9]\\d{15}', '[2-9]\\d{3}[ -]\\d{4}[ -]\\d{4}[ -]\\d{4}'],
  nullRate: 0.08,
  holds: (bytes, start, end) => readDigits(bytes, start, end) === 16 && verhoeff(register, 0, 16),
  needs: 'value-and-name',
  examples: ['9999999999990016', '2000 0000 0000 0006', '9000000000000003'],
  counterexamples: ['1000000000000000', '2000000000000001', '200000000000000'],
  source: 'UIDAI circular 1 of 2018; Verhoeff check',
});
