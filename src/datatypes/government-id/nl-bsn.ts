import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const nlBsn = defineDataType({
  id: 'id.nl.bsn',
  title: 'Dutch citizen service number (BSN)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'NL',
  hints: {
    nl: [
      'bsn',
      'burgerservicenummer',
      'sofinummer',
      'sofi',
      'bsn nummer',
      'bsnnummer',
      'sofi nummer',
      'burger service nummer',
    ],
    en: ['dutch bsn'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{9}', '\\d{4}[ .]\\d{2}[ .]\\d{3}'],
  nullRate: 0.09,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 9 && decimal(0, 9) > 0 && dot([9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  needs: 'value-and-name',
  examples: ['111111109', '000000103', '1234.56.708'],
  counterexamples: ['111111111', '000000000', '12345678', '123456789'],
  source: 'Wet algemene bepalingen burgerservicenummer; eleven-test with weight -1 for the last digit',
});
