import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const keId = defineDataType({
  id: 'id.ke.id',
  title: 'Kenyan identity number or KRA PIN',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'KE',
  hints: {
    en: [
      'kenya id',
      'huduma',
      'huduma number',
      'kra pin',
      'maisha number',
      'national id ke',
      'kra',
      'huduma no',
      'id number kenya',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[AP]\\d{9}[A-Z]', '\\d{7,8}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['A000000000A', '00000001', '10000000'],
  counterexamples: ['B000000000A', '100000', 'A00000000A'],
  source: 'Registration of Persons Act; Kenya Revenue Authority',
});
