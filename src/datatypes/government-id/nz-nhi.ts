import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

export const nzNhi = defineDataType({
  id: 'id.nz.nhi',
  title: 'New Zealand health index number',
  country: 'NZ',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: { en: ['nhi', 'nhi number', 'nhi no'] },
  weakHints: ID_WORDS,
  shapes: ['[A-HJ-NP-Z]{3}\\d{4}', '[A-HJ-NP-Z]{3}\\d{2}[A-HJ-NP-Z]{2}'],
  nullRate: 0.057,
  holds(bytes, start) {
    let sum = 0;
    for (let i = 0; i < 6; i++) {
      const byte = bytes[start + i] ?? 0;
      sum += (byte <= 0x39 ? byte - 0x30 : ALPHABET.indexOf(String.fromCharCode(byte)) + 1) * (7 - i);
    }
    const last = bytes[start + 6] ?? 0;
    if (last <= 0x39) return sum % 11 !== 0 && (11 - (sum % 11)) % 10 === last - 0x30;
    return ALPHABET.charCodeAt(23 - (sum % 24)) === last;
  },
  needs: 'value-and-name',
  examples: ['ZZZ0008', 'ZAA0016', 'ZZZ00AX'],
  counterexamples: ['ZZZ0000', 'ZIZ0008', 'ZZZ000', 'zzz0008'],
  source: 'HISO 10046 consumer health identity standard (Z is the test range)',
});
