import { createHash } from 'node:crypto';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** The bytes as one number in base 58, leading zeros kept. */
export function base58(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  let n = BigInt(`0x${hex}`);
  let out = '';
  while (n > 0n) {
    out = (BASE58[Number(n % 58n)] as string) + out;
    n /= 58n;
  }
  for (const byte of bytes) {
    if (byte !== 0) break;
    out = `1${out}`;
  }
  return out;
}

/** Base58Check: the payload and four bytes of its double SHA-256. */
export function base58check(hex: string): string {
  const sha = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  const payload = Buffer.from(hex, 'hex');
  return base58(Buffer.concat([payload, sha(sha(payload)).subarray(0, 4)]).toString('hex'));
}
