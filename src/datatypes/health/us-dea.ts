import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { decimal, digit, digitByte, register } from '../register.ts';

export const usDea = defineDataType({
  id: 'health.us-dea',
  title: 'US DEA registration number',
  group: 'health',
  law: PERSONAL,
  weight: 'low',
  country: 'US',
  hints: { en: ['dea', 'dea number', 'dea no', 'prescriber dea', 'dea registration'] },
  shapes: ['[ABCDEFGHJKLMPRSTUX][A-Z9]\\d{7}'],
  nullRate: 0.049,
  holds(bytes, start) {
    for (let i = 0; i < 7; i++) register[i] = digitByte(bytes, start + 2 + i);
    return (
      decimal(0, 7) > 0 &&
      (digit(0) + digit(2) + digit(4) + 2 * (digit(1) + digit(3) + digit(5))) % 10 === digit(6)
    );
  },
  needs: 'value-and-name',
  examples: ['AA0000012', 'BX1234563', 'F99999991'],
  counterexamples: ['AA0000010', 'YA0000012', 'AA000001'],
  source: '21 CFR 1301; DEA check digit',
});
