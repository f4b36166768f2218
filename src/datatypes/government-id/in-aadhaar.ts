import { verhoeff } from '../checksum/verhoeff.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readDigits, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  const n = readDigits(bytes, start, end);
  if (n !== 12 || !verhoeff(register, 0, 12)) return false;
  for (let i = 0; i < 6; i++) if (digit(i) !== digit(11 - i)) return true;
  return false;
}

export const inAadhaar = defineDataType({
  id: 'id.in.aadhaar',
  title: 'Indian Aadhaar number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IN',
  hints: {
    en: [
      'aadhaar',
      'aadhar',
      'adhaar',
      'aadhaar no',
      'aadhaar number',
      'uidai',
      'uid no',
      'aadhar no',
      'aadhar number',
      'aadhar card',
      'aadhar card no',
      'aadhaar card',
      'aadhaar card number',
      'aadhaar id',
      'adhar',
      'adhar no',
      'adhar number',
      'uidai no',
      'aadhar num',
      'aadhaarno',
      'aadharno',
      'uid number',
    ],
    hi: ['आधार', 'आधार संख्या', 'आधार नंबर', 'आधार कार्ड'],
  },
  weakHints: [...ID_WORDS, 'uid'],
  shapes: ['[2-9]\\d{11}', '[2-9]\\d{3}[ -]\\d{4}[ -]\\d{4}'],
  holds,
  needs: 'value-and-name',
  nullRate: 0.079,
  examples: ['999999990019', '2000 0000 0009', '9000-0000-0002'],
  counterexamples: ['100000000000', '200000000000', '999999990010', '20000000000'],
  source: 'UIDAI circular on the Aadhaar number; Verhoeff check',
});
