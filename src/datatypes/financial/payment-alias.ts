import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const paymentAlias = defineDataType({
  id: 'financial.payment-alias',
  title: 'Payment alias (UPI, Alipay, mobile money, PIX)',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  hints: {
    en: [
      'upi',
      'upi id',
      'vpa',
      'paypal',
      'paypal email',
      'cashapp',
      'venmo',
      'mpesa',
      'm pesa',
      'momo number',
      'gcash',
      'payid',
      'alipay',
      'alipay id',
      'payment account',
    ],
    zh: ['支付宝', '支付宝账号', '收款码', 'zfb', 'zfbzh'],
    pt: ['pix', 'chave pix', 'chavepix', 'chave do pix'],
    ru: ['юмани', 'яндекс деньги', 'qiwi', 'киви'],
  },
  shapes: [
    '2088\\d{12}',
    '[A-Za-z0-9._-]{2,64}@(upi|okaxis|okhdfcbank|okicici|oksbi|ybl|ibl|axl|paytm|apl|yapl|sbi|icici|hdfcbank|axisbank|kotak|freecharge|airtel|jio|fbl|pockets|waicici|wahdfcbank|naviaxis)',
    '\\$[A-Za-z][A-Za-z0-9_-]{1,20}',
  ],
  /** A handle after a dollar sign is also a variable and a placeholder: it needs the field's name. */
  telling: [
    '2088\\d{12}',
    '[A-Za-z0-9._-]{2,64}@(upi|okaxis|okhdfcbank|okicici|oksbi|ybl|ibl|axl|paytm|apl|yapl|naviaxis)',
  ],
  nullRate: 0.00004,
  needs: 'value-and-name',
  examples: ['2088000000000000', 'nobody@upi', '$example'],
  counterexamples: ['nobody@example.com', '2089000000000000', '$1'],
  source: 'NPCI UPI handles; Alipay open platform user ids',
});
