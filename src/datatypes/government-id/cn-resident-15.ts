import { defineDataType } from '../datatype.ts';
import { isDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const PROVINCES: ReadonlySet<number> = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61,
  62, 63, 64, 65,
]);

export const cnResident15 = defineDataType({
  id: 'id.cn.resident-15',
  title: 'Chinese resident identity number, 15 digits (before 1999)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CN',
  hints: { zh: ['旧身份证', '旧身份证号', '一代身份证', 'jsfzh'] },
  weakHints: [...ID_WORDS, '身份证', '身份证号', 'sfzh', 'sfz', 'sfzhm'],
  shapes: ['[1-6]\\d{14}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 15 &&
    PROVINCES.has(decimal(0, 2)) &&
    isDate(1900 + decimal(6, 8), decimal(8, 10), decimal(10, 12)),
  nullRate: 0.011,
  needs: 'value-and-name',
  examples: ['110101000101000', '650100010203001', '440300991231999'],
  counterexamples: ['200101000101000', '110101001301000', '110101000230000', '11010100010100'],
  source: 'GB 11643-1989',
});
