import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWallets, walletKind } from './wallet.ts';

/** Addresses published in BIP-173, BIP-350, the Bitcoin wiki and by TRON. */
const VALID: readonly (readonly [string, string])[] = [
  ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'btc-p2pkh'],
  ['1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', 'btc-p2pkh'],
  ['1111111111111111111114oLvT2', 'btc-p2pkh'],
  ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'btc-p2sh'],
  ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'btc-segwit'],
  ['bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3', 'btc-segwit'],
  ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'btc-taproot'],
  ['bc1qf0097pe20r9jvnl68sk6a2erh0t9a3mt5pap3z', 'btc-segwit'],
  ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'tron'],
];

/** BIP-350, "the following are invalid". */
const INVALID = [
  'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd',
  'BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL',
  'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh',
  'bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4',
  'BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R',
  'bc1pw5dgrnzv',
  'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav',
  'BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P',
  'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf',
  'bc1gmk9yu',
  'bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
  '11A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
  '',
];

describe('walletKind', () => {
  it.each(VALID)('%s is %s', (text, kind) => {
    expect(walletKind(text)).toBe(kind);
  });

  it.each(INVALID)('%s is none', (text) => {
    expect(walletKind(text)).toBeUndefined();
  });

  it('finds any one wrong character', () => {
    const position = fc.nat(100);
    const letter = fc.constantFrom(...'23456789acdefghjkmnpqrstuvwxyz');
    fc.assert(
      fc.property(fc.constantFrom(...VALID), position, letter, ([text], at, char) => {
        const index = at % text.length;
        fc.pre(text[index]?.toLowerCase() !== char);
        expect(walletKind(text.slice(0, index) + char + text.slice(index + 1))).toBeUndefined();
      }),
    );
  });
});

describe('findWallets', () => {
  it('recovers addresses that are glued to the words around them', () => {
    const text = 'You must pay 0.0041 BTC tobc1qf0097pe20r9jvnl68sk6a2erh0t9a3mt5pap3z48 hours for recover';
    const start = text.indexOf('bc1q');
    expect(findWallets(text)).toEqual([{ kind: 'btc-segwit', start, end: start + 42, checked: true }]);
  });

  it('finds every published address between any words, and where it stands', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VALID),
        fc.constantFrom('', 'to', 'pay ', '主'),
        fc.constantFrom('', '48 hours', 'mail@x.org', 'z', '。'),
        ([text, kind], before, after) => {
          const found = findWallets(before + text + after);
          expect(found).toEqual([
            { kind, start: before.length, end: before.length + text.length, checked: true },
          ]);
        },
      ),
    );
  });

  it('tells kinds without a cheap checksum as unchecked', () => {
    expect(findWallets(`to 0x${'ab'.repeat(20)} now`)).toMatchObject([{ kind: 'eth', checked: false }]);
    expect(findWallets(`to 4${'B'.repeat(94)} now`)).toMatchObject([{ kind: 'xmr', checked: false }]);
    expect(findWallets(`0x${'ab'.repeat(32)}`)).toEqual([]);
  });

  it('takes no address from noise, and no longer than the noise deserves', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'13bcqp0xTABCxyz'), maxLength: 300 }), (text) => {
        expect(findWallets(text).filter(({ checked }) => checked)).toEqual([]);
      }),
    );
    expect(findWallets('1'.repeat(2_000))).toEqual([]);
  });
});
