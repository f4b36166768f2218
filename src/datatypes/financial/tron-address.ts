import { base58Check } from '../checksum/base58.ts';
import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const tronAddress = defineDataType({
  id: 'financial.tron-address',
  title: 'Tron address',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  hints: { en: ['tron address', 'trx address', 'trc20', 'usdt trc20', 'trc20 address'] },
  weakHints: ['address', 'wallet', 'wallet address'],
  shapes: ['T[1-9A-HJ-NP-Za-km-z]{33}'],
  holds: (bytes, start, end) => base58Check(bytes, start, end, 25),
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    'T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb',
    'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
    'TNaRAoLUyYEV2uF7GUrzSjRQTU8v5ZJ5VR',
  ],
  counterexamples: ['T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwc', 'T9yD14', 'A9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb'],
  source: 'TRON documentation: account addresses (burn address and published contracts)',
});
