/** Luhn, ISO/IEC 7812-1 annex B: every second value from the right doubled, digits summed, divisible by 10. Values 0-9 in `[from, to)`. */
export function luhn(values: Uint8Array, from: number, to: number): boolean {
  let sum = 0;
  let twice = false;
  for (let i = to - 1; i >= from; i--) {
    let v = values[i] ?? 0;
    if (twice) {
      v *= 2;
      if (v > 9) v -= 9;
    }
    sum += v;
    twice = !twice;
  }
  return sum % 10 === 0;
}
