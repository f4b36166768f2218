/** z of a two-sided 95 % interval. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval at 95 % for `hits` of `n` (E. B. Wilson, JASA 22, 1927). Never leaves 0 to 1; n = 0 gives the
 * whole range, for nothing is known then.
 */
export function wilson(
  hits: number,
  n: number,
): { readonly share: number; readonly low: number; readonly high: number } {
  if (!(n > 0)) return { share: 0, low: 0, high: 1 };
  const share = hits / n;
  const z2 = Z * Z;
  const middle = share + z2 / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return {
    share,
    low: hits === 0 ? 0 : Math.max(0, (middle - half) / scale),
    high: hits === n ? 1 : Math.min(1, (middle + half) / scale),
  };
}

/**
 * Natural logarithm of P(X >= hits) for X ~ Binomial(n, p): the one-sided test of a pass rate against the null rate.
 * Chernoff's bound, which is never below the true value, so that a verdict is never bolder than the numbers.
 */
export function logTail(hits: number, n: number, p: number): number {
  if (n <= 0 || hits <= 0) return 0;
  if (p >= 1) return 0;
  const q = hits / n;
  if (q <= p) return 0;
  const floor = Math.max(p, 1e-12);
  const first = q * Math.log(q / floor);
  const second = q >= 1 ? 0 : (1 - q) * Math.log((1 - q) / (1 - floor));
  return -n * (first + second);
}
