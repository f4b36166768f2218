import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const hkHkid = defineDataType({
  id: 'id.hk.hkid',
  title: 'Hong Kong identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'HK',
  hints: {
    en: ['hkid', 'hk id', 'hong kong id', 'hkid no', 'hkic', 'hkid number', 'hkic no'],
    zh: ['香港身份证', '香港身份證', '身份證號碼', '身份證', 'hkid號碼'],
  },
  weakHints: ID_WORDS,
  shapes: ['[A-Z]{1,2}\\d{6}(\\([0-9A]\\)|[0-9A])'],
  nullRate: 0.06,
  holds(bytes, start, end) {
    let n = 0;
    let sum = 0;
    const letters = (bytes[start + 1] ?? 0) >= 0x41 ? 2 : 1;
    if (letters === 1) sum = 36 * 9;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte === 0x28 || byte === 0x29) continue;
      const v = byte <= 0x39 ? byte - 0x30 : byte - 0x37;
      sum += v * (9 - n - (letters === 1 ? 1 : 0));
      n++;
    }
    return sum % 11 === 0;
  },
  needs: 'value-and-name',
  examples: ['A000000(3)', 'Z0000001', 'AB0000009'],
  counterexamples: ['A000000(0)', 'A0000001', 'a000000(3)', 'ABC000000(1)'],
  source: 'Immigration Department of Hong Kong; weights 9 to 1 modulo 11',
});
