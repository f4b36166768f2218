import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';

export const ruOgrnip = defineDataType({
  id: 'id.ru.ogrnip',
  title: 'Russian register number of a sole trader (OGRNIP)',
  group: 'government-id',
  law: PERSONAL,
  weight: 'medium',
  country: 'RU',
  hints: { ru: ['огрнип', 'ogrnip', 'огрн ип'] },
  weakHints: ['огрн', 'ogrn'],
  shapes: ['3\\d{14}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 15 && (decimal(0, 14) % 13) % 10 === digit(14),
  nullRate: 0.0095,
  needs: 'value-and-name',
  examples: ['300000000000004', '304500116000157', '315774600000016'],
  counterexamples: ['300000000000005', '104500116000157', '30450011600015'],
  source: 'Order of the Ministry of Finance of Russia 165n (2017): remainder by 13',
});
