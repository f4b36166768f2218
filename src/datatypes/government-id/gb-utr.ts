import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const gbUtr = defineDataType({
  id: 'id.gb.utr',
  title: 'British unique taxpayer reference',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'GB',
  hints: { en: ['utr', 'unique taxpayer reference', 'utr number'] },
  weakHints: TAX_WORDS,
  shapes: ['\\d{10}', '\\d{5} \\d{5}'],
  nullRate: 0.1,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10 || decimal(0, 10) === 0) return false;
    const rest =
      (digit(1) * 6 +
        digit(2) * 7 +
        digit(3) * 8 +
        digit(4) * 9 +
        digit(5) * 10 +
        digit(6) * 5 +
        digit(7) * 4 +
        digit(8) * 3 +
        digit(9) * 2) %
      11;
    return '21987654321'.charCodeAt(rest) - 0x30 === digit(0);
  },
  needs: 'value-and-name',
  examples: ['9000000001', '22345 67890', '9999999999'],
  counterexamples: ['0000000000', '0000000001', '100000000'],
  source: 'HMRC; weights 6-7-8-9-10-5-4-3-2 modulo 11, check digit in front',
});
