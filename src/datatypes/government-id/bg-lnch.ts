import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const bgLnch = defineDataType({
  id: 'id.bg.lnch',
  title: 'Bulgarian number of a foreigner (LNCh)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BG',
  hints: { bg: ['лнч', 'личен номер на чужденец', 'lnch'], en: ['lnch', 'pnf'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{10}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 10 && dot([21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === digit(9),
  nullRate: 0.1,
  needs: 'value-and-name',
  examples: ['1000000001', '7111042925', '1234567893'],
  counterexamples: ['1000000000', '7111042926', '123456789'],
  source: 'Law on foreigners in Bulgaria; weights 21-19-17-13-11-9-7-3-1 modulo 10',
});
