import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';

/** Codes of the states and territories, as on number plates. */
const STATES = new Set(
  'AN AP AR AS BH BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TG TN TR TS UA UK UP UT WB'.split(
    ' ',
  ),
);

export const inDrivingLicence = defineDataType({
  id: 'vehicle.in-driving-licence',
  title: 'Indian driving licence',
  group: 'vehicle',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'IN',
  hints: { en: ['driving licence no', 'driving license no', 'dl no', 'dl number', 'dlno'] },
  weakHints: ['dl', 'licence', 'license'],
  shapes: ['[A-Z]{2}[ -]?\\d{2}[ -]?(19|20)\\d{2}[ -]?\\d{7}'],
  holds: (bytes, start) => STATES.has(String.fromCharCode(bytes[start] ?? 0, bytes[start + 1] ?? 0)),
  nullRate: 0.0012,
  needs: 'value-and-name',
  examples: ['MH12 20110000001', 'DL-0420110000001', 'KA0120110000001'],
  counterexamples: ['MH12 18110000001', 'ZZ12 20110000001', 'MH12 2011001', 'mh1220110000001'],
  source: 'Central Motor Vehicles Rules 1989, form 7; state codes of rule 50',
});
