/** ISO 7064 MOD 11-2: digits in `[from, to)`, of which the last may be 10 (written X). */
export function mod11_2(values: Uint8Array, from: number, to: number): boolean {
  let rest = 0;
  for (let i = from; i < to - 1; i++) rest = ((rest + (values[i] ?? 0)) * 2) % 11;
  return (rest + (values[to - 1] ?? 0)) % 11 === 1;
}

/** ISO 7064 MOD 11,10: digits in `[from, to)`, the last being the check digit. */
export function mod11_10(values: Uint8Array, from: number, to: number): boolean {
  let rest = 10;
  for (let i = from; i < to - 1; i++) {
    rest = (rest + (values[i] ?? 0)) % 10 || 10;
    rest = (rest * 2) % 11;
  }
  return (rest + (values[to - 1] ?? 0)) % 10 === 1;
}

/** ISO 7064 MOD 37,36: base-36 values in `[from, to)`, the last being the check character. */
export function mod37_36(values: Uint8Array, from: number, to: number): boolean {
  let rest = 36;
  for (let i = from; i < to - 1; i++) {
    rest = (rest + (values[i] ?? 0)) % 36 || 36;
    rest = (rest * 2) % 37;
  }
  return (rest + (values[to - 1] ?? 0)) % 36 === 1;
}
