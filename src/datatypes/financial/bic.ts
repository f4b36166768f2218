import { isCountry } from '../countries.ts';
import { defineDataType } from '../datatype.ts';
import { PLAIN } from '../law.ts';

export const bic = defineDataType({
  id: 'financial.bic',
  title: 'Bank identifier code (BIC, SWIFT)',
  group: 'financial',
  law: PLAIN,
  weight: 'low',
  hints: { en: ['bic', 'swift', 'swift code', 'bic code', 'bic swift', 'swiftcode'], ru: ['бик', 'свифт'] },
  shapes: ['[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?'],
  holds: (bytes, start) => isCountry(bytes, start + 4),
  nullRate: 0.37,
  needs: 'value-and-name',
  examples: ['AAAADEFF', 'AAAADEFFXXX', 'ZZZZXK22'],
  counterexamples: ['AAAADEF', 'AAA1DEFF', 'aaaadeff', 'CHECKOUT', 'DOWNLOAD'],
  source: 'ISO 9362, ISO 3166-1',
});
