import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { digit, readDigits, register } from '../register.ts';

const PREFIX = [8, 0, 8, 4, 0];

export const usNpi = defineDataType({
  id: 'health.us-npi',
  title: 'US health care provider number (NPI)',
  group: 'health',
  law: PERSONAL,
  weight: 'low',
  country: 'US',
  hints: {
    en: [
      'npi',
      'npi number',
      'provider npi',
      'national provider identifier',
      'prescriber npi',
      'provider id',
    ],
  },
  shapes: ['[12]\\d{9}'],
  /** Luhn with the prefix 80840 in front, which adds 24 to the sum. */
  nullRate: 0.02,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10) return false;
    for (let i = 9; i >= 0; i--) register[i + 5] = digit(i);
    register.set(PREFIX);
    return luhn(register, 0, 15);
  },
  needs: 'value-and-name',
  examples: ['1000000004', '2000000002', '1234567893'],
  counterexamples: ['1000000000', '3000000005', '100000000'],
  source: 'CMS: NPI check digit, 45 CFR 162.406',
});
