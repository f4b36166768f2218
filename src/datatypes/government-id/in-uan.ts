import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';

export const inUan = defineDataType({
  id: 'id.in.uan',
  title: 'Indian provident fund number (UAN)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'medium',
  country: 'IN',
  hints: { en: ['uan', 'uan no', 'uan number', 'universal account number', 'pf uan', 'epf uan'] },
  weakHints: ['pf no', 'pf number', 'epf no', 'epf number'],
  shapes: ['1\\d{11}'],
  nullRate: 0.1,
  needs: 'value-and-name',
  examples: ['100000000001', '101999999999'],
  counterexamples: ['200000000001', '10000000000', '1000000000011'],
  source: 'EPFO: universal account number of twelve digits',
});
