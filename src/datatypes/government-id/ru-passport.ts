import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';

export const ruPassport = defineDataType({
  id: 'id.ru.passport',
  title: 'Russian internal passport',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'RU',
  hints: {
    ru: [
      'паспорт',
      'серия номер',
      'серия и номер паспорта',
      'паспортные данные',
      'номер паспорта',
      'серия паспорта',
      'pasport',
      'passport seria',
      'seriya nomer',
      'серия документа',
      'номер документа удл',
      'документ серия',
      'документ номер',
      'серия',
      'паспорт серия',
      'паспорт серия номер',
      'данные паспорта',
      'пасп',
      'seria pasporta',
      'seriya pasporta',
      'nomer pasporta',
      'pasport seriya',
      'pasport nomer',
      'docser',
      'docnum',
      'doc ser',
      'doc num',
      'passport series',
      'passport ser',
      'кем выдан',
      'дата выдачи паспорта',
      'код подразделения',
      'kem vydan',
      'удостоверение личности',
    ],
    en: ['passport series', 'passport series number', 'passport seria', 'rf passport', 'internal passport'],
  },
  weakHints: ['passport', 'passport no', 'passport number', 'серия', 'series'],
  shapes: ['\\d{10}', '\\d{4} ?№? ?\\d{6}', '\\d{2} \\d{2} ?№? ?\\d{6}'],
  /** Region 01-99 without 00, year of printing 97-99 or 00 to now. */
  nullRate: 0.31,
  holds(bytes, start, end) {
    let n = 0;
    for (let i = start; i < end; i++) {
      const d = digitByte(bytes, i);
      if (d >= 0 && n < 10) register[n++] = d;
    }
    const year = decimal(2, 4);
    return (
      n === 10 && decimal(0, 2) > 0 && (year >= 97 || year <= (thisYear % 100) + 1) && decimal(4, 10) > 100
    );
  },
  needs: 'value-and-name',
  examples: ['4500 000101', '40 97 999999', '0105000101'],
  counterexamples: ['4550 000101', '0000 000101', '4500 00010', '4500 000000'],
  source: 'Government decree 828 of 1997; OKATO region, year of the form',
});
