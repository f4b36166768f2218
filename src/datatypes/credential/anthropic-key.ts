import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const anthropicKey = defineDataType({
  id: 'credential.anthropic-key',
  title: 'Anthropic key',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: { en: ['anthropic api key', 'anthropic key', 'claude key', 'claude api key'] },
  weakHints: ['api key', 'key', 'apikey', 'token'],
  shapes: ['sk-ant-(api|admin|oat|sid|ort)\\d{2}-[A-Za-z0-9_-]+'],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'sk-ant-api03-0000000000000000000000000000000000000000AA',
    'sk-ant-admin01-00000000000000000000AA',
  ],
  counterexamples: ['sk-ant-', 'sk-ant-api-00', 'sk-proj-0000'],
  source: 'Anthropic API documentation: authentication',
});
