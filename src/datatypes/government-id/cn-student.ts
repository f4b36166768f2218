import { mod11_2 } from '../checksum/iso7064.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { CHILD } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const cnStudent = defineDataType({
  id: 'id.cn.student',
  title: 'Chinese school roll number',
  country: 'CN',
  group: 'education',
  law: CHILD,
  weight: 'high',
  hints: {
    zh: [
      '学籍号',
      '全国学籍号',
      '学籍辅号',
      'xjh',
      'xuejihao',
      '学籍编号',
      '学籍',
      'xjbh',
      'qgxjh',
      '学生学籍号',
    ],
    en: ['student roll number'],
  },
  weakHints: ID_WORDS,
  shapes: ['[GLJ][1-8]\\d{16}[\\dXx]'],
  nullRate: 0.000001,
  holds(bytes, start, end) {
    for (let i = 0; i < 17; i++) register[i] = digitByte(bytes, start + 1 + i);
    const last = bytes[end - 1] ?? 0;
    register[17] = last === 0x58 || last === 0x78 ? 10 : last - 0x30;
    return isPastDate(decimal(6, 10), decimal(10, 12), decimal(12, 14)) && mod11_2(register, 0, 18);
  },
  needs: 'value',
  examples: ['G110101201001010007', 'L650100201102030006', 'J440300201212310000'],
  counterexamples: [
    'X110101201001010000',
    'G110101201013010000',
    '110101201001010000',
    'G110101201001010009',
  ],
  source: 'Ministry of Education, rules on school rolls of 2013: G or L before the identity number',
});
