import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';

export const birthCertificate = defineDataType({
  id: 'id.birth-certificate',
  title: 'Number of a birth certificate',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  hints: {
    en: [
      'birth certificate',
      'birth certificate no',
      'birth certificate number',
      'birth cert no',
      'birth registration number',
    ],
    zh: ['出生证', '出生证号', '出生医学证明', '出生医学证明编号', '出生证明编号', 'csyxzm', 'csyxzmbh'],
    ru: ['свидетельство о рождении', 'номер свидетельства о рождении', 'svidetelstvo o rozhdenii'],
    uk: ['свідоцтво про народження'],
    es: ['acta de nacimiento', 'acta nacimiento', 'número acta nacimiento'],
    pt: ['certidão de nascimento', 'certidao nascimento'],
    fr: ['acte de naissance', 'numéro acte naissance'],
    de: ['geburtsurkunde'],
    id: ['akta kelahiran', 'no akta', 'no akta lahir', 'no akta kelahiran'],
    vi: ['giấy khai sinh', 'số khai sinh'],
    fa: ['شماره شناسنامه', 'شناسنامه', 'shomare shenasname'],
    ar: ['شهادة الميلاد', 'رقم شهادة الميلاد', 'قيد الميلاد'],
    tr: ['doğum belgesi', 'nüfus cüzdanı seri no'],
    ug: ['تۇغۇت گۇۋاھنامىسى'],
  },
  shapes: ['.*\\d.*'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['N000000000', 'I-АА № 000000', '000000 01 55 2000 1 00000 000 0000000 00'],
  counterexamples: ['none', '', ' '],
  source:
    'Civil registration laws; form of the medical certificate of birth of China (letter and nine digits)',
});
