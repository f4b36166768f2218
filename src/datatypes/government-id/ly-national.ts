import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const lyNational = defineDataType({
  id: 'id.ly.national',
  title: 'Libyan national number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'LY',
  hints: { ar: ['الرقم الوطني الليبي', 'رقم وطني ليبي'], en: ['libyan id', 'libya national number'] },
  weakHints: ID_WORDS,
  shapes: ['[12]\\d{11}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 12 && decimal(1, 5) >= 1900 && decimal(1, 5) <= thisYear,
  nullRate: 0.0025,
  needs: 'value-and-name',
  examples: ['119900000000', '220000000001', '119010000002'],
  counterexamples: ['319900000000', '118990000000', '11990000000', '129990000000'],
  source: 'Civil Registration Authority of Libya: sex, year of birth, serial',
});
