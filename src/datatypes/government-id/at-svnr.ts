import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const atSvnr = defineDataType({
  id: 'id.at.svnr',
  title: 'Austrian social insurance number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AT',
  hints: {
    de: [
      'svnr',
      'sozialversicherungsnummer',
      'sv nummer',
      'versicherungsnummer',
      'svnummer',
      'vsnr',
      'sv nr',
    ],
    en: ['austrian social security'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-9]\\d{9}', '[1-9]\\d{3}[ -]\\d{6}'],
  /** Where a day's serials ran out, months 13-15 were given. */
  nullRate: 0.0038,
  holds(bytes, start, end) {
    if (
      readDigits(bytes, start, end) !== 10 ||
      digit(0) === 0 ||
      dot([3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 !== digit(3)
    )
      return false;
    const month = decimal(6, 8);
    return month > 12
      ? month <= 15 && decimal(4, 6) >= 1 && decimal(4, 6) <= 31
      : isPastDateAnyCentury(decimal(8, 10), month, decimal(4, 6));
  },
  needs: 'value',
  examples: ['1000 010190', '1236311299', '9995-010100'],
  counterexamples: ['1000320190', '0000010190', '123401018', '1001010190'],
  source: 'ASVG § 31; weights 3-7-9-5-8-4-2-1-6 modulo 11',
});
