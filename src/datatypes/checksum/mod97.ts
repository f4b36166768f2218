/** Remainder by 97 of base-36 values in `[from, to)` of a register, letters counting as two digits (ISO 7064 MOD 97-10). `carry` continues an earlier part. */
export function mod97(values: Uint8Array, from: number, to: number, carry = 0): number {
  let rest = carry;
  for (let i = from; i < to; i++) {
    const v = values[i] ?? 0;
    rest = (v > 9 ? rest * 100 + v : rest * 10 + v) % 97;
  }
  return rest;
}
