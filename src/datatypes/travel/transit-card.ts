import { defineDataType } from '../datatype.ts';
import { PERSONAL_SENSITIVE } from '../law.ts';

export const transitCard = defineDataType({
  id: 'travel.transit-card',
  title: 'Card of public transport or toll',
  group: 'travel',
  law: PERSONAL_SENSITIVE,
  weight: 'medium',
  hints: {
    en: [
      'transit card',
      'transit card no',
      'metro card',
      'oyster card',
      'bus card',
      'travel card number',
      'toll tag',
      'etc card',
      'fastag',
      'fastag id',
      'ezpass',
    ],
    zh: ['公交卡', '公交卡号', '交通卡', '交通卡号', '一卡通号', 'etc卡号', '通行卡号', 'gjkh', 'yktkh'],
    ru: ['транспортная карта', 'номер транспортной карты', 'тройка'],
    ja: ['交通系ic', 'suica', '交通カード'],
    ko: ['교통카드번호', '교통카드'],
    tr: ['istanbulkart', 'kart no ulaşım'],
    es: ['tarjeta de transporte'],
    fr: ['navigo', 'carte de transport'],
  },
  antiHints: ['price', 'fare'],
  shapes: ['[A-Z0-9][A-Z0-9 -]{5,23}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['0000000000', '34161FA0000000000000'],
  counterexamples: ['abc', 'none', '12'],
  source: 'ISO 24014; own definition',
});
