import { defineDataType } from '../datatype.ts';
import { FINANCIAL } from '../law.ts';

export const ethereumAddress = defineDataType({
  id: 'financial.ethereum-address',
  title: 'Ethereum or other hexadecimal wallet address',
  group: 'financial',
  law: FINANCIAL,
  weight: 'medium',
  hints: {
    en: [
      'eth address',
      'ethereum address',
      'wallet address',
      'eth wallet',
      'wallet',
      'crypto address',
      'bsc address',
      'deposit address',
      'usdt address',
    ],
    zh: ['以太坊地址', '钱包地址'],
    ru: ['кошелёк', 'кошелек'],
  },
  weakHints: ['address', 'from', 'to', 'owner', 'account'],
  antiHints: ['contract', 'contract address', 'token address', 'tx hash', 'block hash'],
  shapes: ['0x[0-9a-fA-F]{40}'],
  nullRate: 0.0021,
  needs: 'value',
  examples: ['0x0000000000000000000000000000000000000001', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  counterexamples: [
    '0x00',
    '0x000000000000000000000000000000000000000g',
    '0000000000000000000000000000000000000001',
  ],
  source: 'EIP-55; Ethereum yellow paper',
});
