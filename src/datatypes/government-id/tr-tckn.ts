import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readDigits } from '../register.ts';

export const trTckn = defineDataType({
  id: 'id.tr.tckn',
  title: 'Turkish identity number (TCKN)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'TR',
  hints: {
    tr: [
      'tckn',
      'tc no',
      'tc kimlik no',
      'tc kimlik',
      'tckimlik',
      'kimlik no',
      'tc kimlik numarası',
      'tcno',
      't c kimlik no',
      'vatandaşlık no',
      'tc',
      'tckimlikno',
      'hasta tc',
      'müşteri tc',
      'personel tc',
      'öğrenci tc',
      't c kimlik numarası',
      'tc numarası',
      'vatandaşlık numarası',
      'kimlik numarası tc',
      'yabancı kimlik no',
      'ykn',
    ],
    en: ['turkish id', 'tc identity'],
  },
  weakHints: [
    'tc',
    'kimlik',
    'national id',
    'id number',
    'id no',
    'identity number',
    'identity no',
    'nid',
    'citizen id',
    'personal id',
    'cert no',
    'document number',
  ],
  shapes: ['[1-9]\\d{10}'],
  nullRate: 0.0089,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11) return false;
    const odd = digit(0) + digit(2) + digit(4) + digit(6) + digit(8);
    const even = digit(1) + digit(3) + digit(5) + digit(7);
    return (((odd * 7 - even) % 10) + 10) % 10 === digit(9) && (odd + even + digit(9)) % 10 === digit(10);
  },
  needs: 'value',
  examples: ['10000000078', '12345678950', '99999999990'],
  counterexamples: ['00000000000', '10000000000', '1000000014', '10000000145'],
  source: 'General Directorate of Civil Registration of Turkey (NVI)',
});
