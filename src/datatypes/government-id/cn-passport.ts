import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const cnPassport = defineDataType({
  id: 'id.cn.passport',
  title: 'Chinese passport number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CN',
  hints: { zh: ['护照', '护照号', '护照号码', 'hzh', 'hzhm', 'huzhao'], en: ['chinese passport'] },
  weakHints: ['passport', 'passport no', 'passport number', ...ID_WORDS],
  shapes: ['[EGDSPHK][A-Z0-9]?\\d{7,8}', '1[45]\\d{7}'],
  nullRate: 0.27,
  needs: 'value-and-name',
  examples: ['E00000000', 'EA0000000', 'G00000000'],
  counterexamples: ['X00000000', 'E0000', '00000000'],
  source: 'Ministry of Foreign Affairs and National Immigration Administration passport series',
});
