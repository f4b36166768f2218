import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const inIfsc = defineDataType({
  id: 'financial.in-ifsc',
  title: 'Indian bank branch code with account',
  group: 'financial',
  law: FINANCIAL,
  weight: 'low',
  country: 'IN',
  hints: { en: ['ifsc', 'ifsc code', 'ifsccode', 'bank ifsc'] },
  shapes: ['[A-Z]{4}0[A-Z0-9]{6}'],
  nullRate: 0.1,
  needs: 'value-and-name',
  examples: ['AAAA0000000', 'ZZZZ0ABCDEF'],
  counterexamples: ['AAAA1000000', 'AAA00000000', 'aaaa0000000'],
  source: 'Reserve Bank of India: IFSC structure',
});
