import { defineDataType } from '../datatype.ts';
import { isPastDateAnyCentury } from '../dates.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digitByte, register } from '../register.ts';
import { TAX_WORDS } from '../shared-hints.ts';

export const mxRfc = defineDataType({
  id: 'id.mx.rfc',
  title: 'Mexican taxpayer code of a person (RFC)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'MX',
  hints: { es: ['rfc', 'clave rfc', 'registro federal de contribuyentes'] },
  weakHints: TAX_WORDS,
  shapes: ['[A-ZÑ&]{4}-?\\d{6}-?[A-Z0-9]{2}[0-9A]'],
  nullRate: 0.024,
  holds(bytes, _start, end) {
    let n = 0;
    for (let i = end - 11; i < end - 3; i++) {
      const d = digitByte(bytes, i);
      if (d >= 0 && n < 6) register[n++] = d;
    }
    return n === 6 && isPastDateAnyCentury(decimal(0, 2), decimal(2, 4), decimal(4, 6));
  },
  needs: 'value-and-name',
  examples: ['XAXX010101000', 'AAAA900101AA1', 'ÑAÑA-900101-A1A'],
  counterexamples: ['XAXX011301000', 'XAX010101000', 'xaxx010101000', 'XAXX0101010'],
  source: 'Servicio de Administración Tributaria: RFC (XAXX010101000 is the generic one)',
});
