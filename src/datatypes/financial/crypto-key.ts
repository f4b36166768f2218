import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

/** 12, 15, 18, 21 or 24 words of three to eight letters (BIP-39). */
function isPhrase(bytes: Uint8Array, start: number, end: number): boolean {
  let words = 0;
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && bytes[at] !== 0x20) continue;
    if (at - from < 3 || at - from > 8 || ++words > 24) return false;
    from = at + 1;
  }
  return words >= 12 && words % 3 === 0;
}

/** Lengths are counted here, not in the shapes: each counted repetition is a row of the automaton for every word read. */
function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] === 0x7b) return true;
  const length = end - start;
  if (bytes[start + 1] === 0x70 && bytes[start + 2] === 0x72 && bytes[start + 3] === 0x76)
    return length === 111 || length === 112;
  return length === 51 || length === 52
    ? !bytes.subarray(start, end).includes(0x20)
    : isPhrase(bytes, start, end);
}

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
  shapes: ['[5KLc9xyzt][1-9A-HJ-NP-Za-km-z]+', '[a-z]+( [a-z]+)+', '\\{.*"crypto".*"cipher".*\\}'],
  holds,
  nullRate: 0.34,
  needs: 'value-and-name',
  examples: [
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
    '{"crypto":{"cipher":"aes-128-ctr"}}',
    '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ',
  ],
  counterexamples: ['abandon abandon', '5Hue', 'xpub'],
  source: 'BIP-32, BIP-39, Web3 secret storage (their test vectors)',
});
