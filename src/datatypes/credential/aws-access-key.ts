import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const awsAccessKey = defineDataType({
  id: 'credential.aws-access-key',
  title: 'AWS access key id',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: { en: ['aws access key id', 'aws access key', 'access key id', 'aws key', 'accesskeyid'] },
  weakHints: ['access key', 'key', 'key id'],
  shapes: ['(AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}'],
  nullRate: 0.000001,
  needs: 'value',
  examples: ['AKIAIOSFODNN7EXAMPLE', 'ASIAAAAAAAAAAAAAAAAA'],
  counterexamples: ['AKIAIOSFODNN7EXAMPL', 'AKIB0000000000000000', 'akiaiosfodnn7example'],
  source: 'AWS IAM user guide: unique identifiers and their prefixes',
});
