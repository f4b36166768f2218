import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const alNid = defineDataType({
  id: 'id.al.nid',
  title: 'Albanian identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AL',
  hints: { en: ['nid al', 'numri personal', 'nipt', 'nid number al', 'numri i identitetit'] },
  weakHints: ID_WORDS,
  shapes: ['[A-W]\\d{8}[A-W]'],
  /** The letter counts decades from 1800; women add 50 to the month. */
  nullRate: 0.044,
  holds(bytes, start) {
    const year = 1800 + ((bytes[start] ?? 0) - 0x41) * 10 + digitByte(bytes, start + 1);
    const month = (digitByte(bytes, start + 2) * 10 + digitByte(bytes, start + 3)) % 50;
    const day = digitByte(bytes, start + 4) * 10 + digitByte(bytes, start + 5);
    return isPastDate(year, month, day, 1850);
  },
  needs: 'value-and-name',
  examples: ['J00101000A', 'I05101000B', 'J91231999W'],
  counterexamples: ['J01301000A', 'Z00101000A', 'J0010100A', 'J00132000A'],
  source: 'Civil status law of Albania; OECD TIN note',
});
