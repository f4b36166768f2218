import { createHash } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const VALUES: Int8Array = (() => {
  const table = new Int8Array(256).fill(-1);
  for (let i = 0; i < ALPHABET.length; i++) table[ALPHABET.charCodeAt(i)] = i;
  return table;
})();

/**
 * Base58Check: the decoded bytes end with the first four bytes of their double SHA-256. `size` is the decoded length with the
 * checksum. The hash allocates, so that the shape must have been seen first.
 */
export function base58Check(bytes: Uint8Array, start: number, end: number, size: number): boolean {
  const out = new Uint8Array(size);
  for (let i = start; i < end; i++) {
    let carry = VALUES[bytes[i] ?? 0] ?? -1;
    if (carry < 0) return false;
    for (let k = size - 1; k >= 0; k--) {
      carry += (out[k] ?? 0) * 58;
      out[k] = carry & 0xff;
      carry >>= 8;
    }
    if (carry > 0) return false;
  }
  const first = createHash('sha256')
    .update(out.subarray(0, size - 4))
    .digest();
  const second = createHash('sha256').update(first).digest();
  for (let i = 0; i < 4; i++) if (second[i] !== out[size - 4 + i]) return false;
  return true;
}
