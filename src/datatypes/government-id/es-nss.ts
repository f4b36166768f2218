import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const esNss = defineDataType({
  id: 'id.es.nss',
  title: 'Spanish social security number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'ES',
  hints: {
    es: [
      'nss',
      'número seguridad social',
      'seguridad social',
      'naf',
      'número de afiliación',
      'num seg social',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{12}', '\\d{2}[ /]\\d{8}[ /]\\d{2}'],
  nullRate: 0.0053,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 12) return false;
    const province = decimal(0, 2);
    const serial = decimal(2, 10);
    const joined = serial < 10_000_000 ? province * 10_000_000 + serial : province * 100_000_000 + serial;
    return province >= 1 && (province <= 53 || province === 66) && joined % 97 === decimal(10, 12);
  },
  needs: 'value-and-name',
  examples: ['28/00000001/92', '011234567884', '50 99999999 56'],
  counterexamples: ['280000000100', '99/00000001/00', '28000000010'],
  source: 'Tesorería General de la Seguridad Social; remainder by 97',
});
