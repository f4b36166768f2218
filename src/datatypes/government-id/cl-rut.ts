import { defineDataType } from '../datatype.ts';
import { NATIONAL_ID } from '../law.ts';
import { decimal, digit, readDigits } from '../register.ts';
import { ID_WORDS } from '../shared-hints.ts';

export const clRut = defineDataType({
  id: 'id.cl.rut',
  title: 'Chilean identity number (RUN, RUT)',
  group: 'government-id',
  law: NATIONAL_ID,
  weight: 'high',
  country: 'CL',
  hints: {
    es: [
      'rut',
      'run',
      'rut dv',
      'rut cliente',
      'rol único tributario',
      'número rut',
      'rut paciente',
      'rut trabajador',
      'rut titular',
    ],
  },
  weakHints: ID_WORDS,
  antiHints: [
    'run id',
    'run number',
    'test run',
    'run count',
    'run at',
    'run status',
    'run time',
    'dry run',
    'job run',
    'runs',
    'rut depth',
    'pipeline',
    'dag',
    'workflow',
  ],
  shapes: ['\\d{7,8}-?[0-9Kk]', '\\d{1,2}\\.\\d{3}\\.\\d{3}-[0-9Kk]'],
  nullRate: 0.09,
  holds(bytes, start, end) {
    const n = readDigits(bytes, start, end - 1);
    let sum = 0;
    for (let i = n - 1, weight = 2; i >= 0; i--, weight = weight === 7 ? 2 : weight + 1)
      sum += digit(i) * weight;
    const check = (11 - (sum % 11)) % 11;
    const last = bytes[end - 1] ?? 0;
    return decimal(0, n) > 0 && check === ((last | 0x20) === 0x6b ? 10 : last - 0x30);
  },
  needs: 'value-and-name',
  examples: ['1.000.000-9', '12345678-5', '99.999.999-9'],
  counterexamples: ['1.000.000-0', '12345678-0', '123-4', '12345678-X'],
  source: 'Registro Civil of Chile; weights 2 to 7 modulo 11',
});
