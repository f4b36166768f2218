import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digitByte } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const gbDrivingLicence = defineDataType({
  id: 'id.gb.driving-licence',
  title: 'British driving licence',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'GB',
  hints: { en: ['driver number', 'driving licence number', 'dvla', 'driving licence', 'licence number'] },
  weakHints: ID_WORDS,
  shapes: ['[A-Z9]{5}\\d[0156]\\d{3}\\d[A-Z9]{2}[A-HJ-NP-Z2-9]{3}( ?\\d{2})?'],
  nullRate: 0.0034,
  holds(bytes, start) {
    const month = (digitByte(bytes, start + 6) % 5) * 10 + digitByte(bytes, start + 7);
    const day = digitByte(bytes, start + 8) * 10 + digitByte(bytes, start + 9);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  },
  needs: 'value',
  examples: ['XXXXX901010X99AA', 'AAAA9612310AA9ZZ', 'ZZ999851290ZZ9AA 01'],
  counterexamples: ['XXXXX913010X99AA', 'XXXXX901320X99AA', 'XXXXX901010X99A', 'xxxxx901010x99aa'],
  source: 'DVLA: driver number (five of surname, birth date, initials, check characters)',
});
