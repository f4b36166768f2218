import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const hnDni = defineDataType({
  id: 'id.hn.dni',
  title: 'Honduran identity number (DNI)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'HN',
  hints: {
    es: ['dni', 'identidad', 'número de identidad', 'rnp', 'tarjeta de identidad', 'número identidad'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{13}', '\\d{4}-\\d{4}-\\d{5}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 13 &&
    decimal(0, 2) >= 1 &&
    decimal(0, 2) <= 18 &&
    decimal(2, 4) >= 1 &&
    decimal(2, 4) <= 28 &&
    decimal(4, 8) >= 1900 &&
    decimal(4, 8) <= thisYear,
  nullRate: 0.00067,
  needs: 'value',
  examples: ['0101-1990-00000', '1801200000001', '0801-1950-00002'],
  counterexamples: ['0001-1990-00000', '1901-1990-00000', '0101-1890-00000', '010119900000'],
  source: 'Registro Nacional de las Personas of Honduras: department, municipality, year, serial',
});
