import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readAlnum } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const ptCc = defineDataType({
  id: 'id.pt.cc',
  title: 'Portuguese citizen card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PT',
  hints: {
    pt: ['cartão de cidadão', 'cartão cidadão', 'número cc', 'bilhete de identidade', 'num documento cc'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{8} ?\\d ?[A-Z0-9]{2}\\d'],
  nullRate: 0.099,
  holds(bytes, start, end) {
    const n = readAlnum(bytes, start, end);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      let v = digit(i);
      if (i % 2 === 0) v = v * 2 > 9 ? v * 2 - 9 : v * 2;
      sum += v;
    }
    return n === 12 && sum % 10 === 0;
  },
  needs: 'value-and-name',
  examples: ['00000000 0 ZZ4', '123456780AA5', '99999999 1 ZX4'],
  counterexamples: ['00000000 0 ZZ0', '000000000ZZ', '00000000 0 zz4'],
  source: 'Autenticação.Gov: document number of the citizen card, Luhn over base 36',
});
