import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const fingerprint = defineDataType({
  id: 'device.fingerprint',
  title: 'Fingerprint of a browser or connection',
  group: 'device',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'browser fingerprint',
      'device fingerprint',
      'canvas fingerprint',
      'fingerprint hash',
      'visitor id',
      'tls fingerprint',
      'fp hash',
      'cookie id',
      'tracking id',
      'ga cookie',
      'fbp',
      'visitorid',
    ],
    zh: ['设备指纹', '浏览器指纹'],
    ru: ['отпечаток браузера'],
  },
  weakHints: ['fingerprint', 'fp'],
  shapes: [
    'GA1\\.[1-9]\\.\\d+\\.\\d+',
    'fb\\.1\\.\\d+\\.\\d+',
    '[0-9a-f]{32}',
    '[A-Za-z0-9]{20}',
    't\\d{2}[di]\\d{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}',
  ],
  nullRate: 1,
  needs: 'value-and-name',
  examples: [
    'GA1.2.0000000000.0000000000',
    '00000000000000000000000000000000',
    'fb.1.0000000000000.0000000000',
  ],
  counterexamples: ['GA1', 'fingerprint', '0000'],
  source: "Vendors' documentation of visitor ids and JA4",
});
