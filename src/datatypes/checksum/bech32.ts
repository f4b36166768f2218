const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const VALUES: Int8Array = (() => {
  const table = new Int8Array(256).fill(-1);
  for (let i = 0; i < ALPHABET.length; i++) {
    table[ALPHABET.charCodeAt(i)] = i;
    table[ALPHABET.toUpperCase().charCodeAt(i)] = i;
  }
  return table;
})();

function step(checksum: number, v: number): number {
  const top = checksum >>> 25;
  let next = ((checksum & 0x1ffffff) << 5) ^ v;
  for (let i = 0; i < 5; i++) if ((top >>> i) & 1) next ^= GENERATORS[i] ?? 0;
  return next;
}

/** BIP-173 (bech32) and BIP-350 (bech32m): the checksum over prefix and data is 1 or 0x2bc830a3. */
export function bech32(bytes: Uint8Array, start: number, end: number): boolean {
  const one = bytes.lastIndexOf(0x31, end - 1);
  if (one <= start || end - one < 7) return false;
  let checksum = 1;
  for (let i = start; i < one; i++) checksum = step(checksum, ((bytes[i] ?? 0) | 0x20) >> 5);
  checksum = step(checksum, 0);
  for (let i = start; i < one; i++) checksum = step(checksum, (bytes[i] ?? 0) & 31);
  for (let i = one + 1; i < end; i++) {
    const v = VALUES[bytes[i] ?? 0] ?? -1;
    if (v < 0) return false;
    checksum = step(checksum, v);
  }
  return checksum === 1 || checksum === 0x2bc830a3;
}
