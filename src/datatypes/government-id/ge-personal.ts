import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const gePersonal = defineDataType({
  id: 'id.ge.personal',
  title: 'Georgian personal number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'GE',
  hints: {
    en: ['piradi nomeri', 'georgian id', 'personal number ge', 'piradi'],
    ru: ['личный номер грузии'],
    ka: ['პირადი ნომერი', 'პირადობის ნომერი', 'piradi nomeri', 'პ ნ', 'პირადი ნომ', 'ნომერი პირადი'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['01000000000', '62000000001'],
  counterexamples: ['0100000000', '010000000000', '0100000000A'],
  source: 'Public Service Development Agency of Georgia',
});
