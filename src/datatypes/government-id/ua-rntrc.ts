import { defineDataType } from '../datatype.ts';
import { thisYear } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS, TAX_WORDS } from '../shared-hints.ts';

export const uaRntrc = defineDataType({
  id: 'id.ua.rntrc',
  title: 'Ukrainian taxpayer number',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'UA',
  hints: {
    uk: [
      'рнокпп',
      'іпн',
      'ідентифікаційний код',
      'податковий номер',
      'rnokpp',
      'ipn',
      'ідентифікаційний номер',
      'код днр',
      'код рнокпп',
    ],
    ru: ['инн украины', 'инн украина', 'рнокпп'],
    en: ['rntrc'],
  },
  weakHints: [...TAX_WORDS, ...ID_WORDS],
  shapes: ['\\d{10}'],
  /** The first five digits are days since 31 December 1899. */
  nullRate: 0.046,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 10) return false;
    const days = decimal(0, 5);
    if (days < 1 || days > (thisYear - 1899) * 366) return false;
    return (((dot([-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === digit(9);
  },
  needs: 'value-and-name',
  examples: ['1000000000', '3652500018', '2000000021'],
  counterexamples: ['1000000001', '9999900000', '000000000', '0000000000'],
  source: 'Tax Code of Ukraine art. 70; weights -1,5,7,9,4,6,10,5,7 modulo 11',
});
