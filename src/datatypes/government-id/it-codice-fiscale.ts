import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, readAlnum } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

/** Values of characters in odd places, for 0-9 and then A-Z (ministerial decree of 23 December 1976). */
const ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16,
  10, 22, 25, 24, 23,
];
const MONTHS = 'ABCDEHLMPRST';
/** Letters that stand for digits where two people would share a code. */
const HOMOCODES = 'LMNPQRSTUV';

function figure(v: number): number {
  return v < 10 ? v : HOMOCODES.indexOf(String.fromCharCode(v + 55));
}

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (readAlnum(bytes, start, end) !== 16) return false;
  let sum = 0;
  for (let i = 0; i < 15; i++)
    sum += i % 2 === 0 ? (ODD[digit(i)] ?? 0) : digit(i) > 9 ? digit(i) - 10 : digit(i);
  if ((sum % 26) + 10 !== digit(15)) return false;
  const year = figure(digit(6)) * 10 + figure(digit(7));
  const day = (figure(digit(9)) * 10 + figure(digit(10))) % 40;
  return isPastDateAnyCentury(year, MONTHS.indexOf(String.fromCharCode(digit(8) + 55)) + 1, day);
}

export const itCodiceFiscale = defineDataType({
  id: 'id.it.codice-fiscale',
  title: 'Italian tax code',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IT',
  hints: {
    it: [
      'codice fiscale',
      'cod fiscale',
      'cf',
      'codicefiscale',
      'cod fisc',
      'codfisc',
      'codfiscale',
      'c f',
      'codice fiscale paziente',
      'codice fiscale cliente',
    ],
    en: ['italian tax code', 'fiscal code'],
  },
  weakHints: TAX_WORDS,
  shapes: [
    '[A-Za-z]{6}[0-9LMNPQRSTUVlmnpqrstuv]{2}[ABCDEHLMPRSTabcdehlmprst][0-9LMNPQRSTUVlmnpqrstuv]{2}[A-Za-z][0-9LMNPQRSTUVlmnpqrstuv]{3}[A-Za-z]',
  ],
  holds,
  needs: 'value',
  nullRate: 0.011,
  examples: ['XXXXXX00A01Z000R', 'XXXYYY90T71H501Z', 'AAABBB85H15F20RZ'],
  counterexamples: ['XXXXXX00A01Z000A', 'XXXXXX00A32Z000X', 'XXXXXX00F01Z000X', 'XXXXXX00A01Z000'],
  source: 'DM 23 December 1976; Agenzia delle Entrate',
});
