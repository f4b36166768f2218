import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { luhn } from '../checksum/luhn.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { decimal, digit, digitByte, dot, register } from '../register.ts';

export const caHealthCard = defineDataType({
  id: 'health.ca-card',
  title: 'Canadian health card',
  group: 'health',
  law: ART9,
  weight: 'high',
  country: 'CA',
  hints: {
    en: [
      'health card number',
      'ohip',
      'ohip number',
      'health card no',
      'phn',
      'ramq',
      'personal health number',
      'hcn',
      'health number',
    ],
    fr: [
      'ramq',
      'nam',
      'numéro assurance maladie',
      'no assurance maladie',
      'assurance maladie',
      'carte soleil',
    ],
  },
  weakHints: ['health card', 'card number', 'hin'],
  shapes: ['[A-Z]{4} ?\\d{4} ?\\d{4}', '[1-9]\\d{3}[ -]?\\d{3}[ -]?\\d{3}([ -]?[A-Z]{2})?'],
  holds(bytes, start, end) {
    let n = 0;
    for (let i = start; i < end && n < 12; i++) {
      const d = digitByte(bytes, i);
      if (d >= 0) register[n++] = d;
    }
    if (n === 8)
      return isPastDateAnyCentury(decimal(0, 2), decimal(2, 4) % 50, decimal(4, 6)) && decimal(2, 4) < 63;
    if (n !== 10) return false;
    if (digit(0) !== 9) return luhn(register, 0, 10);
    return (11 - (dot([2, 4, 8, 5, 10, 9, 7, 3], 1) % 11)) % 11 === digit(9);
  },
  nullRate: 0.081,
  needs: 'value-and-name',
  examples: ['AAAA90010100', 'AAAA 9051 0100', '1000000008', '9000000018'],
  counterexamples: ['AAAA90130100', '1000000009', 'AAA90010100', '100000000'],
  source:
    'RAMQ: four letters, birth date with 50 added to the month for women; Ontario: Luhn; British Columbia: weights modulo 11',
});
