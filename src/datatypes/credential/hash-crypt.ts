import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashCrypt = defineDataType({
  id: 'credential.hash.crypt',
  title: 'Password hash of Unix crypt (MD5, SHA-256, SHA-512, yescrypt, scrypt)',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: { en: ['password hash', 'shadow', 'crypt', 'hashed password'] },
  weakHints: ['password', 'pwd', 'hash'],
  namedAs: ['credential.password'],
  shapes: [
    '\\$1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}',
    '\\$apr1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}',
    '\\$5\\$(rounds=\\d+\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{43}',
    '\\$6\\$(rounds=\\d+\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{86}',
    '\\$g?y\\$[./A-Za-z0-9]+\\$[./A-Za-z0-9]+\\$[./A-Za-z0-9]{43}',
    '\\$7\\$[./A-Za-z0-9]+\\$[./A-Za-z0-9]+',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '$1$abcdefgh$0000000000000000000000',
    '$5$saltsalt$0000000000000000000000000000000000000000000',
    '$6$saltsalt$00000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    '$y$j9T$AAAAAAAAAAAAAAAAAAAAAA$0000000000000000000000000000000000000000000',
  ],
  counterexamples: ['$1$abcdefgh$short', '$5$saltsalt$000', '$9$saltsalt$0000000000000000000000', '$1'],
  source: 'crypt(5) of libxcrypt',
});
