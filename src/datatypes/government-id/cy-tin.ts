import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];

export const cyTin = defineDataType({
  id: 'id.cy.tin',
  title: 'Cypriot tax number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CY',
  hints: { en: ['cyprus tin', 'afm cy', 'tic cy', 'cyprus tax'] },
  weakHints: TAX_WORDS,
  shapes: ['(CY)?[0-9]\\d{7}[A-Z]'],
  nullRate: 0.026,
  holds(bytes, _start, end) {
    let sum = 0;
    for (let i = 0; i < 8; i++) {
      const d = digitByte(bytes, end - 9 + i);
      sum += i % 2 === 0 ? (ODD[d] ?? 0) : d;
    }
    return (
      (digitByte(bytes, end - 9) !== 1 || digitByte(bytes, end - 8) !== 2) &&
      0x41 + (sum % 26) === bytes[end - 1]
    );
  },
  needs: 'value-and-name',
  examples: ['00000000E', 'CY10000001E', '99999999Q'],
  counterexamples: ['00000000A', '12000000A', '0000000A'],
  source: 'Tax Department of Cyprus; letter by remainder of 26',
});
