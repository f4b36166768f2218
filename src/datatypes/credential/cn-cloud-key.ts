import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const cnCloudKey = defineDataType({
  id: 'credential.cn-cloud-key',
  title: 'Key of Alibaba Cloud, Tencent Cloud, Huawei Cloud, Baidu or WeChat',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  country: 'CN',
  hints: {
    en: [
      'aliyun access key',
      'access key secret',
      'accesskeysecret',
      'accesskeyid',
      'oss key',
      'tencent secret id',
      'secret id',
      'secretid',
      'appsecret',
      'app secret',
      'wechat secret',
      'wx secret',
      'alipay key',
      'mch key',
    ],
    zh: ['密钥', '应用密钥', 'appmiyao', 'miyao'],
  },
  weakHints: ['access key', 'secret key', 'key', 'secret'],
  shapes: [
    'LTAI[A-Za-z0-9]{12,26}',
    'AKID[A-Za-z0-9]{32}',
    'AKLT[A-Za-z0-9_-]{28,48}',
    'ALTAK[A-Za-z0-9]{21}',
    'wx[0-9a-f]{16}',
    'JDC_[A-Z0-9]{25,40}',
  ],
  nullRate: 0.00044,
  needs: 'value',
  examples: ['LTAI0000000000000000', 'AKID00000000000000000000000000000000', 'wx0000000000000000'],
  counterexamples: ['LTAI00', 'AKIA00000000000000000000000000000000', 'wx00'],
  source: 'Access key documentation of Alibaba Cloud, Tencent Cloud, Volcengine, Baidu and WeChat',
});
