import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';
import { jmbg } from './jmbg.ts';

export const mkEmbg = defineDataType({
  id: 'id.mk.embg',
  title: 'North Macedonian unique master citizen number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MK',
  hints: { en: ['embg', 'maticen broj', 'matichen broj'], ru: ['ембг', 'матичен број'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{13}'],
  holds: (bytes, start, end) => jmbg(bytes, start, end, (region) => region >= 41 && region <= 49),
  nullRate: 0.00005,
  needs: 'value',
  examples: ['0101990410004', '3112999450001', '0101000450007'],
  counterexamples: ['0101990410008', '3201990410000', '010199041000'],
  source: 'Law on the unique citizen number of North Macedonia',
});
