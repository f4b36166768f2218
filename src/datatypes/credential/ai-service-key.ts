import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const aiServiceKey = defineDataType({
  id: 'credential.ai-service-key',
  title: 'Key of another model service (Hugging Face, Groq, xAI, Replicate, Perplexity …)',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: [
      'hf token',
      'huggingface token',
      'hugging face token',
      'groq api key',
      'replicate token',
      'xai api key',
      'perplexity key',
      'deepseek api key',
      'openrouter key',
      'cohere api key',
      'mistral api key',
    ],
  },
  weakHints: ['api key', 'key', 'apikey', 'token'],
  shapes: [
    'hf_[A-Za-z]{34}',
    'gsk_[A-Za-z0-9]{52}',
    'xai-[A-Za-z0-9]{80}',
    'r8_[A-Za-z0-9]{37}',
    'pplx-[A-Za-z0-9]{48}',
    'sk-or-v1-[0-9a-f]{64}',
    'fw_[A-Za-z0-9]{24}',
    'nvapi-[A-Za-z0-9_-]{64}',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'hf_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'r8_0000000000000000000000000000000000000',
    'sk-or-v1-0000000000000000000000000000000000000000000000000000000000000000',
  ],
  counterexamples: ['hf_AA', 'gsk_0', 'xai-0', 'sk-or-v1-zz'],
  source: "Vendors' API documentation: authentication",
});
