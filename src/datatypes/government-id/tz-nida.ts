import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const tzNida = defineDataType({
  id: 'id.tz.nida',
  title: 'Tanzanian national identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'TZ',
  hints: { en: ['nida', 'nida number', 'tanzania id', 'nida no'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{20}', '\\d{8}-\\d{5}-\\d{5}-\\d{2}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 20 && isPastDate(decimal(0, 4), decimal(4, 6), decimal(6, 8)),
  nullRate: 0.00052,
  needs: 'value',
  examples: ['19900101-00000-00000-00', '20000229000000000001', '19991231-11111-00001-22'],
  counterexamples: ['19901301-00000-00000-00', '1990010100000', '18990101-00000-00000-00'],
  source: 'NIDA of Tanzania: birth date, postal area, serial',
});
