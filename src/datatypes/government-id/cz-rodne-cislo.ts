import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  const n = readDigits(bytes, start, end);
  if (n !== 9 && n !== 10) return false;
  let month = decimal(2, 4) % 50;
  if (month > 20) month -= 20;
  const short = decimal(0, 2);
  if (n === 9) return short <= 53 && isPastDate(1900 + short, month, decimal(4, 6)) && decimal(6, 9) > 0;
  const year = short >= 54 ? 1900 + short : 2000 + short;
  return isPastDate(year, month, decimal(4, 6)) && (decimal(0, 9) % 11) % 10 === digit(9);
}

export const czRodneCislo = defineDataType({
  id: 'id.cz.rodne-cislo',
  title: 'Czech or Slovak birth number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CZ',
  hints: {
    en: ['rodne cislo', 'rodné číslo', 'birth number', 'rc', 'rodnecislo'],
    cs: ['rodné číslo', 'rodne cislo', 'rodcis', 'rč', 'rodnecislo', 'r č'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{9,10}', '\\d{6}/\\d{3,4}'],
  holds,
  nullRate: 0.034,
  needs: 'value-and-name',
  examples: ['900101/0007', '0051010014', '530101/001'],
  counterexamples: ['901301/0001', '900101/0001', '5401010', '540101/001'],
  source: 'Act 133/2000 of the Czech Republic; Act 301/1995 of Slovakia; divisible by 11 since 1954',
});
