import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const bdNid = defineDataType({
  id: 'id.bd.nid',
  title: 'Bangladeshi national identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BD',
  hints: {
    en: [
      'bangladesh nid',
      'bd nid',
      'nid no',
      'nid number',
      'smart card no',
      'nid bd',
      'nidno',
      'smart card nid',
      'voter nid',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-9]\\d{9}', '\\d{13}', '(19|20)\\d{15}'],
  nullRate: 0.47,
  holds(bytes, start, end) {
    const n = readDigits(bytes, start, end);
    if (n === 17) return decimal(0, 4) >= 1900 && decimal(0, 4) <= thisYear;
    return n === 10 || (n === 13 && decimal(0, 2) >= 1 && digit(2) >= 1 && digit(2) <= 5) || false;
  },
  needs: 'value-and-name',
  examples: ['1000000000', '0110000000000', '19900110000000000'],
  counterexamples: ['100000000', '0190000000000', '21900110000000000'],
  source: 'Election Commission of Bangladesh: 10-digit smart card, 13-digit and 17-digit forms',
});
