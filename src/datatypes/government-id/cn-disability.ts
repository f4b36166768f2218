import { mod11_2 } from '../checksum/iso7064.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { ART9 } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const cnDisability = defineDataType({
  id: 'id.cn.disability',
  title: 'Chinese disability certificate',
  group: 'health',
  law: ART9,
  weight: 'critical',
  country: 'CN',
  hints: {
    zh: ['残疾证', '残疾证号', '残疾人证', '残疾人证号', 'cjz', 'cjzh', 'cjrzh'],
    en: ['disability certificate', 'disability card'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-8]\\d{16}[\\dXx][1-7][1-4](B\\d)?'],
  nullRate: 0.000001,
  holds(bytes, start) {
    for (let i = 0; i < 17; i++) register[i] = digitByte(bytes, start + i);
    const last = bytes[start + 17] ?? 0;
    register[17] = last === 0x58 || last === 0x78 ? 10 : last - 0x30;
    return isPastDate(decimal(6, 10), decimal(10, 12), decimal(12, 14)) && mod11_2(register, 0, 18);
  },
  needs: 'value',
  examples: ['11010119000101000611', '65010019010203000544', '44030019991231000172B1'],
  counterexamples: ['11010119000101000681', '110101190013010006', '11010119000101000511'],
  source: "China Disabled Persons' Federation, certificate rules: identity number, kind of disability, grade",
});
