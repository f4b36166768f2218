import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';
import { decimal, readDigits, register } from '../register.ts';

/** Issuer ranges as first and last six digits, with the shortest and longest number. */
const RANGES: readonly (readonly [number, number, number, number])[] = [
  [400000, 499999, 13, 19],
  [510000, 559999, 16, 16],
  [222100, 272099, 16, 16],
  [340000, 349999, 15, 15],
  [370000, 379999, 15, 15],
  [620000, 629999, 16, 19],
  [810000, 817199, 16, 19],
  [601100, 601199, 16, 19],
  [644000, 659999, 16, 19],
  [300000, 305999, 14, 19],
  [309500, 309599, 14, 19],
  [360000, 369999, 14, 19],
  [380000, 399999, 14, 19],
  [352800, 358999, 16, 19],
  [220000, 220499, 16, 19],
  [979200, 979289, 16, 16],
  [500000, 509999, 12, 19],
  [560000, 589999, 12, 19],
  [600000, 600999, 16, 19],
  [606000, 609999, 16, 16],
  [630000, 639999, 12, 19],
  [670000, 679999, 12, 19],
  [817200, 820199, 16, 16],
  [910000, 919999, 16, 16],
  [860000, 860099, 16, 16],
];

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  const n = readDigits(bytes, start, end);
  if (n < 12 || n > 19 || !luhn(register, 0, n)) return false;
  const issuer = decimal(0, 6);
  for (const [from, to, shortest, longest] of RANGES)
    if (issuer >= from && issuer <= to) return n >= shortest && n <= longest;
  return false;
}

export const paymentCard = defineDataType({
  id: 'financial.payment-card',
  title: 'Payment card number',
  group: 'financial',
  law: FINANCIAL,
  weight: 'critical',
  hints: {
    en: [
      'card',
      'card no',
      'card number',
      'cardno',
      'pan',
      'credit card',
      'debit card',
      'cc number',
      'ccn',
      'bank card',
      'payment card',
      'creditcard',
      'cardnumber',
      'bankcard',
    ],
    zh: [
      '银行卡',
      '银行卡号',
      '卡号',
      '信用卡',
      '信用卡号',
      '储蓄卡',
      'yhkh',
      'yhk',
      'kahao',
      'yinhangka',
      'xyk',
    ],
    es: ['tarjeta', 'número de tarjeta', 'tarjeta de crédito'],
    pt: ['cartão', 'número do cartão'],
    fr: ['carte bancaire', 'numéro de carte', 'carte de crédit'],
    de: ['kreditkarte', 'kartennummer', 'kreditkartennummer'],
    it: ['carta di credito', 'numero carta'],
    ru: ['карта', 'номер карты', 'банковская карта', 'nomer karty'],
    uk: ['картка', 'номер картки'],
    ar: ['بطاقة', 'رقم البطاقة', 'بطاقة ائتمان'],
    fa: ['شماره کارت'],
    tr: ['kart no', 'kart numarası', 'kredi kartı'],
    ug: ['بانكا كارتىسى', 'كارتا نومۇرى'],
    id: ['kartu kredit', 'nomor kartu'],
    ja: ['カード番号'],
    ko: ['카드번호'],
  },
  weakHints: ['account', 'account no', 'kh', 'number'],
  antiHints: [
    'order',
    'order no',
    'order id',
    'transaction id',
    'trace',
    'span',
    'tracking',
    'imei',
    'snowflake',
  ],
  shapes: [
    '\\d{12,19}',
    '\\d{4}[ -]\\d{4}[ -]\\d{4}[ -]\\d{4}([ -]\\d{1,3})?',
    '\\d{4}[ -]\\d{6}[ -]\\d{4,5}',
  ],
  holds,
  nullRate: 0.03,
  needs: 'value',
  examples: [
    '4000000000000002',
    '5100 0000 0000 0008',
    '370000000000002',
    '6200000000000000000',
    '2200000000000004',
  ],
  counterexamples: ['4000000000000000', '9999999999999995', '400000000000', '1234567812345670'],
  source: 'ISO/IEC 7812-1; issuer ranges published by the card schemes',
});
