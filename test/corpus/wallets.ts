import { createHash } from 'node:crypto';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Base58Check: the payload and four bytes of its double SHA-256. */
export function base58check(hex: string): string {
  const payload = Buffer.from(hex, 'hex');
  const sha = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  let n = BigInt(`0x${Buffer.concat([payload, sha(sha(payload)).subarray(0, 4)]).toString('hex')}`);
  let out = '';
  while (n > 0n) {
    out = (BASE58[Number(n % 58n)] as string) + out;
    n /= 58n;
  }
  for (const byte of payload) {
    if (byte !== 0) break;
    out = `1${out}`;
  }
  return out;
}
