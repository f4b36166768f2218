import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const chatWebhook = defineDataType({
  id: 'credential.chat-webhook',
  title:
    'Webhook address of a chat service that carries its own key (Discord, Teams, DingTalk, WeCom, Feishu)',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: {
    en: [
      'webhook url',
      'discord webhook',
      'teams webhook',
      'dingtalk webhook',
      'feishu webhook',
      'wecom webhook',
      'incoming webhook',
      'robot webhook',
    ],
    zh: ['钉钉机器人', '企业微信机器人', '飞书机器人', '机器人地址', '群机器人'],
  },
  weakHints: ['webhook', 'hook', 'url'],
  shapes: [
    'https://(canary\\.|ptb\\.)?discord(app)?\\.com/api/webhooks/\\d{17,20}/[A-Za-z0-9_-]{60,80}',
    'https://[a-z0-9-]+\\.webhook\\.office\\.com/webhookb2/.+',
    'https://oapi\\.dingtalk\\.com/robot/send\\?access_token=[0-9a-f]{64}.*',
    'https://qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=[0-9a-f-]{36}.*',
    'https://open\\.(feishu\\.cn|larksuite\\.com)/open-apis/bot/(v2/)?hook/[0-9a-zA-Z-]{30,40}',
    'https://api\\.telegram\\.org/bot\\d{8,10}:[A-Za-z0-9_-]{35}/.*',
    'https://chat\\.googleapis\\.com/v1/spaces/[A-Za-z0-9_-]+/messages\\?key=.+',
  ],
  nullRate: 1e-6,
  needs: 'value',
  examples: [
    'https://discord.com/api/webhooks/000000000000000000/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'https://oapi.dingtalk.com/robot/send?access_token=0000000000000000000000000000000000000000000000000000000000000000',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000',
  ],
  counterexamples: [
    'https://discord.com/channels/0/0',
    'https://oapi.dingtalk.com/robot/send',
    'https://example.com/webhook',
  ],
  source: "Vendors' documentation of incoming webhooks",
});
