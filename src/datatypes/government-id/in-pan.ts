import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte } from '../register.ts';
import { ID_WORDS, TAX_WORDS } from '../shared-hints.ts';

export const inPan = defineDataType({
  id: 'id.in.pan',
  title: 'Indian permanent account number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IN',
  hints: {
    en: [
      'pan no',
      'pan number',
      'pan card',
      'permanent account number',
      'pancard',
      'pan card no',
      'panno',
      'pan num',
      'income tax pan',
    ],
    hi: ['पैन', 'पैन नंबर', 'पैन कार्ड'],
  },
  weakHints: ['pan', ...ID_WORDS, ...TAX_WORDS],
  shapes: ['[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]'],
  needs: 'value-and-name',
  telling: ['[A-Z]{3}P[A-Z]\\d{4}[A-Z]'],
  nullRate: 0.38,
  holds: (bytes, start) =>
    digitByte(bytes, start + 5) +
      digitByte(bytes, start + 6) +
      digitByte(bytes, start + 7) +
      digitByte(bytes, start + 8) >
    0,
  examples: ['AAAPA0001A', 'ZZZPZ9999Z', 'AAACA0001Z'],
  counterexamples: ['AAADA0001A', 'AAAPA0000A', 'aaapa0001a', 'AAAPA001A'],
  source: 'Income Tax Department of India: structure of PAN',
});
