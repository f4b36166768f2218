import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

const LETTERS = 'ZABCDEFGHJKLMNPQRSTVWXY';

export const zwId = defineDataType({
  id: 'id.zw.id',
  title: 'Zimbabwean national registration number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ZW',
  hints: { en: ['zimbabwe id', 'national registration number', 'zw id', 'nrn'] },
  weakHints: ID_WORDS,
  shapes: ['\\d{2}-?\\d{6,7}[ -]?[A-Z][ -]?\\d{2}'],
  nullRate: 0.038,
  holds(bytes, start, end) {
    let n = 0;
    let rest = 0;
    for (let i = start; i < end; i++) {
      const d = digitByte(bytes, i);
      if (d >= 0) {
        rest = (rest * 10 + d) % 23;
        n++;
      } else if ((bytes[i] ?? 0) >= 0x41) return n >= 8 && LETTERS.charCodeAt(rest) === bytes[i];
    }
    return false;
  },
  needs: 'value-and-name',
  examples: ['63-000000K 00', '08-1234567R01', '42-999999D42'],
  counterexamples: ['63-000000A00', '63-00000-00', '63-000000I 00'],
  source: 'Registrar General of Zimbabwe; remainder by 23',
});
