/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_one, power) => 10 ** power);

/** Reads a decimal number without making a string; NaN where the value is none. Enough for statistics: 1e-15 relative. */
export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 40) return Number.NaN;
  let at = start;
  const sign = bytes[at] === 0x2d ? -1 : 1;
  if (bytes[at] === 0x2d || bytes[at] === 0x2b) at++;
  let mantissa = 0;
  let digits = 0;
  let scale = 0;
  let point = false;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit >= 0 && digit <= 9) {
      digits++;
      if (mantissa < 1e17) {
        mantissa = mantissa * 10 + digit;
        if (point) scale--;
      } else if (!point) scale++;
    } else if (digit === -2 && !point) point = true;
    else break;
  }
  if (digits === 0) return Number.NaN;
  if (at < end) {
    if (((bytes[at] as number) | 32) !== 0x65) return Number.NaN;
    at++;
    const minus = bytes[at] === 0x2d;
    if (minus || bytes[at] === 0x2b) at++;
    let exponent = 0;
    if (at >= end) return Number.NaN;
    for (; at < end; at++) {
      const digit = (bytes[at] as number) - 48;
      if (!(digit >= 0 && digit <= 9)) return Number.NaN;
      if (exponent < 1000) exponent = exponent * 10 + digit;
    }
    scale += minus ? -exponent : exponent;
  }
  if (scale === 0) return sign * mantissa;
  const power = Math.abs(scale);
  const factor = power < 23 ? (POWERS[power] as number) : 10 ** power;
  return sign * (scale < 0 ? mantissa / factor : mantissa * factor);
}
