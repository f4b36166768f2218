import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { luhn } from '../checksum/luhn.ts';
import { decimal, digitByte, register } from '../register.ts';

export const itPartitaIva = defineDataType({
  id: 'id.it.partita-iva',
  title: 'Italian VAT number, also of sole traders',
  group: 'government-id',
  law: PERSONAL,
  weight: 'low',
  country: 'IT',
  hints: { it: ['partita iva', 'p iva', 'piva', 'partitaiva', 'numero partita iva'] },
  weakHints: ['vat', 'vat number', 'vat id', 'iva'],
  shapes: ['\\d{11}', 'IT\\d{11}'],
  holds(bytes, start, end) {
    for (let i = 0; i < 11; i++) register[i] = digitByte(bytes, end - 11 + i);
    const office = decimal(7, 10);
    const known =
      (office >= 1 && office <= 100) || office === 120 || office === 121 || office === 888 || office === 999;
    return end - start >= 11 && known && decimal(0, 7) > 0 && luhn(register, 0, 11);
  },
  nullRate: 0.0067,
  needs: 'value-and-name',
  examples: ['00000010215', '12345670017', 'IT12345670017'],
  counterexamples: ['00000010216', '00000000000', '1234567001'],
  source: 'DPR 633/1972; Luhn over the eleven digits, office code in the eighth to tenth',
});
