import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashSha256 = defineDataType({
  id: 'credential.hash.sha256',
  title: 'Plain SHA-256 or SHA-512 hash of a password',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: { en: ['password sha256', 'sha256 password', 'password hash', 'pwd sha256', 'password sha512'] },
  weakHints: ['password', 'passwd', 'pwd', 'pass', '密码', 'пароль'],
  antiHints: ['checksum', 'file hash', 'image digest', 'block', 'transaction', 'digest', 'content hash'],
  namedAs: ['credential.password'],
  shapes: ['[0-9a-f]{64}', '[0-9A-F]{64}', '[0-9a-f]{128}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '0000000000000000000000000000000000000000000000000000000000000000',
  ],
  counterexamples: [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85',
    'z3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'sha256:00',
  ],
  source: 'FIPS 180-4',
});
