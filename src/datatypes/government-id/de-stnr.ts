import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';

export const deStnr = defineDataType({
  id: 'id.de.stnr',
  title: 'German tax number of a tax office',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'medium',
  country: 'DE',
  hints: {
    de: ['steuernummer', 'steuernr', 'steuer nr', 'stnr', 'st nr', 'steuer nummer', 'elster steuernummer'],
    en: ['german tax number'],
  },
  shapes: ['\\d{2,3}/\\d{3,4}/\\d{4,5}', '(1[01]|2[1-9]|3[0-2]|4[01]|5|9)\\d{2,3}0\\d{8}', '\\d{10,11}'],
  nullRate: 0.5,
  needs: 'value-and-name',
  examples: ['12/345/00000', '181/815/00000', '2893081508152', '5133081508159'],
  counterexamples: ['12-345-00000', '1/2/3', '289308150815'],
  source:
    'Abgabenordnung; ELSTER: unified federal scheme of thirteen digits with 0 in the fifth place; the check differs from state to state',
});
