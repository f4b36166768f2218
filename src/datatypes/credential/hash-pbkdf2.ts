import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashPbkdf2 = defineDataType({
  id: 'credential.hash.pbkdf2',
  title: 'Password hash, PBKDF2 or scrypt of a web framework',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'medium',
  hints: { en: ['password hash', 'pbkdf2', 'hashed password'] },
  weakHints: ['password', 'pwd', 'hash'],
  namedAs: ['credential.password'],
  shapes: [
    'pbkdf2_sha(1|256|512)\\$\\d+\\$[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+',
    'pbkdf2:sha(1|256|512):\\d+\\$[A-Za-z0-9]+\\$[0-9a-f]+',
    'scrypt:\\d+:\\d+:\\d+\\$[A-Za-z0-9]+\\$[0-9a-f]+',
    '\\$pbkdf2(-sha256|-sha512)?\\$\\d+\\$[A-Za-z0-9./+]+\\$[A-Za-z0-9./+]+',
    'sha1:\\d+:\\d+:[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'pbkdf2_sha256$260000$saltsaltsalt$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    'pbkdf2:sha256:600000$saltsalt$0000000000000000',
    'scrypt:32768:8:1$saltsalt$00000000',
  ],
  counterexamples: ['pbkdf2_sha256$', 'pbkdf2_md5$1$a$b', 'scrypt:1$a$b'],
  source: 'Django and Werkzeug password storage documentation; RFC 8018',
});
