import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const cnMilitary = defineDataType({
  id: 'id.cn.military',
  title: 'Chinese military officer or soldier card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CN',
  hints: {
    zh: [
      '军官证',
      '军官证号',
      '士兵证',
      '军人证件',
      '警官证',
      '军人保障卡',
      'jgz',
      'jgzh',
      'jrzj',
      '军人证',
      '军人证号',
      '军官证号码',
      '警官证号',
      'jrzh',
    ],
    en: ['military officer card', 'officer card'],
  },
  weakHints: ID_WORDS,
  shapes: ['[军兵士文职武政后海空北沈兰成济南广京参装航水通勤总学警消边林电金森水交]{1,4}字?第?\\d{4,8}号?'],
  telling: ['[军海空政后参装武警兵士文职]{1,2}字第\\d{6,8}号'],
  nullRate: 0.000001,
  needs: 'value-and-name',
  examples: ['军字第0000000号', '南字第00000000号', '士字第000000号'],
  counterexamples: ['第1号', '0000000', '军字第号'],
  source: 'Regulations on documents of the armed forces; format as accepted by GA/T 1068',
});
