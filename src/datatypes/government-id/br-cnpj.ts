import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';
import { allSame, digit, readAlnum } from '../register.ts';

const WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

function check(count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++)
    sum += (digit(i) > 9 ? digit(i) + 7 : digit(i)) * (WEIGHTS[i + 13 - count] ?? 0);
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}

export const brCnpj = defineDataType({
  id: 'id.br.cnpj',
  title: 'Brazilian taxpayer number of a firm or sole trader (CNPJ)',
  group: 'government-id',
  law: PERSONAL,
  weight: 'low',
  country: 'BR',
  hints: { pt: ['cnpj', 'número cnpj', 'cnpj empresa', 'cnpj da empresa'] },
  weakHints: ['cgc', 'documento', 'cpf cnpj'],
  shapes: ['\\d{14}', '[0-9A-Z]{12}\\d{2}', '[0-9A-Z]{2}\\.[0-9A-Z]{3}\\.[0-9A-Z]{3}/[0-9A-Z]{4}-\\d{2}'],
  holds: (bytes, start, end) =>
    readAlnum(bytes, start, end) === 14 && !allSame(14) && check(12) === digit(12) && check(13) === digit(13),
  nullRate: 0.0085,
  needs: 'value',
  examples: ['00.000.000/0001-91', '12ABC34501DE35', '12345678000195'],
  counterexamples: ['00.000.000/0000-00', '12ABC34501DE36', '1234567800019', '12345678000190'],
  source:
    'IN RFB 2229/2024 (letters since July 2026, valued as ASCII less 48); Serpro: two check digits modulo 11',
});
