import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { allSame, digit, dot, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const brCpf = defineDataType({
  id: 'id.br.cpf',
  title: 'Brazilian taxpayer number of a person (CPF)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'BR',
  hints: {
    pt: [
      'cpf',
      'número cpf',
      'num cpf',
      'nr cpf',
      'cpf cnpj',
      'documento cpf',
      'cpf paciente',
      'cpf cliente',
      'cpf titular',
      'cpf responsável',
      'cpf aluno',
      'nu cpf',
      'cpf funcionário',
      'cpf mãe',
      'no cpf',
      'cpf número',
      'cpfcnpj',
      'cpf sem máscara',
    ],
  },
  weakHints: ID_WORDS,
  shapes: ['\\d{11}', '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}'],
  nullRate: 0.01,
  holds(bytes, start, end) {
    if (readDigits(bytes, start, end) !== 11 || allSame(11)) return false;
    const first = ((11 - (dot([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10;
    const second = ((11 - (dot([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10;
    return first === digit(9) && second === digit(10);
  },
  needs: 'value',
  examples: ['000.000.001-91', '12345678909', '999.999.990-50'],
  counterexamples: ['111.111.111-11', '000.000.001-00', '12345678900', '1234567890'],
  source: 'Receita Federal: CPF, two check digits modulo 11',
});
