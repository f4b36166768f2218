import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';
import { decimal, digit, dot, readDigits } from '../register.ts';

export const arCbu = defineDataType({
  id: 'financial.ar-cbu',
  title: 'Argentine bank account (CBU)',
  group: 'financial',
  law: FINANCIAL,
  weight: 'high',
  country: 'AR',
  hints: { es: ['cbu', 'cvu', 'cbu cvu', 'clave bancaria uniforme', 'cbu alias', 'número cbu', 'nro cbu'] },
  shapes: ['\\d{22}'],
  holds: (bytes, start, end) =>
    readDigits(bytes, start, end) === 22 &&
    decimal(0, 3) > 0 &&
    (10 - (dot([7, 1, 3, 9, 7, 1, 3]) % 10)) % 10 === digit(7) &&
    (10 - (dot([3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3], 8) % 10)) % 10 === digit(21),
  nullRate: 0.01,
  needs: 'value',
  examples: ['0070000900000000000000', '2850590900000000000017', '1910000111111111111117'],
  counterexamples: ['0070000000000000000000', '0000000000000000000000', '007000000000000000000'],
  source: 'Banco Central de la República Argentina, Com. A 2622',
});
