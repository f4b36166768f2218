import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const mtId = defineDataType({
  id: 'id.mt.id',
  title: 'Maltese identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MT',
  hints: { en: ['maltese id', 'malta id card', 'karta tal identita'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{3,7}[MGAPLHBZ]'],
  nullRate: 0.31,
  needs: 'value-and-name',
  examples: ['0000001M', '0000001G', '123A'],
  counterexamples: ['0000001X', '00000001M', '12M'],
  source: 'Identità agency of Malta; OECD TIN note',
});
