import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const npCitizenship = defineDataType({
  id: 'id.np.citizenship',
  title: 'Nepali citizenship or national identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'NP',
  hints: {
    en: [
      'citizenship no',
      'citizenship number',
      'nagarikta',
      'nepal nid',
      'nagrikta no',
      'citizenship certificate no',
      'nagarikta no',
    ],
    hi: ['नागरिकता', 'नागरिकता नम्बर'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{2}-\\d{2}-\\d{2}-\\d{5}', '\\d{3}-\\d{3}-\\d{3}-\\d'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['01-01-70-00000', '000-000-000-0'],
  counterexamples: ['01-01-70-0000', '0000000000', '1-2-3'],
  source: 'Department of National ID and Civil Registration of Nepal',
});
