import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const lbRecord = defineDataType({
  id: 'id.lb.record',
  title: 'Lebanese, Syrian or Yemeni civil register number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  hints: {
    ar: ['رقم السجل', 'رقم القيد', 'رقم الهوية اللبنانية', 'رقم الخانة', 'الخانة', 'القيد'],
    en: ['civil register no', 'sijil', 'record number lb'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11,12}', '\\d{1,6}/[^/]+'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['00000000000', '000000000001'],
  counterexamples: ['000', 'AAAA', '0000000000000'],
  source: 'Civil registers of Lebanon (12 digits), Syria and Yemen (11 digits)',
});
