import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits, register } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const nzIrd = defineDataType({
  id: 'id.nz.ird',
  title: 'New Zealand IRD number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'NZ',
  hints: { en: ['ird', 'ird number', 'ird no'] },
  weakHints: TAX_WORDS,
  shapes: ['\\d{8,9}', '\\d{2,3}-\\d{3}-\\d{3}'],
  nullRate: 0.064,
  holds(bytes, start, end) {
    const n = readDigits(bytes, start, end);
    const whole = decimal(0, n);
    if ((n !== 8 && n !== 9) || whole < 10_000_000 || whole > 150_000_000) return false;
    if (n === 8) for (let i = 8; i > 0; i--) register[i] = digit(i - 1);
    if (n === 8) register[0] = 0;
    let check = (11 - (dot([3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    if (check === 10) check = (11 - (dot([7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11;
    return check === digit(8);
  },
  needs: 'value-and-name',
  examples: ['10-000-009', '49-091-850', '100-000-008'],
  counterexamples: ['10-000-000', '00-000-000', '999-999-999', '1000000'],
  source: 'Inland Revenue of New Zealand: resident withholding tax specification',
});
