import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS, TAX_WORDS } from '../shared-hints.ts';

export const phPhilsys = defineDataType({
  id: 'id.ph.philsys',
  title: 'Philippine identity, social security or tax number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PH',
  hints: {
    en: [
      'philsys',
      'psn',
      'philid',
      'phil id',
      'sss no',
      'sss number',
      'umid',
      'crn',
      'philhealth',
      'philhealth no',
      'pagibig',
      'gsis',
      'philsys id',
      'philsys no',
      'pcn',
      'national id ph',
      'crn ph',
      'gsis no',
      'pagibig no',
      'pag ibig no',
    ],
  },
  weakHints: ['sss', ...ID_WORDS, ...TAX_WORDS],
  shapes: [
    '\\d{4}-\\d{4}-\\d{4}(-\\d{4})?',
    '\\d{2}-\\d{7}-\\d',
    '\\d{3}-\\d{3}-\\d{3}(-\\d{3,5})?',
    '\\d{2}-\\d{9}-\\d',
  ],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['0000-0000-0000-0000', '00-0000000-0', '000-000-000-000'],
  counterexamples: ['0000000000', '00-000-0', 'AAAA-0000-0000'],
  source: 'Philippine Statistics Authority (PhilSys), SSS and BIR number formats',
});
