import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const lkNic = defineDataType({
  id: 'id.lk.nic',
  title: 'Sri Lankan national identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'LK',
  hints: { en: ['nic', 'nic no', 'nic number', 'sri lanka nic', 'nicno', 'national identity card no'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{9}[VvXx]', '(19|20)\\d{10}'],
  nullRate: 0.033,
  holds(bytes, start, end) {
    const long = end - start === 12;
    for (let i = 0; i < (long ? 12 : 9); i++) register[i] = digitByte(bytes, start + i);
    const year = long ? decimal(0, 4) : 1900 + decimal(0, 2);
    let day = long ? decimal(4, 7) : decimal(2, 5);
    if (day > 500) day -= 500;
    return year >= 1900 && year <= thisYear && day >= 1 && day <= 366;
  },
  needs: 'value-and-name',
  examples: ['900010000V', '855010000X', '199000100000', '200050100000'],
  counterexamples: ['904000000V', '900010000A', '199090000000', '90001000V'],
  source: 'Department for Registration of Persons of Sri Lanka: year, day of year plus 500 for women',
});
