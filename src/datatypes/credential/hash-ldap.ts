import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashLdap = defineDataType({
  id: 'credential.hash.ldap',
  title: 'Password hash of a directory',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: { en: ['userpassword', 'user password', 'password hash', 'ldap password'] },
  weakHints: ['password', 'pwd', 'hash'],
  namedAs: ['credential.password'],
  shapes: [
    '\\{(SSHA|SHA|SMD5|MD5|SSHA256|SSHA384|SSHA512|SHA256|SHA512|CRYPT|PBKDF2[A-Z0-9-]*|ssha|sha|md5|smd5|crypt|ARGON2)\\}[!-~]+',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '{SSHA}AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==',
    '{MD5}AAAAAAAAAAAAAAAAAAAAAA==',
    '{CRYPT}$1$abcdefgh$0000000000000000000000',
  ],
  counterexamples: ['{JSON}abc', '{SSHA}', 'SSHA:AAAA'],
  source: 'RFC 2307 §5.3; OpenLDAP slapd password storage',
});
