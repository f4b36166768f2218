/** Check digits, from the standards that define them. Written for the corpus alone: nothing here is shared with a detector. */

export function weighted(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (const [i, weight] of weights.entries()) sum += weight * Number(text[i] ?? 0);
  return sum;
}

/** ISO/IEC 7812 annex B: the digit that completes `body`. */
export function luhn(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const d = Number(body[body.length - 1 - i]);
    const doubled = i % 2 === 0 ? d * 2 : d;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

/** Verhoeff 1969, by the group itself instead of its table. */
export function verhoeff(body: string): number {
  const times = (a: number, b: number): number =>
    a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
  const step = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const turn = (digit: number, by: number): number => {
    let d = digit;
    for (let i = 0; i < by % 8; i++) d = step[d] as number;
    return d;
  };
  let c = 0;
  for (let i = 0; i < body.length; i++) c = times(c, turn(Number(body[body.length - 1 - i]), i + 1));
  for (let d = 0; d < 10; d++) if (times(c, d) === 0) return d;
  throw new Error('expected every element of the group to have an inverse');
}

/** ISO 7064 MOD 11-2 over digits. */
export function mod11x2(body: string): string {
  let p = 0;
  for (const char of body) p = ((p + Number(char)) * 2) % 11;
  const check = (12 - p) % 11;
  return check === 10 ? 'X' : String(check);
}

/** ISO 7064 MOD 11,10. */
export function mod11x10(body: string): number {
  let p = 10;
  for (const char of body) {
    p = (p + Number(char)) % 10 || 10;
    p = (p * 2) % 11;
  }
  return (11 - p) % 10;
}

/** Letters as two digits (A is 10), then the rest by 97. */
export function mod97(text: string): number {
  let rest = 0;
  for (const char of text) {
    const v = Number.parseInt(char, 36);
    rest = (rest * (v > 9 ? 100 : 10) + v) % 97;
  }
  return rest;
}

/** ICAO 9303: weights 7-3-1, letters from A = 10, `<` is 0. */
export function icao(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    sum += (char === '<' ? 0 : Number.parseInt(char, 36)) * ([7, 3, 1][i % 3] as number);
  }
  return sum % 10;
}
