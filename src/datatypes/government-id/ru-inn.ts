import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS, TAX_WORDS } from '../shared-hints.ts';

export const ruInn = defineDataType({
  id: 'id.ru.inn',
  title: 'Russian tax number of a person (INN)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'RU',
  hints: {
    ru: [
      'инн',
      'inn',
      'инн физлица',
      'инн физического лица',
      'инн клиента',
      'инн фл',
      'inn fl',
      'инн сотрудника',
    ],
    en: ['inn number', 'inn fl'],
  },
  weakHints: [...TAX_WORDS, ...ID_WORDS],
  shapes: ['\\d{12}'],
  nullRate: 0.01,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 12 || decimal(0, 2) === 0) return false;
    return (
      (dot([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digit(10) &&
      (dot([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === digit(11)
    );
  },
  needs: 'value',
  examples: ['770000000082', '500000000100', '990000000299'],
  counterexamples: ['000000000000', '770000000000', '7700000000', '77000000000A'],
  source: 'Federal Tax Service order MMV-7-6/435 (structure of the INN)',
});
