import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const moBir = defineDataType({
  id: 'id.mo.bir',
  title: 'Macao resident identity card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MO',
  hints: {
    en: ['macau id', 'macao id', 'bir'],
    zh: ['澳门身份证', '澳門身份證', '澳门居民身份证'],
    pt: ['bir', 'bilhete de identidade de residente'],
  },
  weakHints: ID_WORDS,
  shapes: ['[157]\\d{6}(\\(\\d\\)|/?\\d)'],
  nullRate: 0.2,
  needs: 'value-and-name',
  examples: ['1000000(0)', '5000000/0', '70000000'],
  counterexamples: ['2000000(0)', '100000(0)', '1000000(A)'],
  source: 'Identification Services Bureau of Macao',
});
