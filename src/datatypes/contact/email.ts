import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  let at = -1;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x40) at = i;
    else if (
      byte === 0x2e &&
      (i === start || bytes[i - 1] === 0x2e || bytes[i - 1] === 0x40 || bytes[i + 1] === 0x40)
    )
      return false;
  }
  if (at - start > 64 || end - at > 255) return false;
  for (let label = at + 1, i = label; i <= end; i++) {
    if (i < end && bytes[i] !== 0x2e) continue;
    if (i === label || i - label > 63 || bytes[label] === 0x2d || bytes[i - 1] === 0x2d) return false;
    label = i + 1;
  }
  return true;
}

export const email = defineDataType({
  id: 'contact.email',
  title: 'E-mail address',
  group: 'contact',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: ['email', 'e mail', 'mail', 'email address', 'mailbox'],
    zh: ['邮箱', '电子邮箱', '电子邮件', '邮件地址', 'youxiang', 'dzyx', 'dzyj'],
    es: ['correo', 'correo electrónico'],
    pt: ['correio', 'correio eletrônico'],
    fr: ['courriel', 'adresse mail', 'adresse électronique'],
    de: ['e mail adresse', 'mailadresse'],
    ru: ['почта', 'эл почта', 'электронная почта', 'pochta', 'el pochta'],
    ar: ['البريد', 'البريد الالكتروني', 'البريد الإلكتروني', 'بريد'],
    fa: ['ایمیل', 'پست الکترونیک'],
    tr: ['eposta', 'e posta', 'e posta adresi'],
    ug: ['ئېلخەت'],
    ja: ['メール', 'メールアドレス'],
    ko: ['이메일', '전자우편'],
  },
  weakHints: ['yx', 'username', 'login', 'contact'],
  antiHints: ['email verified', 'email sent', 'git', 'package', 'repository'],
  shapes: [
    "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~À-ÿĀ-ɏЀ-ӿ-]+@([A-Za-z0-9À-ÿЀ-ӿ一-龥-]+\\.)+([A-Za-z]{2,24}|xn--[A-Za-z0-9-]+|рф|中国)",
  ],
  holds,
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'nobody@example.com',
    'first.last+tag@mail.example.org',
    "o'neil@sub.example.co.uk",
    'NOBODY@EXAMPLE.NET',
  ],
  counterexamples: [
    'nobody@example',
    'lodash@4.17.21',
    'user:pass@host.example.com',
    'a..b@example.com',
    '@example.com',
    'nobody@-example.com',
  ],
  source: 'RFC 5321 §4.1.2, RFC 5322 §3.4.1, RFC 6531',
});
