const ROUNDS = 4;

/** 32-bit finaliser (xor-shift-multiply): every output bit depends on every input bit. */
function mix(value: number, key: number): number {
  let x = (value ^ key) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b) >>> 0;
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35) >>> 0;
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * A pseudo-random order of `0 … size-1` without a list: a Feistel network over the next even number of bits, walked until it
 * falls inside. The same seed gives the same order, so a run can be resumed from the indices that are done.
 *
 * `size` is at most 2^48.
 */
export function createPermutation(size: number, seed: number): (index: number) => number {
  if (!Number.isSafeInteger(size) || size < 0 || size > 2 ** 48)
    throw new RangeError(`size must be 0 to 2^48, got ${size}`);
  let half = 1;
  while (2 ** (half * 2) < size) half += 1;
  const base = 2 ** half;
  const keys = Array.from({ length: ROUNDS }, (_, round) => mix(round + 1, seed >>> 0));
  const once = (value: number): number => {
    let left = Math.floor(value / base);
    let right = value % base;
    for (const key of keys) {
      const next = (left ^ (mix(right, key) % base)) >>> 0;
      left = right;
      right = next;
    }
    return left * base + right;
  };
  return (index) => {
    let value = once(index);
    while (value >= size) value = once(value);
    return value;
  };
}
