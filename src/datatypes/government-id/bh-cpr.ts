import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const bhCpr = defineDataType({
  id: 'id.bh.cpr',
  title: 'Bahraini personal number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BH',
  hints: {
    ar: ['الرقم الشخصي البحريني', 'الرقم السكاني', 'الرقم الشخصي'],
    en: ['cpr', 'cpr no', 'bahrain cpr', 'cpr number', 'cpr bh', 'personal number bh'],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{9}'],
  nullRate: 0.12,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 9 && decimal(2, 4) >= 1 && decimal(2, 4) <= 12,
  needs: 'value-and-name',
  examples: ['900100000', '001200001', '990600002'],
  counterexamples: ['901300000', '900000000', '90010000'],
  source: 'Information & eGovernment Authority of Bahrain: year, month, serial, check',
});
