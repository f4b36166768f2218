/** So many keys at most; at more the upper half of the hash space is given up. */
const MOST = 512;

/** A 32-bit hash of a value, keyed with a number that lives as long as one run. Reads 256 bytes at most, and the length. */
export function keyedHash(key: number, bytes: Uint8Array, start: number, end: number): number {
  let h = key ^ Math.imul(end - start, 0x9e3779b1);
  const stop = end - start > 256 ? start + 256 : end;
  for (let i = start; i < stop; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193) + 0x7ed55d16;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

/**
 * Distinct values of a column: the smallest keyed hashes and how often each came (a "k minimum values" sketch). Exact up to
 * 512 distinct values, about 6 % off above. As sensitive as the values themselves: it never leaves the process, and its key
 * dies with the run.
 */
export class Sketch {
  /** Values that were met, how many values of the column they stand for, and the sum of the squares of these weights. */
  total = 0;
  weight = 0;
  squares = 0;
  size = 0;
  /** Hashes above this are not kept. */
  limit = 0xffffffff;
  #keys = new Uint32Array(8);
  #counts = new Uint32Array(8);
  #weights = new Float64Array(8);
  #squares = new Float64Array(8);

  /** A value that stands for `weight` values of the column. */
  add(hash: number, weight = 1): void {
    this.total++;
    this.weight += weight;
    this.squares += weight * weight;
    this.insert(hash, 1, weight, weight * weight);
  }

  /** A hash that was met `times` times, here or in another thread. */
  insert(hash: number, times: number, weight: number, squares: number): void {
    if (hash > this.limit) return;
    const h = hash === 0 ? 1 : hash;
    const mask = this.#keys.length - 1;
    let at = h & mask;
    for (;;) {
      const key = this.#keys[at] as number;
      if (key === h) {
        this.#counts[at] = (this.#counts[at] as number) + times;
        this.#weights[at] = (this.#weights[at] as number) + weight;
        this.#squares[at] = (this.#squares[at] as number) + squares;
        return;
      }
      if (key === 0) break;
      at = (at + 1) & mask;
    }
    this.#keys[at] = h;
    this.#counts[at] = times;
    this.#weights[at] = weight;
    this.#squares[at] = squares;
    this.size++;
    if (this.size > MOST) this.#trim();
    else if (this.size * 2 > this.#keys.length) this.#rebuild(this.#keys.length * 2, 0xffffffff);
  }

  /** True while every distinct value is held. */
  get exact(): boolean {
    return this.limit === 0xffffffff;
  }

  get distinct(): number {
    return this.exact ? this.size : Math.round(this.size / (this.limit / 0x1_0000_0000));
  }

  /** Pairs of equal values among `total`. */
  get pairs(): number {
    let pairs = 0;
    this.#each((_key, count) => {
      pairs += (count * (count - 1)) / 2;
    });
    return pairs / this.#kept;
  }

  /** How many evenly drawn values would tell as much: (sum of weights)^2 / sum of their squares. `total` where all weigh 1. */
  get effective(): number {
    return this.squares === 0 ? 0 : this.weight ** 2 / this.squares;
  }

  /**
   * Pairs of equal values to be expected among `effective` evenly drawn ones, at most (two standard deviations more than were
   * met; 95 % where none was): what the birthday estimate needs. Two values are met independently of each other, so that a
   * pair stands for as many as its weights' product. It rests on as many keys as count, (sum)^2 / sum of squares of their pairs.
   */
  get mostEvenPairs(): number {
    let [pairs, squares] = [0, 0];
    this.#each((_key, _count, weight, own) => {
      const some = (weight * weight - own) / 2;
      pairs += some;
      squares += some * some;
    });
    if (squares === 0) return 3 / this.#kept;
    const keys = pairs ** 2 / squares;
    const even = (pairs / this.#kept) * (this.effective / this.weight) ** 2;
    return Math.max(3, even * (1 + (2 * Math.sqrt(keys) + 2) / keys));
  }

  /** Share of distinct values among those that were met, each by its weight. */
  get distinctRatio(): number {
    let first = 0;
    this.#each((_key, count, weight) => {
      first += weight / count;
    });
    return this.weight === 0 ? 0 : Math.min(1, first / this.#kept / this.weight);
  }

  /** The share of values that the most frequent value has. */
  get topShare(): number {
    let top = 0;
    this.#each((_key, _count, weight) => {
      if (weight > top) top = weight;
    });
    return this.weight === 0 ? 0 : top / this.weight;
  }

  /** Share of the hash space that is kept. */
  get #kept(): number {
    return this.exact ? 1 : this.limit / 0x1_0000_0000;
  }

  /** How many values those with this hash stand for, as far as it is kept. */
  weightOf(hash: number): number {
    const h = hash === 0 ? 1 : hash;
    const mask = this.#keys.length - 1;
    for (let at = h & mask; this.#keys[at] !== 0; at = (at + 1) & mask)
      if (this.#keys[at] === h) return this.#weights[at] as number;
    return 0;
  }

  /** How many of the smaller side's values occur on the other side too, 0 to 1, and on how many values that rests. */
  overlap(other: Sketch): { readonly share: number; readonly n: number } {
    const limit = Math.min(this.limit, other.limit);
    const mine = new Set<number>();
    this.#each((key) => {
      if (key <= limit) mine.add(key);
    });
    let theirs = 0;
    let both = 0;
    other.#each((key) => {
      if (key > limit) return;
      theirs++;
      if (mine.has(key)) both++;
    });
    const n = Math.min(mine.size, theirs);
    return { share: n === 0 ? 0 : both / n, n };
  }

  merge(other: Sketch): void {
    this.total += other.total;
    this.weight += other.weight;
    this.squares += other.squares;
    for (const [key, count, weight, squares] of other.entries()) this.insert(key, count, weight, squares);
    if (other.limit < this.limit) this.#rebuild(this.#keys.length, other.limit);
  }

  /** The hashes kept, how often each came, its weight and the squares: for the sketch of another thread of the same run. */
  entries(): (readonly [key: number, count: number, weight: number, squares: number])[] {
    const out: (readonly [number, number, number, number])[] = [];
    this.#each((key, count, weight, squares) => out.push([key, count, weight, squares]));
    return out;
  }

  #each(visit: (key: number, count: number, weight: number, squares: number) => void): void {
    for (let i = 0; i < this.#keys.length; i++)
      if (this.#keys[i] !== 0)
        visit(
          this.#keys[i] as number,
          this.#counts[i] as number,
          this.#weights[i] as number,
          this.#squares[i] as number,
        );
  }

  #trim(): void {
    const sorted = this.#keys.filter((key) => key !== 0).sort();
    this.#rebuild(this.#keys.length, sorted[MOST >> 1] as number);
  }

  #rebuild(size: number, limit: number): void {
    const keys = this.#keys;
    const counts = this.#counts;
    const weights = this.#weights;
    const squares = this.#squares;
    this.limit = limit;
    this.#keys = new Uint32Array(size);
    this.#counts = new Uint32Array(size);
    this.#weights = new Float64Array(size);
    this.#squares = new Float64Array(size);
    this.size = 0;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      if (key === 0 || key > limit) continue;
      let at = key & (size - 1);
      while (this.#keys[at] !== 0) at = (at + 1) & (size - 1);
      this.#keys[at] = key;
      this.#counts[at] = counts[i] as number;
      this.#weights[at] = weights[i] as number;
      this.#squares[at] = squares[i] as number;
      this.size++;
    }
  }
}
