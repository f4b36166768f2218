import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const cardTrack = defineDataType({
  id: 'financial.card-track',
  title: 'Magnetic stripe data of a card',
  group: 'financial',
  law: FINANCIAL,
  weight: 'critical',
  hints: {
    en: [
      'track1',
      'track2',
      'track data',
      'track',
      'magstripe',
      'stripe data',
      'swipe',
      'emv',
      'pin block',
      'track 2 equivalent',
      'tracktwo',
    ],
    zh: ['磁道', '二磁道'],
  },
  shapes: ['%?B\\d{12,19}\\^[^\\^]{2,26}\\^\\d{7,}.*', ';?\\d{12,19}=\\d{7,}\\??.*'],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '%B4000000000000002^DOE/JOHN^3012101000000000?',
    ';4000000000000002=30121010000000000000?',
    '4000000000000002=30121010000',
  ],
  counterexamples: ['4000000000000002', '%B4^X^1', ';4000=30'],
  source: 'ISO/IEC 7813; PCI DSS v4 requirement 3.3.1.1',
});
