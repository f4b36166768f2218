import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';
import { jmbg } from './jmbg.ts';

export const rsJmbg = defineDataType({
  id: 'id.rs.jmbg',
  title: 'Serbian unique master citizen number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'RS',
  hints: {
    en: ['jmbg', 'maticni broj', 'matični broj', 'jedinstveni maticni broj'],
    ru: ['јмбг', 'матични број'],
    hr: ['jmbg', 'matični broj', 'matični broj građana', 'maticni broj'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{13}'],
  holds: (bytes, start, end) =>
    jmbg(bytes, start, end, (region) => region >= 70 || region === 66 || region <= 9),
  nullRate: 0.00032,
  needs: 'value',
  examples: ['0101990710008', '3112999800002', '0101000710009'],
  counterexamples: ['0101990710007', '3201990710000', '010199071000'],
  source: 'Law on the unique master citizen number of Serbia',
});
