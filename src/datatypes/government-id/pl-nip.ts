import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const plNip = defineDataType({
  id: 'id.pl.nip',
  title: 'Polish tax number (NIP)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'PL',
  hints: { pl: ['nip', 'numer nip', 'nr nip'] },
  weakHints: TAX_WORDS,
  shapes: ['\\d{10}', '\\d{3}-\\d{3}-\\d{2}-\\d{2}', '\\d{3}-\\d{2}-\\d{2}-\\d{3}'],
  nullRate: 0.092,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 10 &&
    decimal(0, 3) > 0 &&
    dot([6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digit(9),
  needs: 'value-and-name',
  examples: ['100-000-00-06', '1000000101', '9990000008'],
  counterexamples: ['1000000001', '0000000000', '100000000'],
  source: 'Act on registration of taxpayers of Poland; weights modulo 11',
});
