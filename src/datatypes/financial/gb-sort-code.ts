import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const gbSortCode = defineDataType({
  id: 'financial.gb-sort-code',
  title: 'British sort code',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  country: 'GB',
  hints: { en: ['sort code', 'sortcode', 'bank sort code'] },
  shapes: ['\\d{2}-\\d{2}-\\d{2}', '\\d{6}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['00-00-00', '000000'],
  counterexamples: ['00-00-0', '0000000', 'AA-00-00'],
  source: 'Vocalink / Pay.UK sort code directory',
});
