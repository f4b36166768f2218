import { mod11_2 } from '../checksum/iso7064.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const cnHmtResidence = defineDataType({
  id: 'id.cn.hmt-residence',
  title: 'Residence permit of Hong Kong, Macao and Taiwan residents',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CN',
  hints: { zh: ['港澳台居民居住证', '港澳居民居住证', '台湾居民居住证', '居住证号', '居住证', 'gatjzz'] },
  weakHints: ID_WORDS,
  shapes: ['8[123]0000\\d{11}[\\dXx]'],
  nullRate: 0.000001,
  holds(bytes, start, end) {
    for (let i = 0; i < 17; i++) register[i] = digitByte(bytes, start + i);
    const last = bytes[end - 1] ?? 0;
    register[17] = last === 0x58 || last === 0x78 ? 10 : last - 0x30;
    return isPastDate(decimal(6, 10), decimal(10, 12), decimal(12, 14)) && mod11_2(register, 0, 18);
  },
  needs: 'value',
  examples: ['81000019000101000X', '820000190102030001', '830000199912310008'],
  counterexamples: ['84000019000101000X', '810000190013010000', '810101190001010000'],
  source:
    'State Council order of 2018 on residence permits of Hong Kong, Macao and Taiwan residents; GB 11643',
});
