import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { allSame, decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const irMelli = defineDataType({
  id: 'id.ir.melli',
  title: 'Iranian national code',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IR',
  hints: {
    fa: [
      'کد ملی',
      'شماره ملی',
      'کدملی',
      'کد ملی بیمار',
      'کد ملي',
      'code melli',
      'code meli',
      'codemelli',
      'codemeli',
      'kodmeli',
      'kode meli',
      'meli code',
      'melli code',
      'kod melli',
      'shomare melli',
      'national code',
    ],
    en: [
      'melli code',
      'meli code',
      'code melli',
      'codemelli',
      'national code',
      'kode melli',
      'melicode',
      'nationalcode',
      'mellicode',
      'natcode',
      'nat code',
      'national code number',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{10}', '\\d{3}-\\d{6}-\\d'],
  nullRate: 0.1,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10 || allSame(10) || decimal(3, 9) === 0) return false;
    const rest = dot([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest < 2 ? rest : 11 - rest) === digit(9);
  },
  needs: 'value-and-name',
  examples: ['0010000011', '123-456789-1', '0076543218'],
  counterexamples: ['0010000001', '1111111111', '001000000', '0010000000000'],
  source: 'National Organization for Civil Registration of Iran; weights 10 to 2 modulo 11',
});
