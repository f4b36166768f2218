import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPermutation } from './permutation.ts';

test('every index comes exactly once, for any size and seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer(), (size, seed) => {
      const permute = createPermutation(size, seed);
      const seen = new Set(Array.from({ length: size }, (_, index) => permute(index)));
      expect(seen.size).toBe(size);
      expect(Math.max(...seen)).toBe(size - 1);
    }),
    { numRuns: 60 },
  );
});

test('neighbours do not stay neighbours, and another seed gives another order', () => {
  const permute = createPermutation(65_536, 7);
  const other = createPermutation(65_536, 8);
  let close = 0;
  let same = 0;
  for (let index = 0; index < 10_000; index += 1) {
    if (Math.abs(permute(index) - permute(index + 1)) < 256) close += 1;
    if (permute(index) === other(index)) same += 1;
  }
  expect(close).toBeLessThan(200);
  expect(same).toBeLessThan(10);
});

test('sizes beyond 32 bits stay in range', () => {
  const size = 2 ** 40 + 12_345;
  const permute = createPermutation(size, 1);
  for (let index = 0; index < 1000; index += 1) {
    const value = permute(index * 1_000_003);
    expect(Number.isSafeInteger(value) && value >= 0 && value < size).toBe(true);
  }
});
