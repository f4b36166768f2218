import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';
import { ID_WORDS, TAX_WORDS } from '../shared-hints.ts';

export const ptNif = defineDataType({
  id: 'id.pt.nif',
  title: 'Portuguese tax number of a person (NIF)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PT',
  hints: { pt: ['nif', 'contribuinte', 'número de contribuinte', 'num contribuinte'] },
  weakHints: [...TAX_WORDS, ...ID_WORDS],
  shapes: ['[1-35]\\d{8}', '45\\d{7}', '[1-35]\\d{2} \\d{3} \\d{3}'],
  nullRate: 0.041,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 9 &&
    ((11 - (dot([9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === digit(8),
  needs: 'value-and-name',
  examples: ['100000002', '200 000 004', '450000001'],
  counterexamples: ['100000000', '900000000', '10000000'],
  source: 'Decreto-Lei 14/2013 of Portugal; weights 9 to 2 modulo 11',
});
