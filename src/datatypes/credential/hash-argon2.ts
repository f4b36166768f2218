import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashArgon2 = defineDataType({
  id: 'credential.hash.argon2',
  title: 'Password hash, Argon2',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'medium',
  hints: { en: ['password hash', 'argon2', 'hashed password'] },
  weakHints: ['password', 'pwd', 'hash', 'secret'],
  namedAs: ['credential.password'],
  shapes: [
    '\\$argon2(i|d|id)\\$(v=\\d+\\$)?m=\\d+,t=\\d+,p=\\d+(,keyid=[^,$]+)?(,data=[^,$]+)?\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]+',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2i$m=4096,t=3,p=1$c2FsdHNhbHQ$AAAA',
  ],
  counterexamples: [
    '$argon2id$',
    'argon2id$v=19$m=65536,t=3,p=4$AA$AA',
    '$argon3$v=19$m=65536,t=3,p=4$AA$AA',
  ],
  source: 'RFC 9106; PHC string format',
});
