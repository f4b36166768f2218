import { expect, test } from 'vitest';
import { fittingSockets, openFileLimit } from './open-files.ts';

test('the limit of this process is a number where the system tells it', () => {
  const limit = openFileLimit();
  if (limit !== undefined) expect(limit).toBeGreaterThan(16);
});

test('sockets fit below the limit, and there is always one', () => {
  expect(fittingSockets(2048, undefined)).toBe(2048);
  expect(fittingSockets(2048, 20_000)).toBe(2048);
  expect(fittingSockets(2048, 256)).toBe(160);
  expect(fittingSockets(2048, 10)).toBe(1);
});
