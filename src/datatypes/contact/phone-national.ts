import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { digitByte, register } from '../register.ts';

/** First digits and whole length (trunk prefix included) of mobile and geographic numbers as people write them at home. */
const FORMATS: readonly (readonly [string, number])[] = [
  ['2', 10],
  ['3', 10],
  ['4', 10],
  ['5', 10],
  ['6', 10],
  ['7', 10],
  ['8', 10],
  ['9', 10],
  ['0', 9],
  ['0', 10],
  ['0', 11],
  ['0', 12],
  ['89', 11],
  ['84', 11],
  ['83', 11],
  ['79', 11],
  ['78', 11],
  ['1', 11],
];

/** A number as dialled inside a country. So many integers look like one that only the field's name can decide. */
export const phoneNational = defineDataType({
  id: 'contact.phone-national',
  title: 'Telephone number as written inside a country',
  group: 'contact',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'phone',
      'mobile',
      'telephone',
      'msisdn',
      'phone number',
      'phone no',
      'mobile number',
      'mobile phone',
      'cell phone',
      'contact number',
    ],
    zh: ['电话', '电话号码', '固定电话', '座机', 'gddh', 'zuoji'],
    es: ['teléfono', 'teléfono fijo', 'celular'],
    pt: ['telefone', 'telefone fixo'],
    fr: ['téléphone', 'téléphone fixe'],
    de: ['telefon', 'festnetz'],
    ru: ['телефон', 'домашний телефон', 'раб тел'],
    ar: ['رقم الهاتف', 'هاتف'],
    tr: ['telefon', 'ev telefonu'],
    ug: ['تېلېفون نومۇرى'],
    fa: ['تلفن'],
    id: ['telepon'],
  },
  weakHints: ['tel', 'dh', 'lxdh', 'cell', 'contact', 'fax', 'gsm', 'cep'],
  antiHints: [
    'phone model',
    'phone brand',
    'phone type',
    'phone os',
    '手机型号',
    '手机品牌',
    'phone verified',
    'phone price',
    'cell value',
    'cell count',
    'mobile version',
    'mobile app',
  ],
  shapes: ['\\(?\\d[\\d ()./-]{5,18}\\d'],
  holds(bytes, start, end) {
    let n = 0;
    for (let i = start; i < end; i++) {
      const d = digitByte(bytes, i);
      if (d < 0) continue;
      if (n === 13) return false;
      register[n++] = d;
    }
    for (const [prefix, length] of FORMATS) {
      if (length !== n || register[0] !== prefix.charCodeAt(0) - 0x30) continue;
      if (prefix.length === 1 || register[1] === prefix.charCodeAt(1) - 0x30) return true;
    }
    return false;
  },
  nullRate: 0.15,
  needs: 'value-and-name',
  examples: ['(555) 555-0100', '020 7946 0958', '8 (900) 000-00-00', '0532 000 00 00'],
  counterexamples: ['555-0100', '1234', '555 555 0100 0000 1', '192.168.1.20x'],
  source: 'National numbering plans as notified to ITU-T under E.129',
});
