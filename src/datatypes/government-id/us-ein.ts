import { defineDataType } from '../datatype.ts';
import { PLAIN } from '../law.ts';
import { decimal, readDigits } from '../register.ts';

/** Campus prefixes that the IRS has not assigned. */
const UNASSIGNED: ReadonlySet<number> = new Set([
  0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97,
]);

export const usEin = defineDataType({
  id: 'id.us.ein',
  title: 'US employer identification number',
  country: 'US',
  group: 'other',
  law: PLAIN,
  weight: 'low',
  hints: { en: ['ein', 'employer identification number', 'fein', 'federal tax id', 'employer id number'] },
  weakHints: ['tax id', 'tin', 'taxpayer id'],
  shapes: ['\\d{2}-?\\d{7}'],
  holds: (bytes, start, end) => readDigits(bytes, start, end) === 9 && !UNASSIGNED.has(decimal(0, 2)),
  nullRate: 0.83,
  needs: 'value-and-name',
  examples: ['01-0000000', '99-0000001', '100000002'],
  counterexamples: ['00-0000000', '07-0000000', '1-0000000'],
  source: 'IRS: how EINs are assigned and valid EIN prefixes',
});
