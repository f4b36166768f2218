import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const gcpServiceAccount = defineDataType({
  id: 'credential.gcp-service-account',
  title: 'Google Cloud service account key',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: [
      'service account',
      'service account key',
      'gcp credentials',
      'google credentials',
      'google application credentials',
      'gcp key',
    ],
  },
  weakHints: ['credentials', 'keyfile', 'key'],
  shapes: [
    '\\{.*"type": ?"service_account".*"private_key".*\\}',
    '.+@[a-z0-9-]+\\.iam\\.gserviceaccount\\.com',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----"}',
    'robot@example-000.iam.gserviceaccount.com',
  ],
  counterexamples: ['{"type":"authorized_user"}', 'robot@example.com', 'service_account'],
  source: 'Google Cloud IAM: service account keys',
});
