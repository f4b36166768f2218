import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const inEpic = defineDataType({
  id: 'id.in.epic',
  title: 'Indian voter card number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IN',
  hints: {
    en: [
      'epic',
      'epic no',
      'voter id',
      'voter card',
      'voter id no',
      'elector photo id',
      'epic number',
      'voter card no',
      'election card',
      'voterid',
    ],
    hi: ['मतदाता पहचान'],
  },
  weakHints: ID_WORDS,
  shapes: ['[A-Z]{3}\\d{7}'],
  nullRate: 0.1,
  holds(bytes, start, end) {
    for (let i = 0; i < end - start - 3; i++) register[i] = digitByte(bytes, start + 3 + i);
    return luhn(register, 0, 7);
  },
  needs: 'value-and-name',
  examples: ['AAA0000018', 'ZZZ9999996', 'ABC1234566'],
  counterexamples: ['AAA0000001', 'AA00000018', 'AAA000001', 'aaa0000018'],
  source: 'Election Commission of India; Luhn check',
});
