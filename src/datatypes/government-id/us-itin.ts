import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';

export const usItin = defineDataType({
  id: 'id.us.itin',
  title: 'US individual taxpayer number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'US',
  hints: { en: ['itin', 'individual taxpayer identification number', 'individual taxpayer', 'itin number'] },
  weakHints: ['ssn', 'tin', 'tax id', 'taxpayer id'],
  shapes: ['9\\d{8}', '9\\d{2}-\\d{2}-\\d{4}'],
  nullRate: 0.044,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 9) return false;
    const group = decimal(3, 5);
    return (
      (group >= 50 && group <= 65) ||
      (group >= 70 && group <= 88) ||
      (group >= 90 && group <= 92) ||
      group >= 94
    );
  },
  needs: 'value-and-name',
  examples: ['900-50-0000', '999-99-0000', '900700001'],
  counterexamples: ['900-49-0000', '900-93-0000', '800-70-0000', '90070000'],
  source: 'IRS: ITIN ranges of the fourth and fifth digits',
});
