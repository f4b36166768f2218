import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const ghCard = defineDataType({
  id: 'id.gh.card',
  title: 'Ghana card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'GH',
  hints: { en: ['ghana card', 'ghanacard', 'ghana card no', 'nia number', 'gh card', 'ghana card number'] },
  weakHints: ID_WORDS,
  shapes: ['(GHA|[A-Z]{3})-\\d{9}-\\d'],
  telling: ['GHA-\\d{9}-\\d'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['GHA-000000000-0', 'NGA-000000001-1'],
  counterexamples: ['GHA-00000000-0', 'GHA0000000000', 'gha-000000000-0'],
  source: 'National Identification Authority of Ghana',
});
