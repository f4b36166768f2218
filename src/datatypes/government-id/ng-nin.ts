import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const ngNin = defineDataType({
  id: 'id.ng.nin',
  title: 'Nigerian identity or bank verification number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'NG',
  hints: {
    en: [
      'nin',
      'bvn',
      'national identification number',
      'bank verification number',
      'nimc',
      'nin number',
      'bvn number',
      'nin bvn',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-9]\\d{10}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['10000000000', '22000000000'],
  counterexamples: ['00000000000', '1000000000', '1000000000A'],
  source: 'NIMC Act 2007; Central Bank of Nigeria BVN framework',
});
