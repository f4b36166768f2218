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
  total = 0;
  size = 0;
  /** Hashes above this are not kept. */
  limit = 0xffffffff;
  #keys = new Uint32Array(8);
  #counts = new Uint32Array(8);

  add(hash: number, times = 1): void {
    this.total += times;
    if (hash > this.limit) return;
    const h = hash === 0 ? 1 : hash;
    const mask = this.#keys.length - 1;
    let at = h & mask;
    for (;;) {
      const key = this.#keys[at] as number;
      if (key === h) {
        this.#counts[at] = (this.#counts[at] as number) + times;
        return;
      }
      if (key === 0) break;
      at = (at + 1) & mask;
    }
    this.#keys[at] = h;
    this.#counts[at] = times;
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

  /** Pairs of equal values among `total`: what the birthday estimate needs. */
  get pairs(): number {
    let pairs = 0;
    this.#each((_key, count) => {
      pairs += (count * (count - 1)) / 2;
    });
    return this.exact ? pairs : pairs / (this.limit / 0x1_0000_0000);
  }

  /** The share of values that the most frequent value has. */
  get topShare(): number {
    let top = 0;
    this.#each((_key, count) => {
      if (count > top) top = count;
    });
    return this.total === 0 ? 0 : top / this.total;
  }

  /** How often a value with this hash came, as far as it is kept. */
  countOf(hash: number): number {
    const h = hash === 0 ? 1 : hash;
    const mask = this.#keys.length - 1;
    for (let at = h & mask; this.#keys[at] !== 0; at = (at + 1) & mask)
      if (this.#keys[at] === h) return this.#counts[at] as number;
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
    const rest = other.total;
    let added = 0;
    other.#each((key, count) => {
      added += count;
      this.add(key, count);
    });
    this.total += rest - added;
    if (other.limit < this.limit) this.#rebuild(this.#keys.length, other.limit);
  }

  /** The hashes kept and how often each came: to be handed to the sketch of another thread of the same run. */
  entries(): (readonly [number, number])[] {
    const out: (readonly [number, number])[] = [];
    this.#each((key, count) => out.push([key, count]));
    return out;
  }

  #each(visit: (key: number, count: number) => void): void {
    for (let i = 0; i < this.#keys.length; i++)
      if (this.#keys[i] !== 0) visit(this.#keys[i] as number, this.#counts[i] as number);
  }

  #trim(): void {
    const sorted = this.#keys.filter((key) => key !== 0).sort();
    this.#rebuild(this.#keys.length, sorted[MOST >> 1] as number);
  }

  #rebuild(size: number, limit: number): void {
    const keys = this.#keys;
    const counts = this.#counts;
    this.limit = limit;
    this.#keys = new Uint32Array(size);
    this.#counts = new Uint32Array(size);
    this.size = 0;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      if (key === 0 || key > limit) continue;
      let at = key & (size - 1);
      while (this.#keys[at] !== 0) at = (at + 1) & (size - 1);
      this.#keys[at] = key;
      this.#counts[at] = counts[i] as number;
      this.size++;
    }
  }
}
