import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const cryptoKey = defineDataType({
  id: 'financial.crypto-key',
  title: 'Key or seed phrase of a wallet',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: [
      'mnemonic',
      'seed phrase',
      'seed words',
      'wallet seed',
      'recovery phrase',
      'wif',
      'xprv',
      'extended private key',
      'wallet private key',
      'keystore',
    ],
    zh: ['助记词', '钱包私钥', 'zjc'],
    ru: ['сид фраза', 'мнемоника'],
  },
  weakHints: ['private key', 'seed', 'phrase'],
  shapes: [
    '[5KLc9][1-9A-HJ-NP-Za-km-z]{50,51}',
    '[xyzt]prv[1-9A-HJ-NP-Za-km-z]{107,108}',
    '[a-z]{3,8}( [a-z]{3,8}){11}(( [a-z]{3,8}){3}){0,4}',
    '\\{.*"crypto".*"cipher".*\\}',
  ],
  nullRate: 1,
  needs: 'value-and-name',
  examples: [
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
    '{"crypto":{"cipher":"aes-128-ctr"}}',
    '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ',
  ],
  counterexamples: ['abandon abandon', '5Hue', 'xpub'],
  source: 'BIP-32, BIP-39, Web3 secret storage (their test vectors)',
});
