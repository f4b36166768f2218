import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const usMbi = defineDataType({
  id: 'id.us.mbi',
  title: 'US Medicare beneficiary identifier',
  country: 'US',
  group: 'health',
  law: ART9,
  weight: 'high',
  hints: { en: ['mbi', 'medicare id', 'medicare number', 'medicare beneficiary', 'hicn', 'beneficiary id'] },
  weakHints: ID_WORDS,
  shapes: [
    '[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\\d-?[AC-HJKMNP-RT-Y]{2}\\d{2}',
  ],
  needs: 'value-and-name',
  nullRate: 0.19,
  examples: ['1AA0-AA0-AA00', '9YY9YY9YY99'],
  counterexamples: ['0AA0AA0AA00', '1SA0AA0AA00', '1AA0AA0AA0'],
  source: 'CMS: MBI format',
});
