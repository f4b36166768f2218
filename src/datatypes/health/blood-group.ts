import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';

export const bloodGroup = defineDataType({
  id: 'health.blood-group',
  title: 'Blood group',
  group: 'health',
  law: ART9,
  weight: 'medium',
  hints: {
    en: ['blood group', 'blood type', 'bloodtype', 'bloodgroup', 'abo', 'rh factor', 'rhesus'],
    zh: ['血型', 'xuexing', 'xx'],
    es: ['grupo sanguíneo', 'tipo de sangre', 'grupo sanguineo'],
    pt: ['tipo sanguíneo', 'grupo sanguíneo'],
    fr: ['groupe sanguin'],
    de: ['blutgruppe'],
    it: ['gruppo sanguigno'],
    ru: ['группа крови', 'gruppa krovi', 'резус'],
    ar: ['فصيلة الدم', 'زمرة الدم'],
    fa: ['گروه خونی'],
    tr: ['kan grubu', 'kan grubu rh'],
    ug: ['قان تىپى'],
    id: ['golongan darah'],
    ja: ['血液型'],
    ko: ['혈액형'],
  },
  shapes: [
    '(A|B|AB|O|0)( ?(Rh|RH|rh)? ?\\(?([+-]|POS|NEG|pos|neg|positive|negative|Positive|Negative|阳性|阴性|\\+\\)|-\\)))?\\)?(型)?',
    '[1-4]',
    '(I|II|III|IV)( ?\\(?[+-]\\)?)?',
  ],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['A+', 'AB-', 'O型', 'B Rh+'],
  counterexamples: ['C+', 'ABO', '5', 'blood'],
  source: 'ISBT 128; ISO 3166 not used',
});
