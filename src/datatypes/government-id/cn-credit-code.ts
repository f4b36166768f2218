import { defineDataType } from '../datatype.ts';
import { PLAIN } from '../law.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const VALUES: Int8Array = (() => {
  const table = new Int8Array(128).fill(-1);
  for (let i = 0; i < ALPHABET.length; i++) table[ALPHABET.charCodeAt(i)] = i;
  return table;
})();

/** A company; a person where it is a sole trader. */
export const cnCreditCode = defineDataType({
  id: 'id.cn.credit-code',
  title: 'Chinese unified social credit code',
  country: 'CN',
  group: 'other',
  law: PLAIN,
  weight: 'low',
  hints: {
    zh: [
      '统一社会信用代码',
      '社会信用代码',
      '信用代码',
      'tyshxydm',
      'shxydm',
      'xydm',
      '企业信用代码',
      '组织机构代码',
      '营业执照号',
      '营业执照注册号',
      'yyzzh',
      'tyxydm',
    ],
    en: ['uscc', 'unified social credit code', 'credit code', 'social credit code', 'business license no'],
  },
  weakHints: ['tax id', 'license no'],
  shapes: ['[1-9A-HJ-NP-RTUWXY][1-9]\\d{6}[0-9A-HJ-NP-RTUWXY]{10}'],
  nullRate: 0.021,
  holds(bytes, start, end) {
    let sum = 0;
    let weight = 1;
    for (let i = start; i < end - 1; i++) {
      sum += (VALUES[bytes[i] ?? 0] ?? 0) * weight;
      weight = (weight * 3) % 31;
    }
    return (31 - (sum % 31)) % 31 === VALUES[bytes[end - 1] ?? 0];
  },
  needs: 'value',
  examples: ['911100000000000061', '9111000000000000X8', '92650100MA00000042'],
  counterexamples: ['911100000000000000', 'I11100000000000000', '91110000000000000'],
  source: 'GB 32100-2015',
});
