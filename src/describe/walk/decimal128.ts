/** Infinity, or not a number. */
export const NO_NUMBER = 'none';

/**
 * The value of a Decimal128, IEEE 754-2008 binary integer decimal: 1 sign, 14 exponent and 113 coefficient bits. A whole
 * number below 10^36 is a bigint. Undefined: a number that is not told (written in the form for coefficients that cannot be,
 * or whole and larger).
 */
export function decimal128(low: bigint, high: bigint): bigint | number | typeof NO_NUMBER | undefined {
  if (((high >> 58n) & 0x1fn) >= 0x1en) return NO_NUMBER;
  if (((high >> 61n) & 3n) === 3n) return undefined;
  const exponent = Number((high >> 49n) & 0x3fffn) - 6176;
  let coefficient = ((high & 0x1_ffff_ffff_ffffn) << 64n) | low;
  if (high >> 63n) coefficient = -coefficient;
  if (exponent >= 0 && exponent <= 20) {
    const whole = coefficient * 10n ** BigInt(exponent);
    return whole < 10n ** 36n && whole > -(10n ** 36n) ? whole : undefined;
  }
  const unit = exponent < 0 && exponent >= -34 ? 10n ** BigInt(-exponent) : 0n;
  if (unit !== 0n && coefficient % unit === 0n && coefficient < 10n ** 36n) return coefficient / unit;
  return Number(coefficient) * 10 ** exponent;
}
