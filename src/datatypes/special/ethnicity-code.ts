import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';

export const ethnicityCode = defineDataType({
  id: 'special.ethnicity-code',
  title: 'Ethnic group as a code',
  group: 'special',
  law: ART9,
  weight: 'critical',
  country: 'CN',
  hints: {
    zh: ['民族代码', '民族编码', 'mzdm', 'mzbm', '民族', 'minzu', 'minzudm'],
    en: ['ethnic code', 'ethnicity code', 'ethnic'],
  },
  weakHints: ['mz', 'nation'],
  antiHints: [
    'country',
    'month',
    'week',
    '国家',
    'food',
    'cuisine',
    'restaurant',
    'race condition',
    'race id',
    'race time',
    'race number',
  ],
  shapes: [
    '0[1-9]|[1-4]\\d|5[0-6]|97|98',
    '(HA|MG|HU|ZA|UG|MH|YI|ZH|BY|CS|MA|DO|YA|BA|TJ|HN|KZ|DA|LI|LS|VA|SH|GS|LH|SU|DX|NX|JP|KG|TU|DU|ML|QI|BL|SL|MN|GL|XB|AC|PM|TA|NU|UZ|RS|EW|DE|BN|YG|GI|TT|DR|OR|HZ|MB|LB|JN)',
  ],
  nullRate: 0.38,
  needs: 'value-and-name',
  examples: ['01', '05', '56', 'UG', 'HA'],
  counterexamples: ['00', '57', 'XX', '5', 'UGA'],
  source: 'GB/T 3304-1991',
});
