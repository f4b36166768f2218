import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const ticket = defineDataType({
  id: 'travel.ticket',
  title: 'Airline ticket number',
  group: 'travel',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: ['ticket number', 'eticket', 'e ticket', 'ticket no', 'eticket number', 'ticketnumber'],
    zh: ['票号', '电子客票号', 'ph', 'dzkph'],
    es: ['número de billete', 'boleto'],
    ru: ['номер билета'],
    tr: ['bilet no'],
    de: ['ticketnummer'],
    fr: ['numéro de billet'],
  },
  shapes: ['\\d{3}-?\\d{10,11}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['000-0000000000', '9990000000000', '781-1234567890'],
  counterexamples: ['000-000', '00-00000000000000', 'ticket'],
  source: 'IATA Resolution 722',
});
