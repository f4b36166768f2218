import { mrzDigit } from '../checksum/mrz731.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

/** The second line of a passport (TD3), of an identity card with two lines (TD2), or the first two of TD1 as one text. */
function holds(bytes: Uint8Array, start: number, end: number): boolean {
  let second = start;
  for (let i = start; i < end; i++) if (bytes[i] === 0x0a) second = i + 1;
  const length = end - start;
  if (length === 44 || length === 36 || length === 89 || length === 73) {
    const line = length === 89 ? second : length === 73 ? second : start;
    return digits(bytes, line, 0, 9) && digits(bytes, line, 13, 19) && digits(bytes, line, 21, 27);
  }
  if (length !== 92) return false;
  return digits(bytes, start, 5, 14) && digits(bytes, start + 31, 0, 6) && digits(bytes, start + 31, 8, 14);
}

function digits(bytes: Uint8Array, line: number, from: number, to: number): boolean {
  const check = bytes[line + to] ?? 0;
  const expected = mrzDigit(bytes, line + from, line + to);
  return expected === check - 0x30 || (expected === 0 && check === 0x3c);
}

export const mrz = defineDataType({
  id: 'id.mrz',
  title: 'Machine-readable zone of a travel document',
  weight: 'critical',
  group: 'government-id',
  law: NATIONAL_ID,
  hints: {
    en: ['mrz', 'mrz code', 'machine readable zone', 'mrz line', 'mrz text'],
    zh: ['机读码', '机读区'],
    ru: ['машиночитаемая зона'],
  },
  weakHints: ID_WORDS,
  shapes: [
    '[A-Z0-9<]{9}[0-9<][A-Z<]{3}\\d{6}\\d[MFX<]\\d{6}\\d[A-Z0-9<]+',
    'P[A-Z<][A-Z<]{42}\n[A-Z0-9<]{44}',
    '[IAC][A-Z<][A-Z<]{34}\n[A-Z0-9<]{36}',
    '[IAC][A-Z0-9<][A-Z<]{3}[A-Z0-9<]{25}\n[A-Z0-9<]{30}\n[A-Z<]{30}',
  ],
  nullRate: 0.000025,
  holds,
  needs: 'value',
  examples: [
    'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
    'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<',
  ],
  counterexamples: [
    'L898902C37UTO7408122F1204159ZE184226B<<<<<10',
    'P<UTOERIKSSON',
    'L898902C36UTO7408132F1204159ZE184226B<<<<<10',
  ],
  source: 'ICAO Doc 9303 parts 3 to 6 (specimen of Utopia)',
});
