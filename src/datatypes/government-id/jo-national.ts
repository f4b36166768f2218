import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const joNational = defineDataType({
  id: 'id.jo.national',
  title: 'Jordanian national number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'JO',
  hints: {
    ar: ['الرقم الوطني', 'رقم وطني', 'الرقم الوطني الاردني'],
    en: ['jordan national number', 'jordanian id'],
  },
  weakHints: ID_WORDS,
  shapes: ['(9|20?)\\d{9}', '(19|20)\\d{8}'],
  nullRate: 0.21,
  needs: 'value-and-name',
  examples: ['9901000000', '2000000001', '2001000002'],
  counterexamples: ['990100000', '1001000000', '99010000000'],
  source: 'Civil Status and Passports Department of Jordan',
});
