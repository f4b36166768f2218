import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const hashPhpass = defineDataType({
  id: 'credential.hash.phpass',
  title: 'Password hash of WordPress, phpBB or Drupal',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: { en: ['password hash', 'user pass'] },
  weakHints: ['password', 'pwd', 'hash', 'pass'],
  namedAs: ['credential.password'],
  shapes: [
    '\\$(P|H)\\$[./A-Za-z0-9]{31}',
    '\\$S\\$[./A-Za-z0-9]{52}',
    '\\$wp\\$2y\\$\\d\\d\\$[./A-Za-z0-9]{53}',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '$P$B000000000000000000000000000000',
    '$H$9saltsalt0000000000000000000000',
    '$S$D000000000000000000000000000000000000000000000000000',
  ],
  counterexamples: ['$P$B000', '$Q$B000000000000000000000000000000', '$S$D0000'],
  source: 'Openwall phpass; Drupal password hashing API',
});
