import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { readDigits, register } from '../register.ts';

export const iccid = defineDataType({
  id: 'device.iccid',
  title: 'SIM card number (ICCID)',
  group: 'device',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'sim',
      'simcard',
      'sim iccid',
      'sim nr',
      'iccid',
      'sim number',
      'sim serial',
      'sim id',
      'sim card',
      'eid',
      'sim no',
    ],
    zh: ['sim卡号', '集成电路卡号'],
    ru: ['номер сим', 'сим карта'],
    de: ['sim karte', 'simkarte', 'sim nummer'],
    es: ['tarjeta sim', 'número sim'],
    tr: ['sim kart'],
  },
  shapes: ['89\\d{17,18}', '89\\d{16}[\\dF]F?'],
  holds(bytes, start, end) {
    let to = end;
    while (bytes[to - 1] === 0x46) to--;
    const n = readDigits(bytes, start, to);
    return luhn(register, 0, n) || n === 19;
  },
  nullRate: 0.004,
  needs: 'value-and-name',
  examples: ['89000000000000000004', '8901000000000000000', '89860000000000000019'],
  counterexamples: ['8800000000000000000', '89000000', '89000000000000000A0'],
  source: 'ITU-T E.118; Luhn',
});
