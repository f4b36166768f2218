import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const wifiPassword = defineDataType({
  id: 'credential.wifi-password',
  title: 'Key of a wireless network',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'high',
  hints: {
    en: [
      'psk',
      'wifi password',
      'wifi key',
      'wpa key',
      'wpa passphrase',
      'wpa psk',
      'wlan key',
      'wireless key',
      'wifi pass',
      'network key',
    ],
    zh: ['无线密码', 'wifi密码'],
    de: ['wlan passwort', 'wlan schlüssel'],
    es: ['clave wifi'],
    ru: ['пароль wifi'],
    fr: ['clé wifi'],
  },
  shapes: ['[ -~]{8,63}', '[0-9A-Fa-f]{64}', 'WIFI:.*P:.+'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['k9mQz7rLw2xT84', 'WIFI:T:WPA;S:example;P:example-pass;;'],
  counterexamples: ['short', '1234567', ''],
  source: 'IEEE 802.11-2020 annex J.4',
});
