import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const cardVerification = defineDataType({
  id: 'financial.card-verification',
  title: 'Card verification code',
  group: 'financial',
  law: FINANCIAL,
  weight: 'critical',
  hints: {
    en: [
      'cvv',
      'cvc',
      'cvv2',
      'cvc2',
      'card verification',
      'security code card',
      'cvn',
      'card cvv',
      'cid code',
      'cvv code',
    ],
    zh: ['安全码', '卡安全码', '验证码cvv'],
    es: ['código de seguridad', 'cvv tarjeta'],
    fr: ['cryptogramme'],
    de: ['kartenprüfnummer', 'prüfziffer'],
    ru: ['код cvv'],
  },
  antiHints: ['academic year', 'cvv result', 'cvv match'],
  shapes: ['\\d{3,4}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['000', '0000', '999'],
  counterexamples: ['12', '12345', 'M'],
  source: 'PCI DSS v4 requirement 3.3.1.2 (never to be stored)',
});
