import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const slackToken = defineDataType({
  id: 'credential.slack-token',
  title: 'Slack token or webhook',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: { en: ['slack token', 'slack webhook', 'slack bot token', 'slack url', 'slack hook'] },
  weakHints: ['token', 'webhook', 'bot token', 'webhook url'],
  shapes: [
    'xox[abposre](\\.xox[bp])?-[A-Za-z0-9-]+',
    'xapp-\\d-[A-Za-z0-9-]+',
    'https://hooks\\.slack\\.com/(services|workflows|triggers)/[A-Za-z0-9/_-]+',
  ],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'xoxb-0000000000-0000000000-AAAAAAAAAAAAAAAAAAAAAAAA',
    'xapp-1-A00000000-0000000000-00000000',
    'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
  ],
  counterexamples: ['xoxz-0000', 'https://slack.com/help', 'xox-b'],
  source: 'Slack API documentation: token types, incoming webhooks',
});
