import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { isPastDate } from '../dates.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const uaUnzr = defineDataType({
  id: 'id.ua.unzr',
  title: 'Ukrainian register number (UNZR)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'UA',
  hints: { uk: ['унзр', 'єддр', 'номер єддр', 'запис єддр', 'unzr', 'eddr'], ru: ['унзр'], en: ['unzr'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{8}-\\d{5}', '(19|20)\\d{11}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 13 && isPastDate(decimal(0, 4), decimal(4, 6), decimal(6, 8)),
  nullRate: 0.00056,
  needs: 'value-and-name',
  examples: ['19900101-00000', '1990010100001', '20001231-99999'],
  counterexamples: ['19901301-00000', '1890010100001', '19900101-0000'],
  source: 'Law 5492-VI of Ukraine on the unified demographic register: birth date, serial and check digit',
});
