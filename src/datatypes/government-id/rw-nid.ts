import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const rwNid = defineDataType({
  id: 'id.rw.nid',
  title: 'Rwandan national identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'RW',
  hints: { en: ['rwanda id', 'indangamuntu', 'nid rw', 'rwanda nid'] },
  weakHints: ID_WORDS,
  shapes: ['[1-3]\\d{15}', '[1-3] \\d{4} [78] \\d{7} \\d \\d{2}'],
  nullRate: 0.00069,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 16 &&
    decimal(1, 5) >= 1900 &&
    decimal(1, 5) <= thisYear &&
    (digit(5) === 7 || digit(5) === 8),
  needs: 'value',
  examples: ['1 1990 8 0000000 0 00', '1200070000001000', '3195080000002011'],
  counterexamples: ['1 1990 9 0000000 0 00', '1189980000000000', '4199080000000000'],
  source: 'NIDA of Rwanda: status, year, sex, serial, issue, check',
});
