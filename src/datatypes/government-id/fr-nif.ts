import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const frNif = defineDataType({
  id: 'id.fr.nif',
  title: 'French tax number of a person (NIF, SPI)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'FR',
  hints: { fr: ['numéro fiscal', 'nif', 'spi', 'numero fiscal', 'référence fiscale'] },
  weakHints: [...TAX_WORDS],
  shapes: ['[0-3]\\d{12}', '[0-3]\\d \\d{2} \\d{3} \\d{3} \\d{3}'],
  nullRate: 0.00044,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 13 && decimal(0, 10) % 511 === decimal(10, 13),
  needs: 'value',
  examples: ['01 00 000 000 366', '3000000001250', '0000000002002'],
  counterexamples: ['0100000000999', '4000000001001', '010000000000'],
  source: 'Direction générale des finances publiques; remainder by 511',
});
