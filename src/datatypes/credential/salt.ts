import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const salt = defineDataType({
  id: 'credential.salt',
  title: 'Salt of a password hash',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'medium',
  hints: {
    en: ['salt', 'password salt', 'pwd salt', 'pass salt', 'user salt', 'hash salt', 'salt key'],
    zh: ['盐', '盐值', '密码盐', '加密盐'],
    ru: ['соль'],
    de: ['salz'],
  },
  shapes: ['[!-~]{2,128}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['a1b2c3', '00000000-0000-4000-8000-000000000000'],
  counterexamples: ['', 'a', 'two words'],
  source: 'NIST SP 800-63B §5.1.1.2',
});
