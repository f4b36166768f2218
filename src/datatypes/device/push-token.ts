import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const pushToken = defineDataType({
  id: 'device.push-token',
  title: 'Push token of a device',
  group: 'device',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'push token',
      'fcm token',
      'device token',
      'apns token',
      'registration id',
      'gcm id',
      'firebase token',
      'onesignal id',
      'player id',
      'push id',
      'fcm',
      'expo token',
      'regid',
    ],
    zh: ['推送令牌', '推送token'],
  },
  weakHints: ['token'],
  shapes: [
    '[A-Za-z0-9_-]{11,22}:APA91[A-Za-z0-9_-]+',
    '[0-9a-f]{64}',
    'ExponentPushToken\\[[A-Za-z0-9_-]+\\]',
  ],
  telling: ['[A-Za-z0-9_-]{11,22}:APA91[A-Za-z0-9_-]+', 'ExponentPushToken\\[[A-Za-z0-9_-]+\\]'],
  nullRate: 0.33,
  needs: 'value-and-name',
  examples: [
    'aaaaaaaaaaa:APA91AAAAAAAAAAAAAAA',
    '0000000000000000000000000000000000000000000000000000000000000000',
    'ExponentPushToken[AAAA]',
  ],
  counterexamples: ['aaaaaaaaaaa:APB', '0000', 'token'],
  source: 'Firebase Cloud Messaging and Apple Push Notification service documentation',
});
