import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readAlnum } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV';

export const iePps = defineDataType({
  id: 'id.ie.pps',
  title: 'Irish personal public service number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IE',
  hints: { en: ['pps', 'ppsn', 'pps number', 'pps no'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{7}[A-W][ABHWTX]?'],
  nullRate: 0.028,
  holds(bytes, start, end) {
    const n = readAlnum(bytes, start, end);
    let sum = 0;
    for (let i = 0; i < 7; i++) sum += digit(i) * (8 - i);
    if (n === 9 && (digit(8) === 10 || digit(8) === 11 || digit(8) === 17)) sum += (digit(8) - 9) * 9;
    return LETTERS.charCodeAt(sum % 23) === (bytes[start + 7] ?? 0);
  },
  needs: 'value-and-name',
  examples: ['0000001B', '1234567T', '7654321PA'],
  counterexamples: ['0000001A', '123456T', '1234567Z', '1234567'],
  source:
    'Revenue Commissioners of Ireland; weights 8 to 2 and 9 modulo 23; second letter A or H since 2013, B since 2024 (W, T, X before 2013 do not count)',
});
