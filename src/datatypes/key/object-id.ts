import { defineDataType } from '../datatype.ts';
import { PLAIN } from '../law.ts';

export const objectId = defineDataType({
  id: 'key.object-id',
  title: 'MongoDB object id',
  group: 'other',
  law: PLAIN,
  weight: 'low',
  hints: { en: ['object id', 'objectid', 'oid'] },
  shapes: ['[0-9a-f]{24}'],
  nullRate: 1,
  needs: 'structure',
  examples: ['000000000000000000000000', '5c6400000000000000000001'],
  counterexamples: ['5c64', '5c640000000000000000000g', '5C6400000000000000000001'],
  source: 'BSON specification 1.1: ObjectId',
});
