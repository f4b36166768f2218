import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';

export const faceMatch = defineDataType({
  id: 'biometric.face-match',
  title: 'Result of a face comparison',
  group: 'biometric',
  law: ART9,
  weight: 'high',
  hints: {
    en: [
      'face match',
      'match score',
      'face similarity',
      'face score',
      'face id',
      'faceid',
      'face token',
      'compare score',
      'face group',
      'face count',
      'recognition score',
      'face match score',
    ],
    zh: ['相似度', '比对分数', '人脸相似度', '比对结果', '人脸比对', 'xsd', 'bdjg'],
    ru: ['сходство', 'степень сходства'],
    tr: ['benzerlik'],
  },
  weakHints: ['score', 'sim', 'similarity score', 'confidence'],
  antiHints: ['face count', 'faces count', 'surface', 'typeface', 'interface', 'face value'],
  shapes: [],
  nullRate: 1,
  needs: 'name',
  examples: [],
  counterexamples: [],
  source: 'ISO/IEC 2382-37 (comparison score)',
});
