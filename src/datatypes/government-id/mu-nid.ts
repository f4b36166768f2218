import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readAlnum } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const muNid = defineDataType({
  id: 'id.mu.nid',
  title: 'Mauritian national identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MU',
  hints: { en: ['mauritius nid', 'nid mu', 'mauritius id'] },
  weakHints: ID_WORDS,
  shapes: ['[A-Z]\\d{12}[0-9A-Z]'],
  nullRate: 0.002,
  holds(bytes, start, end) {
    if (
      readAlnum(bytes, start, end) !== 14 ||
      !isPastDateAnyCentury(decimal(5, 7), decimal(3, 5), decimal(1, 3))
    )
      return false;
    let sum = 0;
    for (let i = 0; i < 13; i++) sum += digit(i) * (14 - i);
    return (17 - (sum % 17)) % 17 === digit(13);
  },
  needs: 'value',
  examples: ['A0101900000028', 'Z3112999999991', 'B0101000000019'],
  counterexamples: ['A0113900000001', 'a0101900000001', 'A010190000000'],
  source: 'National Identity Card Act of Mauritius; weights 14 to 2 modulo 17',
});
