import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const huTax = defineDataType({
  id: 'id.hu.tax',
  title: 'Hungarian tax number of a person',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'HU',
  hints: {
    en: ['adoazonosito', 'adóazonosító jel', 'adóazonosító', 'adoazonosito jel'],
    hu: ['adóazonosító', 'adóazonosító jel', 'adoazonosito', 'adoazonosito jel'],
  },
  weakHints: TAX_WORDS,
  shapes: ['8\\d{9}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 10 &&
    decimal(1, 6) < 60_000 &&
    dot([1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digit(9),
  nullRate: 0.0054,
  needs: 'value-and-name',
  examples: ['8000000008', '8123456700', '8500000007'],
  counterexamples: ['8000000009', '7000000008', '800000000'],
  source: 'Act XX of 1996 of Hungary; 8, days since 1867, serial, check modulo 11',
});
