/**
 * A scratch register for checks: the digits (or base-36 characters) of one value, so that no check allocates. Checks run
 * to their end before the next begins; nothing may keep a reference to it.
 */
export const register = new Uint8Array(160);

function isSeparator(byte: number): boolean {
  return byte === 0x20 || byte === 0x2d || byte === 0x2e || byte === 0x2f || byte === 0xa0 || byte === 0xc2;
}

/** Reads the decimal digits of `[start, end)`, skipping space, `-`, `.` and `/`. The count, or -1 where another byte stands. */
export function readDigits(bytes: Uint8Array, start: number, end: number): number {
  let n = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      if (n === register.length) return -1;
      register[n++] = byte - 0x30;
    } else if (!isSeparator(byte)) return -1;
  }
  return n;
}

/** Reads letters and digits as base 36 (`A` is 10, case folded), skipping separators. The count, or -1. */
export function readAlnum(bytes: Uint8Array, start: number, end: number): number {
  let n = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    const folded = byte | 0x20;
    let v: number;
    if (byte >= 0x30 && byte <= 0x39) v = byte - 0x30;
    else if (folded >= 0x61 && folded <= 0x7a && byte < 0x80) v = folded - 0x57;
    else if (isSeparator(byte)) continue;
    else return -1;
    if (n === register.length) return -1;
    register[n++] = v;
  }
  return n;
}

/** The register at `i`; 0 beyond its end. */
export function digit(i: number): number {
  return register[i] ?? 0;
}

/** The decimal number in `[from, to)` of the register. */
export function decimal(from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum = sum * 10 + (register[i] ?? 0);
  return sum;
}

/** Sum of register entries times `weights`, beginning at `from`. */
export function dot(weights: readonly number[], from = 0): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (register[from + i] ?? 0);
  return sum;
}

/** Whether the first `n` entries are all the same. */
export function allSame(n: number): boolean {
  for (let i = 1; i < n; i++) if (register[i] !== register[0]) return false;
  return true;
}

/** The decimal digit that the byte at `i` stands for, or -1. */
export function digitByte(bytes: Uint8Array, i: number): number {
  const v = (bytes[i] ?? 0) - 0x30;
  return v >= 0 && v <= 9 ? v : -1;
}
