import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const caSin = defineDataType({
  id: 'id.ca.sin',
  title: 'Canadian social insurance number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CA',
  hints: {
    en: [
      'sin',
      'social insurance number',
      'social insurance',
      'sin number',
      'sin no',
      'social insurance no',
      'sinnumber',
    ],
    fr: ['nas', 'numéro d assurance sociale', 'assurance sociale', 'numéro assurance sociale'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-79]\\d{8}', '[1-79]\\d{2}[ -]\\d{3}[ -]\\d{3}'],
  holds: (bytes, start, end) => readDigits(bytes, start, end) === 9 && luhn(register, 0, 9),
  nullRate: 0.08,
  needs: 'value-and-name',
  examples: ['100 000 009', '900-000-001', '123456782'],
  counterexamples: ['100000000', '000000000', '800000002', '10000000'],
  source: 'Service Canada: social insurance number code of practice; Luhn',
});
