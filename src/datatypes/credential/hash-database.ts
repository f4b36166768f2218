import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashDatabase = defineDataType({
  id: 'credential.hash.database',
  title: 'Password hash of a database account',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: {
    en: [
      'authentication string',
      'rolpassword',
      'stored key',
      'server key',
      'storedkey',
      'serverkey',
      'password hash',
      'derived key',
    ],
  },
  weakHints: ['password', 'pwd', 'hash'],
  namedAs: ['credential.password'],
  shapes: [
    '\\*[0-9A-F]{40}',
    'md5[0-9a-f]{32}',
    'SCRAM-SHA-(1|256)\\$\\d+:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+',
    '0x0(100|200)[0-9A-Fa-f]{48,136}',
    '-(pbkdf2|hashed)-[0-9a-f]+(,[0-9a-f]+,\\d+)?',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '*0000000000000000000000000000000000000000',
    'md500000000000000000000000000000000',
    'SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$AAAA=:AAAA=',
    '-pbkdf2-0000000000000000000000000000000000000000,00000000000000000000000000000000,10',
  ],
  counterexamples: ['*000', 'md5', 'SCRAM-SHA-256$4096', '0x0200'],
  source: 'MySQL 8.0, PostgreSQL 16 (pg_authid), SQL Server and CouchDB manuals; RFC 5803',
});
