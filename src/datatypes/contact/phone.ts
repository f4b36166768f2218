import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { digitByte, register } from '../register.ts';
import { callingCode } from './calling-codes.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  let from = start + 1;
  if (bytes[start] === 0x30) from = start + 2;
  let n = 0;
  for (let i = from; i < end; i++) {
    const d = digitByte(bytes, i);
    if (d < 0) continue;
    // The zero in brackets, as in +44 (0)20, is dialled inside the country only.
    if (d === 0 && bytes[i - 1] === 0x28 && bytes[i + 1] === 0x29) continue;
    if (n > 15) return false;
    register[n++] = d;
  }
  return callingCode(n);
}

export const phone = defineDataType({
  id: 'contact.phone',
  title: 'Telephone number with country code',
  group: 'contact',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'phone',
      'mobile',
      'tel',
      'telephone',
      'msisdn',
      'cell',
      'cellphone',
      'cell phone',
      'phone number',
      'phone no',
      'mobile number',
      'mobile phone',
      'mobile no',
      'contact number',
      'fax',
    ],
    zh: [
      '手机',
      '手机号',
      '手机号码',
      '电话',
      '电话号码',
      '联系电话',
      '固定电话',
      '移动电话',
      '联系方式',
      'sjh',
      'sjhm',
      'lxdh',
      'dhhm',
      'shouji',
      'shoujihao',
      'dianhua',
      'lxfs',
      'yddh',
    ],
    es: ['teléfono', 'móvil', 'celular', 'número de teléfono'],
    pt: ['telefone', 'telemóvel', 'celular'],
    fr: ['téléphone', 'portable', 'numéro de téléphone'],
    de: ['telefon', 'handy', 'telefonnummer', 'rufnummer', 'mobilnummer', 'handynummer'],
    it: ['telefono', 'cellulare'],
    nl: ['telefoon', 'telefoonnummer'],
    pl: ['telefon', 'numer telefonu', 'komórka'],
    ru: ['телефон', 'тел', 'номер телефона', 'мобильный', 'моб тел', 'сотовый', 'nomer telefona', 'mobilnyj'],
    uk: ['номер телефону', 'мобільний'],
    ar: ['هاتف', 'الهاتف', 'جوال', 'الجوال', 'رقم الهاتف', 'رقم الجوال', 'موبايل', 'المحمول'],
    fa: ['تلفن', 'موبایل', 'شماره تلفن', 'تلفن همراه'],
    he: ['טלפון', 'נייד'],
    tr: ['telefon', 'gsm', 'cep', 'cep telefonu', 'telefon no', 'gsm no'],
    ug: ['تېلېفون', 'تېلېفون نومۇرى', 'يانفون'],
    kk: ['телефон нөмірі', 'ұялы телефон'],
    hi: ['फोन', 'मोबाइल', 'फ़ोन नंबर'],
    id: ['telepon', 'nomor telepon', 'no hp', 'ponsel'],
    ja: ['電話', '電話番号', '携帯電話'],
    ko: ['전화', '전화번호', '휴대폰', '휴대전화'],
    vi: ['điện thoại', 'số điện thoại'],
    th: ['โทรศัพท์', 'เบอร์โทร'],
  },
  weakHints: ['sj', 'dh', 'contact', 'caller', 'callee', 'from', 'to', 'sender', 'recipient', 'number'],
  antiHints: ['phone verified', 'phone model', 'phone type', 'phone brand'],
  shapes: ['(\\+|00)[1-9]\\d{6,14}', '\\+[1-9]\\d{0,2}( |-|\\.|/|\\(|\\))[\\d ()./-]+\\d'],
  holds,
  nullRate: 0.0016,
  needs: 'value',
  examples: [
    '+15555550100',
    '+44 20 7946 0958',
    '+86 138 0000 0000',
    '+49 (0)30 23125 0000',
    '0033199000000',
  ],
  counterexamples: ['+999123456789', '+1555', '+0123456789', '13800000000', '+86 138'],
  source: 'ITU-T E.164 and its list of assigned country codes; national numbering plans for lengths',
});
