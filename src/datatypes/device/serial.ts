import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

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
  // Seventeen digits or more that begin with 20 are order numbers with their day, not devices.
  shapes: [
    '\\d{6,16}',
    '([013-9]|2[1-9])\\d{15,30}',
    '[0-9_-]*[A-Za-z][A-Za-z0-9_-]{5,31}',
    '[A-Za-z0-9][A-Za-z0-9_-]{3,30}[A-Za-z]',
    '[A-Za-z][A-Za-z0-9_-]{0,4}[0-9]{3,10}',
  ],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['SN000000', '650000000000000001', 'CAM-0001'],
  counterexamples: ['12', 'two words', ''],
  source: 'GB/T 28181 annex D (20-digit device codes); own list',
});
