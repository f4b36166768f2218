import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const arCuit = defineDataType({
  id: 'id.ar.cuit',
  title: 'Argentine tax or labour number (CUIT, CUIL)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'AR',
  hints: { es: ['cuit', 'cuil', 'cuit cuil', 'número cuit', 'nro cuit', 'nro cuil'] },
  weakHints: ID_WORDS,
  shapes: ['(20|23|24|25|26|27|30|33|34|50|51|55)\\d{9}', '(20|23|24|25|26|27|30|33|34|50|51|55)-\\d{8}-\\d'],
  nullRate: 0.012,
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 11 &&
    '012345678990'.charCodeAt(11 - (dot([5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) - 0x30 === digit(10),
  needs: 'value',
  examples: ['20-00000001-9', '27123456780', '23-99999999-9'],
  counterexamples: ['20-00000001-0', '21-00000001-9', '2000000001'],
  source: 'AFIP (ARCA) of Argentina; weights modulo 11',
});
