import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { decimal, digit, readAlnum } from '../register.ts';

export const inGstin = defineDataType({
  id: 'id.in.gstin',
  title: 'Indian goods and services tax number, with the PAN of its holder',
  group: 'government-id',
  law: PERSONAL,
  weight: 'low',
  country: 'IN',
  hints: { en: ['gstin', 'gst no', 'gst number', 'gstin no', 'gst in', 'gst id', 'gst registration number'] },
  shapes: ['\\d{2}[A-Z]{5}\\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]'],
  holds(bytes, start, end) {
    if (readAlnum(bytes, start, end) !== 15) return false;
    const state = decimal(0, 2);
    if (state < 1 || (state > 38 && state !== 97 && state !== 99)) return false;
    let sum = 0;
    for (let i = 0; i < 14; i++) {
      const product = digit(i) * (i % 2 === 0 ? 1 : 2);
      sum += Math.floor(product / 36) + (product % 36);
    }
    return (36 - (sum % 36)) % 36 === digit(14);
  },
  nullRate: 0.00043,
  needs: 'value',
  examples: ['27AAPFU0939F1ZV', '07AAAPA0001A1Z8', '29ZZZPZ9999Z1ZO'],
  counterexamples: ['27AAPFU0939F1ZA', '99AAPFU0939F1Z', '47AAPFU0939F1ZV', '27AAPFU0939F1YV'],
  source: 'CGST rules 2017, rule 10; Luhn modulo 36 over the first fourteen',
});
