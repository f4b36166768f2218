import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

function holds(bytes: Uint8Array, start: number, end: number): boolean {
  let upper = 0;
  let lower = 0;
  let digits = 0;
  let others = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) digits++;
    else if (byte >= 0x41 && byte <= 0x5a) upper++;
    else if (byte >= 0x61 && byte <= 0x7a) lower++;
    else others++;
  }
  return upper >= 5 && lower >= 5 && digits + others >= 1 && digits <= 20;
}

export const awsSecretKey = defineDataType({
  id: 'credential.aws-secret-key',
  title: 'AWS secret access key',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: ['aws secret access key', 'aws secret key', 'aws secret', 'secret access key', 'secretaccesskey'],
  },
  weakHints: ['secret key', 'secret', 'secretkey'],
  shapes: ['[A-Za-z0-9/+]{40}'],
  holds,
  nullRate: 1,
  needs: 'value-and-name',
  examples: [
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'AAAAAaaaaa0000000000AAAAAaaaaa0000000000',
    'ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrs/',
  ],
  counterexamples: [
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE',
    '0000000000000000000000000000000000000000',
  ],
  source: 'AWS general reference: understanding and getting your security credentials',
});
