import { base58Check } from '../checksum/base58.ts';
import { bech32 } from '../checksum/bech32.ts';
import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const bitcoinAddress = defineDataType({
  id: 'financial.bitcoin-address',
  title: 'Bitcoin or Litecoin address',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  hints: {
    en: [
      'btc address',
      'bitcoin address',
      'wallet address',
      'btc',
      'bitcoin',
      'wallet',
      'crypto address',
      'payout address',
      'deposit address',
      'litecoin address',
    ],
    zh: ['比特币地址', '钱包地址'],
    ru: ['биткоин адрес', 'кошелёк', 'кошелек'],
  },
  weakHints: ['address', 'addr', 'to', 'from'],
  shapes: [
    '[13LM][1-9A-HJ-NP-Za-km-z]{25,34}',
    '(bc1|tb1|ltc1)[02-9ac-hj-np-z]{8,87}',
    '(BC1|TB1|LTC1)[02-9AC-HJ-NP-Z]{8,87}',
  ],
  nullRate: 0.000001,
  holds: (bytes, start, end) =>
    (((bytes[start + 1] ?? 0) | 0x20) === 0x63 ||
    ((bytes[start + 1] ?? 0) | 0x20) === 0x62 ||
    ((bytes[start + 1] ?? 0) | 0x20) === 0x74
      ? bech32(bytes, start, end)
      : false) || base58Check(bytes, start, end, 25),
  needs: 'value',
  examples: [
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2',
  ],
  counterexamples: [
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5',
    '1A1zP1eP',
    '0x0000000000000000000000000000000000000000',
  ],
  source: 'BIP-13, BIP-173 and BIP-350 (their test vectors; the first is the genesis block)',
});
