import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { decimal, digit, readDigits, register } from '../register.ts';

export const imei = defineDataType({
  id: 'device.imei',
  title: 'Device identity of a phone (IMEI, IMEISV)',
  group: 'device',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: ['imei', 'imei1', 'imei2', 'imeisv', 'imei number', 'imei no', 'device imei', 'phone imei'],
    zh: ['手机串号', '串号', '设备串号', 'imei号'],
    ru: ['имей', 'имеи'],
    ar: ['رقم imei'],
  },
  weakHints: ['device id', 'serial', 'device'],
  shapes: ['\\d{15}', '\\d{2}-\\d{6}-\\d{6}-\\d', '\\d{16}'],
  nullRate: 0.1,
  holds(bytes, start, end) {
    const n = readDigits(bytes, start, end);
    return (
      decimal(0, 8) > 0 &&
      (n === 16
        ? digit(0) <= 9 &&
          decimal(0, 2) <= 99 &&
          (decimal(0, 2) === 35 || decimal(0, 2) === 86 || decimal(0, 2) === 1)
        : n === 15 && luhn(register, 0, 15))
    );
  },
  needs: 'value-and-name',
  examples: ['001015000000007', '35-000000-000001-4', '860000000000025'],
  counterexamples: ['001015000000000', '000000000000000', '35000000000000'],
  source: '3GPP TS 23.003 §6.2 (TAC 00101 is the test range); Luhn',
});
