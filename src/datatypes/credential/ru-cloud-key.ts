import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const ruCloudKey = defineDataType({
  id: 'credential.ru-cloud-key',
  title: 'Key of Yandex, VK or T-Invest',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  country: 'RU',
  hints: {
    en: [
      'yandex token',
      'yandex api key',
      'yandex oauth token',
      'yc token',
      'iam token',
      'vk token',
      'vk access token',
      'vk service key',
      'tinkoff token',
      'invest token',
    ],
    ru: ['токен вк', 'ключ яндекс', 'токен яндекс', 'токен тинькофф'],
  },
  weakHints: ['token', 'api key', 'access token'],
  shapes: [
    'AQVN[A-Za-z0-9_-]{35,38}',
    'y[0-3]_[A-Za-z0-9_-]{50,64}',
    't1\\.[A-Za-z0-9_-]+=*\\.[A-Za-z0-9_-]{86}=*',
    'YCAJE[A-Za-z0-9_-]{20}',
    'YC[MNOP][A-Za-z0-9_-]{37}',
    'vk1\\.a\\.[A-Za-z0-9_-]{60,}',
    't\\.[A-Za-z0-9_-]{86}',
  ],
  nullRate: 1e-6,
  needs: 'value',
  examples: [
    'AQVNAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'y0_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'vk1.a.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ],
  counterexamples: ['AQVN0', 'y9_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'vk1.b.A'],
  source: 'Documentation of Yandex Cloud, Yandex ID, VK ID and T-Invest API',
});
