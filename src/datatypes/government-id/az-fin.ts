import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const azFin = defineDataType({
  id: 'id.az.fin',
  title: 'Azerbaijani personal number (FIN)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AZ',
  hints: {
    en: ['fin code', 'fin kod', 'fin', 'fincode', 'pin code az'],
    tr: ['fin kodu', 'fin nömrəsi'],
    ru: ['фин код', 'пин код удостоверения'],
  },
  weakHints: ID_WORDS,
  shapes: ['[0-9A-HJ-NP-Z]{7}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['0AAAAAA', '1AB2CD3', '5ZZZZZZ'],
  counterexamples: ['0AAAAAI', '0AAAAA', '0aaaaaa'],
  source: 'State Migration Service of Azerbaijan: FIN of seven characters without I and O',
});
