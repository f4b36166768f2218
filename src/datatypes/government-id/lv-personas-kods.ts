import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const lvPersonasKods = defineDataType({
  id: 'id.lv.personas-kods',
  title: 'Latvian personal code',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'LV',
  hints: {
    en: ['personas kods', 'personaskods', 'latvian id', 'pk lv'],
    ru: ['персональный код'],
    lv: ['pers kods'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{6}-?\\d{5}'],
  /** Since July 2017 codes begin with 32-39 and carry no date. */
  nullRate: 0.0088,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11) return false;
    const fresh = decimal(0, 2) >= 32 && decimal(0, 2) <= 39;
    const century = [1800, 1900, 2000][digit(6)] ?? 9000;
    if (!fresh && !isPastDate(century + decimal(4, 6), decimal(2, 4), decimal(0, 2), 1850)) return false;
    const check = ((1101 - dot([1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11) % 10;
    return check === digit(10);
  },
  needs: 'value',
  examples: ['010190-10001', '010100-20000', '320000-00008'],
  counterexamples: ['010190-10000', '011390-10001', '010190-1000'],
  source: 'Population register law of Latvia; weights 1-6-3-7-9-10-5-8-4-2 modulo 11',
});
