/** A small seeded generator (mulberry32), so that a twin has the same people at every start and holds none of them in memory. */
export interface Random {
  next(): number;
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
}

export function seeded(...parts: readonly number[]): Random {
  let state = 0x9e37_79b9;
  for (const part of parts)
    state = Math.imul(state ^ (part >>> 0) ^ Math.floor(part / 2 ** 32), 0x85eb_ca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 15), x | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
  next();
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    pick(list) {
      const item = list[Math.floor(next() * list.length)];
      if (item === undefined) throw new RangeError('pick from an empty list');
      return item;
    },
  };
}

/** How many different values come of so many draws with replacement from so many equally likely ones, as expected. */
export function expectedDistinct(values: number, draws: number): number {
  return Math.round(values * -Math.expm1(-draws / values));
}
