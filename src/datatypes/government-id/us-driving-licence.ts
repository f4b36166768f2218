import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';

export const usDrivingLicence = defineDataType({
  id: 'id.us.driving-licence',
  title: 'US or Canadian driver licence',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'US',
  hints: {
    en: [
      'driver license',
      'drivers license',
      'driver licence',
      'drivers licence',
      'driver license number',
      'dl number',
      'dl no',
      'dln',
      'license state',
    ],
  },
  weakHints: ['license', 'licence', 'license no', 'dl', 'license number'],
  shapes: [
    '[A-Z]\\d{7}',
    '[A-Z]\\d{12}',
    '\\d{7,9}',
    '[A-Z]{2}\\d{6}[A-Z]?',
    '[A-Z]\\d{3}-?\\d{3,4}-?\\d{2}-?\\d{3}-?\\d?',
    '[A-Z]\\d{4}-?\\d{5}-?\\d{5}',
  ],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['A0000000', 'A000000000000', 'A0000-00000-00000'],
  counterexamples: ['AAAA0000', 'A00', 'a0000000'],
  source: 'AAMVA DL/ID card design standard; formats of the states',
});
