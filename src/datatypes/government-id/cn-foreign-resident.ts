import { mod11_2 } from '../checksum/iso7064.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate, isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const cnForeignResident = defineDataType({
  id: 'id.cn.foreign-resident',
  title: 'Chinese permanent residence number of a foreigner',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CN',
  hints: {
    zh: ['外国人永久居留', '外国人永久居留证', '永久居留证号', '外国人居留证', 'wgrjlz'],
    en: ['foreign permanent resident', 'permanent residence'],
  },
  weakHints: ID_WORDS,
  shapes: ['[A-Z]{3}\\d{12}', '9\\d{16}[\\dXx]'],
  nullRate: 0.013,
  holds(bytes, start, end) {
    if (end - start === 15) {
      for (let i = 3; i < 15; i++) register[i] = digitByte(bytes, start + i);
      return isPastDateAnyCentury(decimal(7, 9), decimal(9, 11), decimal(11, 13));
    }
    for (let i = 0; i < 17; i++) register[i] = digitByte(bytes, start + i);
    const last = bytes[end - 1] ?? 0;
    register[17] = last === 0x58 || last === 0x78 ? 10 : last - 0x30;
    return isPastDate(decimal(6, 10), decimal(10, 12), decimal(12, 14)) && mod11_2(register, 0, 18);
  },
  needs: 'value-and-name',
  examples: ['XXX110000010100', '911840190001010009', '911008199001010006'],
  counterexamples: ['XXX110000130100', '911840190001010001x', 'XX1100000101000', '110101190001010006'],
  source: 'National Immigration Administration notice of 2023 on the new permanent residence card',
});
