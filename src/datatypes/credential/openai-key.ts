import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const openaiKey = defineDataType({
  id: 'credential.openai-key',
  title: 'OpenAI key',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: { en: ['openai api key', 'openai key', 'openai token', 'gpt key', 'chatgpt key'] },
  weakHints: ['api key', 'key', 'apikey', 'token'],
  shapes: [
    'sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}',
    'sk-(proj|svcacct|admin|None)-[A-Za-z0-9_-]*T3BlbkFJ[A-Za-z0-9_-]+',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: ['sk-00000000000000000000T3BlbkFJ00000000000000000000', 'sk-proj-0000000000T3BlbkFJ0000000000'],
  counterexamples: ['sk-000000000000000000000000000000000000000000000000', 'sk-ant-api03-00', 'sk-'],
  source: 'OpenAI API reference: authentication; the infix is base64 of the vendor name',
});
