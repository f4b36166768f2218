import { mod11_2 } from '../checksum/iso7064.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** GB/T 2260 codes of provinces and equals; the first two digits of an identifier. */
const PROVINCES: ReadonlySet<number> = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61,
  62, 63, 64, 65, 71, 81, 82, 83,
]);

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 18) return false;
  for (let i = 0; i < 17; i++) {
    const d = digitByte(bytes, start + i);
    if (d < 0) return false;
    register[i] = d;
  }
  const last = bytes[end - 1] ?? 0;
  register[17] = last === 0x58 || last === 0x78 ? 10 : last - 0x30;
  return (
    PROVINCES.has(decimal(0, 2)) &&
    isPastDate(decimal(6, 10), decimal(10, 12), decimal(12, 14)) &&
    mod11_2(register, 0, 18)
  );
}

export const cnResident = defineDataType({
  id: 'id.cn.resident',
  title: 'Chinese resident identity number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CN',
  hints: {
    en: ['resident id', 'resident identity', 'chinese id'],
    zh: [
      '身份证',
      '身份证号',
      '身份证号码',
      '公民身份号码',
      '公民身份证号',
      '居民身份证',
      'sfz',
      'sfzh',
      'sfzhm',
      'gmsfhm',
      'gmsfzh',
      'shenfenzheng',
      'shenfenzhenghao',
    ],
    ug: ['كىملىك نومۇرى', 'كىملىك'],
  },
  weakHints: [...ID_WORDS, 'idcardno', 'sfzjhm'],
  shapes: ['[1-8]\\d{16}[\\dXx]'],
  holds,
  nullRate: 0.000001,
  needs: 'value',
  examples: ['110101190001010006', '650100190102030005', '440300199912319997', '11010119000101041x'],
  counterexamples: [
    '110101190001010005',
    '200101190001010008',
    '110101190002300005',
    '1101011900010100',
    '990101190001010000',
  ],
  source: 'GB 11643-1999; GB/T 2260; ISO 7064 MOD 11-2',
});
