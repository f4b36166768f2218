import { expect, test } from 'vitest';
import { createTargetSpace, type TargetPlan } from './target-space.ts';

const v4 = (first: number, last: number, ports: readonly number[]): TargetPlan['ranges'][number] => ({
  family: 4,
  first: String(first),
  last: String(last),
  ports,
  why: 'scope',
});

test('ranges times their own ports and single targets come once each', () => {
  const base = 127 * 2 ** 24;
  const plan: TargetPlan = {
    ranges: [v4(base + 1, base + 10, [1, 2, 3]), v4(base + 300, base + 300, [9])],
    singles: [{ address: '::1', port: 5, why: 'list' }],
    seed: 42,
  };
  const space = createTargetSpace(plan);
  expect(space.size).toBe(32);
  const all = Array.from({ length: 32 }, (_, index) => space.at(index));
  expect(new Set(all.map(({ address, port }) => `${address} ${port}`)).size).toBe(32);
  expect(all.filter(({ address }) => address === '127.0.1.44')).toEqual([
    { address: '127.0.1.44', port: 9, why: 'scope' },
  ]);
  expect(
    all
      .filter(({ address }) => address === '127.0.0.10')
      .map(({ port }) => port)
      .sort(),
  ).toEqual([1, 2, 3]);
});

test('an IPv6 /64 is addressed without a list', () => {
  const space = createTargetSpace({
    ranges: [
      {
        family: 6,
        first: String(0x2001_0db8n << 96n),
        last: String((0x2001_0db8n << 96n) + 2n ** 31n - 1n),
        ports: [1],
        why: 'scope',
      },
    ],
    singles: [],
    seed: 1,
  });
  expect(space.size).toBe(2 ** 31);
  expect(space.at(123_456).address).toMatch(/^2001:db8::/);
});
