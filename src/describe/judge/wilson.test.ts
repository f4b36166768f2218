import { describe, expect, it } from 'vitest';
import { logTail, wilson } from './wilson.ts';

describe('the Wilson interval', () => {
  /** Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score without continuity correction). */
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (hits, n, low, high) => {
    expect(wilson(hits, n).low).toBeCloseTo(low, 4);
    expect(wilson(hits, n).high).toBeCloseTo(high, 4);
  });

  it('knows nothing of nothing, and mirrors', () => {
    expect(wilson(0, 0)).toEqual({ share: 0, low: 0, high: 1 });
    expect(wilson(29, 29).high).toBe(1);
    expect(wilson(9, 10).low).toBeCloseTo(1 - wilson(1, 10).high, 12);
  });
});

describe('the tail of a pass rate', () => {
  it('is never bolder than the exact binomial tail', () => {
    const exact = (hits: number, n: number, p: number): number => {
      let sum = 0;
      for (let k = hits; k <= n; k++) {
        let log = k * Math.log(p) + (n - k) * Math.log(1 - p);
        for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i);
        sum += Math.exp(log);
      }
      return Math.log(sum);
    };
    for (const [hits, n, p] of [
      [20, 20, 0.1],
      [2, 20, 0.1],
      [5, 20, 0.1],
      [30, 100, 0.09],
      [3, 300, 0.0008],
    ] as const)
      expect(logTail(hits, n, p)).toBeGreaterThanOrEqual(exact(hits, n, p) - 1e-9);
    expect(logTail(20, 20, 0.1)).toBeLessThan(Math.log(1e-19));
    expect(logTail(2, 20, 0.1)).toBe(0);
  });
});
