import { defineDataType } from '../datatype.ts';
import { digitByte } from '../register.ts';
import { PERSONAL } from '../law.ts';

/**
 * Six to 32 characters with a letter among them, or a letter or more and three digits; digits alone, six to 31, where they are
 * no order number: seventeen or more that begin with 20 carry their day.
 */
function holds(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length < 4 || length > 32) return false;
  let digits = 0;
  let letters = 0;
  for (let at = start; at < end; at++) {
    if (digitByte(bytes, at) >= 0) digits++;
    else if (bytes[at] !== 0x2d && bytes[at] !== 0x5f) letters++;
  }
  if (digits === length)
    return (
      length >= 6 && length <= 31 && !(length >= 17 && bytes[start] === 0x32 && bytes[start + 1] === 0x30)
    );
  return letters > 0 && (length >= 6 || digits >= 3);
}

export const serial = defineDataType({
  id: 'device.serial',
  title: 'Serial number of a device or camera',
  group: 'device',
  law: PERSONAL,
  weight: 'low',
  hints: {
    en: [
      'serial number',
      'serial no',
      'device sn',
      'sn',
      'device serial',
      'camera id',
      'camera uid',
      'camera no',
      'meid',
      'esn',
      'meter number',
      'tracker id',
      'serialnumber',
    ],
    zh: ['序列号', '设备编号', '摄像机编号', '摄像头编号', '设备序列号', '终端编号', 'xlh', 'sbxlh', 'sxjbh'],
    es: ['número de serie'],
    pt: ['número de série'],
    fr: ['numéro de série'],
    de: ['seriennummer', 'gerätenummer'],
    ru: ['серийный номер', 'номер камеры', 'номер устройства'],
    ar: ['الرقم التسلسلي'],
    tr: ['seri no', 'cihaz no'],
    ug: ['ئۈسكۈنە نومۇرى'],
  },
  shapes: ['[A-Za-z0-9_-]+'],
  holds,
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['SN000000', '650000000000000001', 'CAM-0001'],
  counterexamples: ['12', 'two words', ''],
  source: 'GB/T 28181 annex D (20-digit device codes); own list',
});
