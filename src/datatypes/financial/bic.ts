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
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['AAAADEFF', 'AAAADEFFXXX'],
  counterexamples: ['AAAADEF', 'AAA1DEFF', 'aaaadeff'],
  source: 'ISO 9362',
});
