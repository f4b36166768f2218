import { defineDataType } from '../datatype.ts';
import { CHILD } from '../law.ts';
import { decimal, digit, readAlnum } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** Ranges of the codes of local authorities, those of the past included. */
const AUTHORITIES = [
  201, 213, 301, 320, 330, 336, 340, 344, 350, 359, 370, 373, 380, 384, 390, 394, 420, 420, 660, 681, 800,
  899, 908, 943,
];

function isAuthority(code: number): boolean {
  for (let i = 0; i < AUTHORITIES.length; i += 2)
    if (code >= (AUTHORITIES[i] ?? 0) && code <= (AUTHORITIES[i + 1] ?? 0)) return true;
  return false;
}

export const gbUpn = defineDataType({
  id: 'id.gb.upn',
  title: 'British unique pupil number',
  country: 'GB',
  group: 'education',
  law: CHILD,
  weight: 'high',
  hints: { en: ['upn', 'unique pupil number', 'pupil number'] },
  weakHints: ID_WORDS,
  shapes: ['[A-HJ-NP-RT-Z]\\d{11}[\\dA-HJ-NP-RT-Z]'],
  nullRate: 0.011,
  holds(bytes, start, end) {
    if (readAlnum(bytes, start, end) !== 13 || !isAuthority(decimal(1, 4))) return false;
    let sum = 0;
    for (let i = 1; i < 13; i++)
      sum += (digit(i) > 9 ? LETTERS.indexOf(String.fromCharCode(digit(i) + 55)) : digit(i)) * (i + 1);
    return LETTERS.charCodeAt(sum % 23) === bytes[start];
  },
  needs: 'value',
  examples: ['C800000000006', 'B820123456787', 'N943999999999'],
  counterexamples: ['A800000000001', 'I800000000000', 'A80000000000', 'C999999999997'],
  source:
    'Department for Education: unique pupil numbers, weights 2 to 13 modulo 23; codes of local authorities',
});
