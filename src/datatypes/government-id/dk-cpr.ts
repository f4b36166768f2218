import { defineDataType } from '../datatype.ts';
import { isPastDate } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const dkCpr = defineDataType({
  id: 'id.dk.cpr',
  title: 'Danish civil registration number (CPR)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'DK',
  hints: {
    en: ['cpr', 'cpr nummer', 'cpr nr', 'cprnr', 'personnummer dk', 'cpr number'],
    da: ['cpr', 'cpr nr', 'cprnr', 'cpr nummer', 'personnummer', 'cprnummer'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{6}-?\\d{4}'],
  /** Numbers without the modulo 11 check have been issued since 2007, so only the date and its century count. */
  nullRate: 0.031,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10) return false;
    const seventh = digit(6);
    const short = decimal(4, 6);
    const century =
      seventh < 4
        ? 1900
        : seventh === 4 || seventh === 9
          ? short < 37
            ? 2000
            : 1900
          : short < 58
            ? 2000
            : 1800;
    return isPastDate(century + short, decimal(2, 4), decimal(0, 2), 1858);
  },
  needs: 'value',
  examples: ['010190-0000', '3112994000', '010100-5000'],
  counterexamples: ['320190-0000', '011390-0000', '010190-000', '010199-5000x'],
  source: 'CPR Office of Denmark: structure of the CPR number',
});
