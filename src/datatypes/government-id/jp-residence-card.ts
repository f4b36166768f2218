import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const jpResidenceCard = defineDataType({
  id: 'id.jp.residence-card',
  title: 'Japanese residence card',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'JP',
  hints: {
    ja: ['在留カード', '在留カード番号', '特別永住者証明書番号'],
    en: ['residence card', 'residence card number', 'zairyu card', 'zairyu card no'],
  },
  weakHints: ID_WORDS,
  shapes: ['[A-Z]{2}\\d{8}[A-Z]{2}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['AA00000000AA', 'ZZ99999999ZZ'],
  counterexamples: ['AA0000000AA', 'A000000000AA', 'aa00000000aa'],
  source: 'Immigration Services Agency of Japan: number of the residence card',
});
