import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';

export const inAbha = defineDataType({
  id: 'health.in-abha',
  title: 'Indian health account number (ABHA)',
  group: 'health',
  law: ART9,
  weight: 'high',
  country: 'IN',
  hints: {
    en: ['abha', 'abha number', 'abha no', 'abha id', 'health id number', 'ndhm id'],
    hi: ['आभा नंबर'],
  },
  weakHints: ['health id'],
  shapes: ['\\d{2}-\\d{4}-\\d{4}-\\d{4}', '\\d{14}'],
  telling: ['9\\d-\\d{4}-\\d{4}-\\d{4}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['91-0000-0000-0001', '91000000000001'],
  counterexamples: ['91-000-0000-0001', '9100000000000', 'abha'],
  source: 'National Health Authority of India: Ayushman Bharat health account',
});
