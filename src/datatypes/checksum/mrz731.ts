/** The value of a machine-readable-zone character: digits, A is 10, `<` is 0. -1 for any other byte. */
export function mrzValue(byte: number): number {
  if (byte === 0x3c) return 0;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x5a) return byte - 0x37;
  return -1;
}

/** Check digit of ICAO Doc 9303 part 3, weights 7-3-1 modulo 10, over the bytes `[start, end)`. -1 where a byte has no value. */
export function mrzDigit(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) {
    const v = mrzValue(bytes[i] ?? 0);
    if (v < 0) return -1;
    const place = (i - start) % 3;
    sum += v * (place === 0 ? 7 : place === 1 ? 3 : 1);
  }
  return sum % 10;
}

/** Weights 7-3-1 modulo 10 over base-36 values in `[from, to)` of a register. */
export function weighted731(values: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const place = (i - from) % 3;
    sum += (values[i] ?? 0) * (place === 0 ? 7 : place === 1 ? 3 : 1);
  }
  return sum % 10;
}
