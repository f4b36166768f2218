import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const chAhv = defineDataType({
  id: 'id.ch.ahv',
  title: 'Swiss social insurance number (AHV)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CH',
  hints: {
    de: ['ahv', 'ahv nummer', 'ahvn', 'ahvnr', 'sozialversicherungsnummer', 'ahv nr'],
    fr: ['avs', 'numéro avs', 'navs', 'no avs'],
    it: ['numero avs', 'avs'],
    en: ['ahv number', 'oasi number'],
  },
  weakHints: ID_WORDS,
  shapes: ['756\\d{10}', '756\\.\\d{4}\\.\\d{4}\\.\\d{2}'],
  nullRate: 0.00012,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 13 &&
    (10 - (dot([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === digit(12),
  needs: 'value',
  examples: ['756.0000.0000.02', '7561234567897', '756.9999.9999.91'],
  counterexamples: ['756.0000.0000.00', '757.0000.0000.01', '75600000000'],
  source: 'Central Compensation Office of Switzerland; EAN-13 check digit behind country code 756',
});
