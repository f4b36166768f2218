import { luhn } from '../checksum/luhn.ts';
import { defineDataType } from '../datatype.ts';
import { isPastDate, isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const sePersonnummer = defineDataType({
  id: 'id.se.personnummer',
  title: 'Swedish personal number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'SE',
  hints: {
    en: [
      'personnummer',
      'pnr',
      'samordningsnummer',
      'swedish id',
      'persnr',
      'person nr',
      'swedish personal number',
    ],
    sv: ['personnummer', 'personnr', 'pnr', 'samordningsnummer', 'person nr', 'persnr'],
  },
  weakHints: ID_WORDS,
  shapes: ['(18|19|20)?\\d{6}[+-]?\\d{4}'],
  /** Coordination numbers add 60 to the day. */
  nullRate: 0.0052,
  holds(bytes, start, end) {
    const plus = bytes[end - 5] === 0x2b;
    let n = 0;
    for (let i = start; i < end; i++) {
      const d = digitByte(bytes, i);
      if (d >= 0) register[n++] = d;
    }
    const from = n - 10;
    const day = decimal(from + 4, from + 6);
    const short = decimal(from, from + 2);
    const month = decimal(from + 2, from + 4);
    const born = day > 60 ? day - 60 : day;
    const dated =
      from === 2
        ? isPastDate(decimal(0, 4), month, born, 1850)
        : plus
          ? isPastDate(1800 + short, month, born, 1800) || isPastDate(1900 + short, month, born)
          : isPastDateAnyCentury(short, month, born);
    return dated && luhn(register, from, n);
  },
  needs: 'value',
  examples: ['900101-0009', '199912319903', '000161-0005'],
  counterexamples: ['900101-0000', '901301-0001', '90010100', '2190010100009'],
  source: 'Swedish Tax Agency SKV 704; Luhn over the last ten digits',
});
