import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { digitByte } from '../register.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  let colons = 0;
  let dots = 0;
  for (let i = start; i < end; i++) {
    if (bytes[i] === 0x3a) colons++;
    else if (bytes[i] === 0x2e) dots++;
  }
  if (dots === 3)
    return (
      isV4(bytes, colons === 0 ? start : bytes.lastIndexOf(0x3a, end - 1) + 1, end) &&
      (colons === 0 || (colons >= 2 && colons <= 7))
    );
  return isV6(bytes, start, end, colons);
}

/**
 * Four bytes without leading zeros, and not of `0/8`. `x.0.0.` is what version numbers have (105.0.0.0) and few addresses.
 * Addresses of private networks, of the link and of the machine itself (RFC 1918, 3927, 1122) are of machines, and tell no one apart.
 */
function isV4(bytes: Uint8Array, start: number, end: number): boolean {
  let part = 0;
  let width = 0;
  let first = -1;
  let second = -1;
  let third = -1;
  for (let i = start; i <= end; i++) {
    const d = i < end ? digitByte(bytes, i) : -1;
    if (d >= 0) {
      if (width > 0 && part === 0) return false;
      part = part * 10 + d;
      width++;
      continue;
    }
    if (width === 0 || part > 255) return false;
    if (first < 0) first = part;
    else if (second < 0) second = part;
    else if (third < 0) third = part;
    part = 0;
    width = 0;
  }
  return first > 0 && (second !== 0 || third !== 0) && !isInternal(first, second);
}

function isInternal(first: number, second: number): boolean {
  return (
    first === 10 ||
    first === 127 ||
    (first === 172 && second >= 16 && second < 32) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254)
  );
}

function isV6(bytes: Uint8Array, start: number, end: number, colons: number): boolean {
  let groups = 0;
  let width = 0;
  let gaps = 0;
  for (let i = start; i < end; i++) {
    if (bytes[i] !== 0x3a) {
      width++;
      if (width > 4) return false;
      if (width === 1) groups++;
      continue;
    }
    if (i > start && bytes[i - 1] === 0x3a) gaps++;
    else if (i === start && bytes[i + 1] !== 0x3a) return false;
    width = 0;
  }
  if (bytes[end - 1] === 0x3a && bytes[end - 2] !== 0x3a) return false;
  return gaps === 0 ? groups === 8 && colons === 7 : gaps === 1 && groups < 8 && end - start > 3;
}

export const ip = defineDataType({
  id: 'device.ip',
  title: 'IP address',
  group: 'device',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'ip',
      'ip address',
      'ipaddress',
      'ip addr',
      'ipaddr',
      'client ip',
      'remote addr',
      'remote ip',
      'src ip',
      'source ip',
      'user ip',
      'login ip',
      'ipv4',
      'ipv6',
      'host ip',
      'x forwarded for',
      'peer ip',
    ],
    zh: ['ip地址', 'ipdz', '登录ip'],
    es: ['dirección ip'],
    fr: ['adresse ip'],
    de: ['ip adresse'],
    ru: ['айпи', 'ip адрес'],
    tr: ['ip adresi'],
    ar: ['عنوان ip'],
  },
  weakHints: ['host', 'address', 'addr', 'client', 'peer', 'remote', 'source', 'server'],
  antiHints: ['version', 'versions', 'release', 'releases', 'user agent', 'ver', 'app version', 'build'],
  shapes: [
    '\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}',
    '[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*',
    '[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}',
  ],
  holds,
  nullRate: 0.027,
  needs: 'value',
  examples: [
    '192.0.2.1',
    '198.51.100.255',
    '2001:db8::1',
    '2001:db8:0:0:0:0:0:1',
    '::ffff:192.0.2.1',
    'fe80::1',
  ],
  counterexamples: ['256.0.2.1', '1.2.3', '0.1.2.3', '2001:db8::1::2', '12:34:56', '01.2.3.4', '::'],
  source: 'RFC 791; RFC 4291 §2.2; RFC 5952',
});
