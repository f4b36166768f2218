/** The dihedral group D5: position is row times ten plus column. */
const PRODUCT = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 0, 6, 7, 8, 9, 5, 2, 3, 4, 0, 1, 7, 8, 9, 5, 6, 3, 4, 0, 1, 2, 8,
  9, 5, 6, 7, 4, 0, 1, 2, 3, 9, 5, 6, 7, 8, 5, 9, 8, 7, 6, 0, 4, 3, 2, 1, 6, 5, 9, 8, 7, 1, 0, 4, 3, 2, 7, 6,
  5, 9, 8, 2, 1, 0, 4, 3, 8, 7, 6, 5, 9, 3, 2, 1, 0, 4, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
];

const FIRST = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** The permutation applied 0 to 7 times. */
const PERMUTED: readonly (readonly number[])[] = (() => {
  const rows: number[][] = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
  for (let i = 1; i < 8; i++) rows.push((rows[i - 1] ?? []).map((v) => FIRST[v] ?? 0));
  return rows;
})();

/** Verhoeff 1969, over the digits 0-9 in `[from, to)`, the last being the check digit. */
export function verhoeff(values: Uint8Array, from: number, to: number): boolean {
  let check = 0;
  for (let i = to - 1, position = 0; i >= from; i--, position++) {
    const permuted = PERMUTED[position % 8]?.[values[i] ?? 0] ?? 0;
    check = PRODUCT[check * 10 + permuted] ?? 0;
  }
  return check === 0;
}
