import { mrzDigit } from '../checksum/mrz731.ts';
import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const dePersonalausweis = defineDataType({
  id: 'id.de.personalausweis',
  title: 'German identity card or passport number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'DE',
  hints: {
    de: [
      'personalausweis',
      'personalausweisnummer',
      'ausweisnummer',
      'ausweisnr',
      'personalausweisnr',
      'reisepassnummer',
      'reisepass',
      'passnummer',
      'perso nr',
      'personalausweis nr',
      'ausweis nr',
    ],
    en: ['german id card'],
  },
  weakHints: ID_WORDS,
  shapes: ['[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\\dD?', '\\d{10}D'],
  nullRate: 0.019,
  holds: (bytes, start) => mrzDigit(bytes, start, start + 9) === digitByte(bytes, start + 9),
  needs: 'value-and-name',
  examples: ['L01X00T471', 'C01X00T009D', 'LZ6311T475'],
  counterexamples: ['L01X00T470', 'A01X00T47X', 'L01X00T4'],
  source: 'ICAO Doc 9303; German ordinance on identity cards (serial number)',
});
