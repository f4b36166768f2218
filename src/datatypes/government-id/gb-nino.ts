import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** Prefixes that are not allocated. */
const REFUSED: ReadonlySet<number> = new Set(
  ['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'].map((pair) => pair.charCodeAt(0) * 256 + pair.charCodeAt(1)),
);

export const gbNino = defineDataType({
  id: 'id.gb.nino',
  title: 'British national insurance number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'GB',
  hints: {
    en: [
      'nino',
      'national insurance',
      'national insurance number',
      'ni number',
      'ni no',
      'ninumber',
      'national insurance no',
      'nat ins no',
      'nationalinsurancenumber',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]?'],
  nullRate: 0.085,
  holds(bytes, start) {
    const pair = (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0);
    return !REFUSED.has(pair);
  },
  needs: 'value-and-name',
  examples: ['AA000000A', 'ZY 99 99 99 D', 'AB123456C'],
  counterexamples: ['BG000000A', 'GB000000A', 'QQ000000A', 'AA000000E', 'AA00000A'],
  source: 'HMRC National Insurance Manual NIM39110',
});
