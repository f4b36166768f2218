import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';
import { jmbg } from './jmbg.ts';

export const meJmbg = defineDataType({
  id: 'id.me.jmbg',
  title: 'Montenegrin unique master citizen number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ME',
  hints: { en: ['jmbg', 'maticni broj', 'matični broj'], ru: ['јмбг'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{13}'],
  holds: (bytes, start, end) => jmbg(bytes, start, end, (region) => region >= 20 && region <= 29),
  nullRate: 0.00002,
  needs: 'value',
  examples: ['0101990210005', '3112999210000', '0101000210006'],
  counterexamples: ['0101990210009', '3201990210000', '010199070000'],
  source: 'Law on the central population register of Montenegro',
});
