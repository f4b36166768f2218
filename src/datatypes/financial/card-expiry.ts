import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const cardExpiry = defineDataType({
  id: 'financial.card-expiry',
  title: 'Expiry of a payment card',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  hints: {
    en: [
      'card expiry',
      'exp date',
      'expiry month',
      'exp month',
      'exp year',
      'card exp',
      'expiration month',
      'cc exp',
      'card expiration',
      'valid thru',
    ],
    zh: ['有效期', '卡有效期'],
    es: ['vencimiento tarjeta'],
    de: ['gültig bis'],
    ru: ['срок действия карты'],
  },
  weakHints: ['expiry', 'expiration', 'expires'],
  shapes: ['(0[1-9]|1[0-2])[/-]?(\\d{2}|20\\d{2})'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['01/30', '12/2030', '0130'],
  counterexamples: ['13/30', '1/3', '00/30'],
  source: 'ISO/IEC 7813',
});
