import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';
import { jmbg } from './jmbg.ts';

export const baJmbg = defineDataType({
  id: 'id.ba.jmbg',
  title: 'Bosnian unique master citizen number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BA',
  hints: {
    en: ['jmbg', 'jmb', 'maticni broj', 'matični broj'],
    ru: ['јмбг', 'матични број'],
    hr: ['jmbg', 'matični broj', 'maticni broj'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{13}'],
  holds: (bytes, start, end) => jmbg(bytes, start, end, (region) => region >= 10 && region <= 19),
  nullRate: 0.0001,
  needs: 'value',
  examples: ['0101990100005', '3112999190018', '0101000150003'],
  counterexamples: ['0101990100000', '3201990100000', '010199070000'],
  source: 'Law on the unique master citizen number of Bosnia and Herzegovina',
});
