import { crc32 } from '../checksum/crc32.ts';
import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

function base62(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x5a) return byte - 0x37;
  return byte - 0x3d;
}

/** The last six characters of the classic form are the CRC-32 of the thirty before them, in base 62 (0-9, A-Z, a-z). */
function holds(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 40) return true;
  let expected = 0;
  for (let i = end - 6; i < end; i++) expected = expected * 62 + base62(bytes[i] ?? 0);
  return expected === crc32(bytes, start + 4, end - 6);
}

export const githubToken = defineDataType({
  id: 'credential.github-token',
  title: 'GitHub token',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: { en: ['github token', 'gh token', 'github pat', 'github access token', 'github key'] },
  weakHints: ['token', 'access token', 'pat'],
  shapes: ['gh[pousr]_[A-Za-z0-9]{36}', 'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'],
  holds,
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    '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',
    'github_pat_0000000000000000000000_00000000000000000000000000000000000000000000000000000000000',
    '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',
  ],
  counterexamples: [
    'ghp_000000000000000000000000000000000000',
    'ghx_000000000000000000000000000000000000',
    'github_pat_00',
  ],
  source: 'GitHub engineering blog of April 2021 on token formats (prefix, base 62, CRC-32)',
});
