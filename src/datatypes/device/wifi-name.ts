import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const wifiName = defineDataType({
  id: 'device.wifi-name',
  title: 'Name of a wireless network or host',
  group: 'device',
  law: PERSONAL,
  weight: 'low',
  hints: {
    en: [
      'ssid',
      'wifi name',
      'wifi ssid',
      'essid',
      'computer name',
      'pc name',
      'netbios name',
      'bluetooth name',
      'wifi',
    ],
    zh: ['无线名称', '计算机名', 'wifi名称'],
    ru: ['имя сети', 'имя компьютера'],
    de: ['netzname'],
  },
  shapes: [],
  nullRate: 1,
  needs: 'name',
  examples: [],
  counterexamples: [],
  source: 'IEEE 802.11-2020 §9.4.2.2',
});
