import { defineDataType } from '../datatype.ts';
import { ART9 } from '../law.ts';

export const union = defineDataType({
  id: 'special.union',
  title: 'Trade union membership',
  group: 'special',
  law: ART9,
  weight: 'high',
  hints: {
    en: [
      'trade union',
      'union member',
      'union membership',
      'labor union',
      'labour union',
      'union dues',
      'union code',
    ],
    zh: ['工会', '工会会员', '工会会员号'],
    es: ['sindicato', 'afiliación sindical', 'cuota sindical'],
    pt: ['sindicato', 'filiação sindical'],
    fr: ['syndicat', 'syndiqué'],
    de: ['gewerkschaft', 'gewerkschaftsmitglied'],
    it: ['sindacato'],
    ru: ['профсоюз', 'член профсоюза', 'profsoyuz'],
    ar: ['النقابة', 'عضوية النقابة'],
    tr: ['sendika', 'sendika üyeliği'],
  },
  weakHints: ['union'],
  antiHints: ['credit union', 'union all', 'european union', 'western union'],
  shapes: [],
  nullRate: 1,
  needs: 'name',
  examples: [],
  counterexamples: [],
  source: 'GDPR Art. 9 (1)',
});
