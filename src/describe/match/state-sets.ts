export interface SavedSets {
  readonly members: Int32Array<ArrayBuffer>;
  readonly from: Int32Array<ArrayBuffer>;
  readonly size: number;
}

/** Numbers sets of numbers: the same numbers in the same order have one number, from 1 on. Flat lists, no garbage. */
export class StateSets {
  /** The sets one after another: set `n` is `from[n]` to `from[n + 1]`. */
  members: Int32Array<ArrayBuffer> = new Int32Array(4_096);
  from: Int32Array<ArrayBuffer> = new Int32Array(1_024);
  /** Sets so far, and one for 0, which is the empty set. */
  size = 1;
  /** By hash; open addressing, 0 is free. */
  #index = new Int32Array(4_096);

  /** All sets, for another thread. */
  save(): SavedSets {
    return { members: this.members, from: this.from, size: this.size };
  }

  /** Instead of those here, the sets that were saved. */
  load({ members, from, size }: SavedSets): void {
    this.members = members;
    this.from = from;
    this.size = size;
    let length = 4_096;
    while (length < size * 2) length *= 4;
    this.#fill(length);
  }

  /** Forgets all sets. */
  reset(): void {
    this.#index.fill(0);
    this.from[1] = 0;
    this.size = 1;
  }

  /** The number of the set of the first `count` of `list`; `size` before and after tells whether it is new. */
  of(list: Int32Array, count: number): number {
    if (count === 0) return 0;
    let hash = count;
    for (let i = 0; i < count; i++) {
      hash = Math.imul(hash ^ (list[i] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    const mask = this.#index.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = this.#index[slot] as number;
      if (known === 0) break;
      if (this.#same(known, list, count)) return known;
      slot = (slot + 1) & mask;
    }
    const number = this.size++;
    this.#index[slot] = number;
    if (number + 2 > this.from.length) this.from = widened(this.from, number * 2);
    const from = this.from[number] as number;
    if (from + count > this.members.length)
      this.members = widened(this.members, Math.max(from + count, this.members.length * 2));
    const members = this.members;
    for (let i = 0; i < count; i++) members[from + i] = list[i] as number;
    this.from[number + 1] = from + count;
    if (number * 2 > this.#index.length) this.#fill(this.#index.length * 4);
    return number;
  }

  #same(number: number, list: Int32Array, count: number): boolean {
    const from = this.from[number] as number;
    if ((this.from[number + 1] as number) - from !== count) return false;
    const members = this.members;
    for (let i = 0; i < count; i++) if (members[from + i] !== list[i]) return false;
    return true;
  }

  #fill(length: number): void {
    const index = new Int32Array(length);
    const mask = index.length - 1;
    for (let number = 1; number < this.size; number++) {
      const from = this.from[number] as number;
      const to = this.from[number + 1] as number;
      let hash = to - from;
      for (let i = from; i < to; i++) {
        hash = Math.imul(hash ^ (this.members[i] as number), 0x9e3779b1);
        hash ^= hash >>> 15;
      }
      let slot = hash & mask;
      while (index[slot] !== 0) slot = (slot + 1) & mask;
      index[slot] = number;
    }
    this.#index = index;
  }
}

/** The same numbers in a longer list. */
export function widened(list: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(length);
  wider.set(list);
  return wider;
}
