import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashBcrypt = defineDataType({
  id: 'credential.hash.bcrypt',
  title: 'Password hash, bcrypt',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: {
    en: [
      'password hash',
      'bcrypt',
      'hashed password',
      'encrypted password',
      'password digest',
      'crypted password',
    ],
  },
  weakHints: ['password', 'pwd', 'passwd', 'hash', 'pass', 'secret'],
  namedAs: ['credential.password'],
  shapes: ['\\$2[abxy]?\\$(0[4-9]|[12]\\d|3[01])\\$[./A-Za-z0-9]{53}'],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '$2b$10$......................0000000000000000000000000000000',
    '$2a$12$ABCDEFGHIJKLMNOPQRSTUuABCDEFGHIJKLMNOPQRSTUVWXYZabcde',
  ],
  counterexamples: [
    '$2b$10$short',
    '$2b$99$......................0000000000000000000000000000000',
    '$3b$10$......................0000000000000000000000000000000',
  ],
  source: 'Provos and Mazières 1999; OpenBSD crypt(3)',
});
