import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

function holds(bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < 6; i++) register[i] = digitByte(bytes, start + i);
  for (let i = 0; i < 3; i++) register[6 + i] = digitByte(bytes, start + 7 + i);
  const sign = bytes[start + 6] ?? 0;
  const century = sign === 0x2b ? 1800 : sign >= 0x41 && sign <= 0x46 ? 2000 : 1900;
  return (
    isPastDate(century + decimal(4, 6), decimal(2, 4), decimal(0, 2), 1850) &&
    decimal(6, 9) >= 2 &&
    CHECKS.charCodeAt(decimal(0, 9) % 31) === bytes[start + 10]
  );
}

export const fiHetu = defineDataType({
  id: 'id.fi.hetu',
  title: 'Finnish personal identity code',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'FI',
  hints: {
    en: ['hetu', 'henkilötunnus', 'henkilotunnus', 'sotu', 'finnish id', 'personbeteckning'],
    fi: ['hetu', 'henkilötunnus', 'henkilotunnus', 'sotu', 'sosiaaliturvatunnus', 'henkilötunniste'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{6}[+YXWVUABCDEF-]\\d{3}[0-9A-FHJ-NPR-Y]'],
  holds,
  nullRate: 0.00093,
  needs: 'value',
  examples: ['010190-9101', '311299-9296', '010100A9204'],
  counterexamples: ['010190-900A', '320190-9001', '010190-90', '010190G9001'],
  source:
    'Digital and Population Data Services Agency of Finland; remainder by 31 (900-999 is the test range)',
});
