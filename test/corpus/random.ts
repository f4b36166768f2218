/** A seeded source of numbers (xoshiro128**, Blackman and Vigna 2018), so that a corpus is the same on every machine. */
export interface Rng {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  /** Both ends inclusive. */
  int(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  chance(p: number): boolean;
  digits(n: number): string;
  hex(n: number): string;
  /** Characters of an alphabet. */
  chars(n: number, alphabet: string): string;
  /** Roughly normal, by twelve uniform draws. */
  normal(mean: number, deviation: number): number;
  shuffle<T>(list: readonly T[]): T[];
}

export function rng(seed: string): Rng {
  let h = 2166136261;
  const state = new Uint32Array(4);
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < seed.length; i++) h = Math.imul(h ^ seed.charCodeAt(i), 16777619);
    h = Math.imul(h ^ (round + 1), 2246822519) >>> 0;
    state[round] = h ^ (h >>> 13);
  }
  if ((state[0] as number) + (state[1] as number) + (state[2] as number) + (state[3] as number) === 0) state[0] = 1;
  const turn = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
  const step = (): number => {
    const result = Math.imul(turn(Math.imul(state[1] as number, 5), 7), 9) >>> 0;
    const t = (state[1] as number) << 9;
    state[2] = (state[2] as number) ^ (state[0] as number);
    state[3] = (state[3] as number) ^ (state[1] as number);
    state[1] = (state[1] as number) ^ (state[2]);
    state[0] = (state[0] as number) ^ (state[3]);
    state[2] = (state[2]) ^ t;
    state[3] = turn(state[3], 11);
    return result;
  };
  for (let i = 0; i < 8; i++) step();
  const self: Rng = {
    next: () => step() / 4294967296,
    int: (low, high) => low + Math.floor((step() / 4294967296) * (high - low + 1)),
    pick: (list) => {
      if (list.length === 0) throw new Error('expected a list with something in it');
      return list[self.int(0, list.length - 1)] as (typeof list)[number];
    },
    chance: (p) => step() / 4294967296 < p,
    digits: (n) => self.chars(n, '0123456789'),
    hex: (n) => self.chars(n, '0123456789abcdef'),
    chars: (n, alphabet) => {
      let out = '';
      for (let i = 0; i < n; i++) out += alphabet[self.int(0, alphabet.length - 1)] as string;
      return out;
    },
    normal: (mean, deviation) => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += self.next();
      return mean + sum * deviation;
    },
    shuffle: (list) => {
      const out = [...list];
      for (let i = out.length - 1; i > 0; i--) {
        const j = self.int(0, i);
        [out[i], out[j]] = [out[j] as (typeof out)[number], out[i] as (typeof out)[number]];
      }
      return out;
    },
  };
  return self;
}
