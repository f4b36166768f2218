import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';

export const icd = defineDataType({
  id: 'health.icd',
  title: 'Diagnosis code (ICD)',
  group: 'health',
  law: ART9,
  weight: 'critical',
  hints: {
    en: [
      'icd',
      'icd10',
      'icd 10',
      'icd code',
      'icd9',
      'icd 9',
      'diagnosis code',
      'dx code',
      'dx',
      'icd11',
      'disease code',
    ],
    zh: ['疾病编码', '诊断编码', '疾病代码', 'icd编码', 'jbbm', 'zdbm'],
    es: ['cie10', 'cie 10', 'código diagnóstico'],
    pt: ['cid', 'cid10', 'cid 10'],
    fr: ['cim10', 'cim 10', 'code diagnostic'],
    de: ['icd10 code', 'diagnoseschlüssel'],
    ru: ['мкб', 'мкб 10', 'код мкб', 'mkb'],
    tr: ['icd kodu', 'tanı kodu'],
  },
  namedAs: ['health.diagnosis'],
  shapes: [
    '[A-TV-Z]\\d[0-9AB](\\.[0-9A-Z]{1,4}|x\\d{2,3})?[A-Z*+]?',
    '[A-TV-Z]\\d{2}\\.\\d{1,3}x\\d{3}',
    '(V?\\d{2,3}|E\\d{3})\\.\\d{1,2}',
    '[A-TV-Z]\\d[0-9AB][0-9A-Z]{1,4}',
  ],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['A00.0', 'E11.9', 'B20', 'I10x02', 'J189', 'S72001A'],
  counterexamples: ['AA0.0', 'U7', 'a00.0', '12'],
  source: 'WHO ICD-10; ICD-9-CM; Chinese clinical extension',
});
