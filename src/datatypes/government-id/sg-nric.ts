import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const LOCAL = 'JZIHGFEDCBA';
const FOREIGN = 'XWUTRQPNMLK';
const SINCE_2022 = 'KLJNPQRTUWX';

export const sgNric = defineDataType({
  id: 'id.sg.nric',
  title: 'Singapore identity number (NRIC, FIN)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'SG',
  hints: {
    en: [
      'nric',
      'fin',
      'nric no',
      'fin no',
      'nric fin',
      'singapore id',
      'nricfin',
      'fin number',
      'nric number',
      'nricno',
      'uinfin',
      'uin fin',
      'nric fin no',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[STFGMstfgm]\\d{7}[A-Za-z]'],
  nullRate: 0.0075,
  holds(bytes, start, end) {
    const first = (bytes[start] ?? 0) & 0xdf;
    let sum = first === 0x54 || first === 0x47 ? 4 : first === 0x4d ? 3 : 0;
    for (let i = 0; i < 7; i++) sum += digitByte(bytes, start + 1 + i) * ([2, 7, 6, 5, 4, 3, 2][i] ?? 0);
    const letters = first === 0x53 || first === 0x54 ? LOCAL : first === 0x4d ? SINCE_2022 : FOREIGN;
    const index = first === 0x4d ? 10 - (sum % 11) : sum % 11;
    return letters.charCodeAt(index) === ((bytes[end - 1] ?? 0) & 0xdf);
  },
  needs: 'value',
  examples: ['S0000000J', 'T0000000G', 'G0000000R', 'M0000000T'],
  counterexamples: ['S0000000A', 'X0000000J', 'S000000J', 'S00000001'],
  source: 'Immigration and Checkpoints Authority of Singapore; weights 2-7-6-5-4-3-2 modulo 11',
});
