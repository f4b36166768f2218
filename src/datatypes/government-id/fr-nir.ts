import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readAlnum } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (readAlnum(bytes, start, end) !== 15) return false;
  let corsica = 0;
  if (digit(6) > 9) {
    // Corsican departments 2A and 2B count as 19 and 18.
    corsica = digit(6) === 10 ? 19 : 18;
    if (digit(5) !== 2) return false;
  }
  let rest = 0;
  for (let i = 0; i < 13; i++) {
    if (corsica > 0 && i === 5) {
      rest = (rest * 100 + corsica) % 97;
      i = 6;
    } else rest = (rest * 10 + digit(i)) % 97;
  }
  const month = decimal(3, 5);
  return (
    ((month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50) &&
    97 - rest === decimal(13, 15)
  );
}

export const frNir = defineDataType({
  id: 'id.fr.nir',
  title: 'French social security number (NIR)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'FR',
  hints: {
    fr: [
      'nir',
      'numéro de sécurité sociale',
      'num secu',
      'numéro sécu',
      'sécurité sociale',
      'numero securite sociale',
      'insee',
      'num ss',
      'numéro sécurité sociale',
      'num sécu',
      'numéro secu',
      'n sécurité sociale',
      'num sécurité sociale',
      'numss',
      'numéro ss',
      'no ss',
      'numéro insee',
      'n sécu',
    ],
    en: ['french ssn', 'french social security'],
  },
  weakHints: ID_WORDS,
  shapes: ['[1-478]\\d{4}(\\d{2}|2[AB])\\d{8}', '[1-478] \\d{2} \\d{2} (\\d{2}|2[AB]) \\d{3} \\d{3} \\d{2}'],
  holds,
  needs: 'value',
  nullRate: 0.0025,
  examples: ['1 90 01 75 000 001 29', '299129900000136', '190012A00000186'],
  counterexamples: ['190017500000100', '190137500000117', '590017500000110', '1900175000001'],
  source: "INSEE: numéro d'inscription au répertoire; key 97 minus remainder",
});
