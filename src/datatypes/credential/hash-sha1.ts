import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashSha1 = defineDataType({
  id: 'credential.hash.sha1',
  title: 'Unsalted SHA-1 hash of a password',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: { en: ['password sha1', 'sha1 password', 'password hash', 'pwd sha1'] },
  weakHints: ['password', 'passwd', 'pwd', 'pass', '密码', 'пароль'],
  antiHints: ['commit', 'git', 'etag', 'checksum', 'file hash', 'revision', 'digest'],
  namedAs: ['credential.password'],
  shapes: ['[0-9a-f]{40}', '[0-9A-F]{40}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['da39a3ee5e6b4b0d3255bfef95601890afd80709', '0000000000000000000000000000000000000000'],
  counterexamples: [
    'da39a3ee5e6b4b0d3255bfef95601890afd8070',
    'xa39a3ee5e6b4b0d3255bfef95601890afd80709',
    '*0000000000000000000000000000000000000000',
  ],
  source: 'FIPS 180-4',
});
