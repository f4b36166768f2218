import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const otpSeed = defineDataType({
  id: 'credential.otp-seed',
  title: 'Seed of one-time codes',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: [
      'totp secret',
      'otp secret',
      'otp seed',
      'mfa secret',
      'two factor secret',
      '2fa secret',
      'otpauth',
      'google auth secret',
      'tfa secret',
      'totp key',
      'mfa seed',
    ],
    zh: ['动态口令密钥', '谷歌验证密钥'],
  },
  weakHints: ['otp', 'totp', 'mfa', 'secret', 'tfa'],
  shapes: ['otpauth://(totp|hotp)/.+[?&]secret=[A-Z2-7a-z]+=*.*', '[A-Z2-7]{16,64}=*'],
  telling: ['otpauth://(totp|hotp)/.+[?&]secret=[A-Z2-7a-z]+=*.*'],
  nullRate: 0.18,
  needs: 'value-and-name',
  examples: ['otpauth://totp/Example:nobody?secret=JBSWY3DPEHPK3PXP&issuer=Example', 'JBSWY3DPEHPK3PXP'],
  counterexamples: ['otpauth://totp/Example', 'JBSWY3DPEHPK3PX1', 'short'],
  source: 'RFC 6238; RFC 4648 §6; Key Uri Format of Google Authenticator',
});
