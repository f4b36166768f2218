import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const cnTravelPermit = defineDataType({
  id: 'id.cn.travel-permit',
  title: 'Travel permit between the mainland, Hong Kong, Macao and Taiwan',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CN',
  hints: {
    zh: [
      '回乡证',
      '台胞证',
      '港澳通行证',
      '通行证',
      '通行证号',
      '港澳居民来往内地通行证',
      '台湾居民来往大陆通行证',
      '往来港澳通行证',
      'hxz',
      'tbz',
      'txz',
      '港澳台通行证',
      '来往大陆通行证',
      '往来港澳通行证号',
      '台湾通行证',
      '通行证号码',
    ],
    en: ['home return permit', 'mainland travel permit', 'travel permit', 'exit entry permit'],
  },
  weakHints: ID_WORDS,
  shapes: ['[HM]\\d{8}(\\d{2})?', '[CWTL][A-Z0-9]?\\d{7,8}', '\\d{8}(\\([A-Z]\\))?'],
  nullRate: 0.18,
  needs: 'value-and-name',
  examples: ['H00000000', 'M0000000000', 'C00000000'],
  counterexamples: ['X00000000', 'H0000000', 'H000000000000'],
  source: 'Exit and entry administration: document formats of GA/T 704',
});
