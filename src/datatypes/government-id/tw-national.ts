import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** Two digits for each letter, in the order of the household register's districts. */
const LETTERS = [
  10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33,
];

export const twNational = defineDataType({
  id: 'id.tw.national',
  title: 'Taiwan identity or residence number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'TW',
  hints: {
    en: ['taiwan id', 'tw id', 'arc no', 'arc number'],
    zh: [
      '身分證',
      '身分證字號',
      '國民身分證',
      '身份證字號',
      '居留證',
      '居留證號',
      '身分證號',
      '統一證號',
      '身分證統一編號',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[A-Z][1289]\\d{8}'],
  nullRate: 0.04,
  holds(bytes, start) {
    const letter = LETTERS[(bytes[start] ?? 0) - 0x41] ?? 0;
    let sum = Math.floor(letter / 10) + (letter % 10) * 9;
    for (let i = 1; i < 9; i++) sum += digitByte(bytes, start + i) * (9 - i);
    return (sum + digitByte(bytes, start + 9)) % 10 === 0;
  },
  needs: 'value-and-name',
  examples: ['A100000001', 'Z200000004', 'B800000006'],
  counterexamples: ['A300000001', 'A100000000', 'a100000001', 'A10000000'],
  source:
    'Ministry of the Interior of Taiwan; Nationality Act enforcement rules (residence numbers since 2021)',
});
