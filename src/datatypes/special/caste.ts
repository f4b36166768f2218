import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';

export const caste = defineDataType({
  id: 'special.caste',
  title: 'Caste, tribe or clan',
  group: 'special',
  law: ART9,
  weight: 'high',
  hints: {
    en: [
      'caste',
      'sub caste',
      'subcaste',
      'caste category',
      'tribe',
      'clan',
      'jati',
      'gotra',
      'scheduled caste',
      'social category',
    ],
    hi: ['जाति', 'उपजाति'],
    ar: ['القبيلة', 'العشيرة', 'الفخذ'],
    zh: ['部落'],
    ru: ['тейп', 'род', 'жуз'],
    kk: ['руы', 'жүзі'],
    tr: ['aşiret', 'aşireti'],
    fa: ['قبیله', 'طایفه'],
  },
  antiHints: ['caste id', 'clan tag', 'clan id', 'clan war', 'tribe id', 'player', 'guild', 'game'],
  shapes: ['(SC|ST|OBC|EWS|GEN|NT|VJ|SBC|UR|General|SC/ST|OBC-NCL)'],
  nullRate: 0.0025,
  needs: 'value-and-name',
  examples: ['SC', 'OBC', 'General'],
  counterexamples: ['XX', 'general store', '12'],
  source: 'Constitution of India art. 341 and 342',
});
