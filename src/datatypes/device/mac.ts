import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  let zeros = 0;
  let effs = 0;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x3a || byte === 0x2d || byte === 0x2e) continue;
    digits++;
    if (byte === 0x30) zeros++;
    else if ((byte | 0x20) === 0x66) effs++;
  }
  const low = bytes[start + 1] ?? 0;
  const nibble = low <= 0x39 ? low - 0x30 : (low | 0x20) - 0x57;
  return (nibble & 1) === 0 && zeros < digits && effs < digits;
}

/** Group addresses, all zeros and all ones name no device. */
export const mac = defineDataType({
  id: 'device.mac',
  title: 'MAC address',
  group: 'device',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'mac',
      'mac address',
      'macaddr',
      'mac addr',
      'bssid',
      'wifi mac',
      'bluetooth mac',
      'bt mac',
      'ether',
      'hwaddr',
      'hardware address',
    ],
    zh: ['mac地址', 'macdz', '网卡地址'],
    de: ['mac adresse'],
    fr: ['adresse mac'],
    es: ['dirección mac'],
    ru: ['мак адрес'],
  },
  weakHints: ['device', 'device id', 'ap', 'station', 'address'],
  shapes: [
    '[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}',
    '[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){5}',
    '[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}',
  ],
  holds,
  nullRate: 0.04,
  needs: 'value',
  examples: ['00:00:5e:00:53:01', '00-00-5E-00-53-FF', '0000.5e00.5301'],
  counterexamples: [
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '01:00:5e:00:00:01',
    '00:00:5e:00:53',
    '00:00:5g:00:53:01',
  ],
  source: 'IEEE 802-2014 §8.2; RFC 9542 §2.1.2 (documentation addresses)',
});
