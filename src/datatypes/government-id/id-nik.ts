import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** Codes of provinces by the Ministry of Home Affairs. */
const PROVINCES: ReadonlySet<number> = new Set([
  11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73,
  74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96,
]);

export const idNik = defineDataType({
  id: 'id.id.nik',
  title: 'Indonesian identity number (NIK)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ID',
  hints: {
    id: [
      'nik',
      'no ktp',
      'nomor ktp',
      'ktp',
      'nomor induk kependudukan',
      'no nik',
      'nomor nik',
      'no induk kependudukan',
      'nik ktp',
      'nik pasien',
      'noktp',
    ],
    en: ['indonesian id', 'nik no'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-9]\\d{15}'],
  nullRate: 0.027,
  holds(bytes, start, end) {
    if (
      readDigits(bytes, start, end) !== 16 ||
      !PROVINCES.has(decimal(0, 2)) ||
      decimal(2, 4) === 0 ||
      decimal(4, 6) === 0
    )
      return false;
    const day = decimal(6, 8);
    return (
      isPastDateAnyCentury(decimal(10, 12), decimal(8, 10), day > 40 ? day - 40 : day) && decimal(12, 16) > 0
    );
  },
  needs: 'value',
  examples: ['3171010101000001', '1101014101900001', '9471013112990001'],
  counterexamples: ['3171013201000001', '1001010101000001', '3171010101000000', '317101010100001'],
  source: 'Indonesian law 24/2013; Ministry of Home Affairs regulation 72/2019 (area codes)',
});
