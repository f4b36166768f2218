import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const googleApiKey = defineDataType({
  id: 'credential.google-api-key',
  title: 'Google API key or OAuth token',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: {
    en: ['google api key', 'gcp api key', 'google key', 'maps key', 'firebase key', 'gemini api key'],
  },
  weakHints: ['api key', 'key', 'apikey', 'token'],
  shapes: [
    'AIza[0-9A-Za-z_-]{35}',
    'ya29\\.[0-9A-Za-z_-]+',
    'GOCSPX-[0-9A-Za-z_-]{28}',
    'AQ\\.Ab[0-9A-Za-z_-]{40,}',
    '1//0[0-9A-Za-z_-]{35,}',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'AIza00000000000000000000000000000000000',
    'ya29.AAAAAAAAAAAAAAAAAAAA',
    'GOCSPX-AAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ],
  counterexamples: ['AIza000', 'ya30.AAAA', 'GOCSPX-AA'],
  source: 'Google Cloud API keys and OAuth 2.0 documentation',
});
