const MOST = 256;

/** A bounded, evenly drawn sample of the numbers of a column, for percentiles. Held in memory only. */
export class Reservoir {
  seen = 0;
  size = 0;
  #values = new Float64Array(8);
  #random = 0x2545f491;

  add(value: number): void {
    this.seen++;
    if (this.size < MOST) {
      if (this.size === this.#values.length) {
        const wider = new Float64Array(this.#values.length * 2);
        wider.set(this.#values);
        this.#values = wider;
      }
      this.#values[this.size++] = value;
      return;
    }
    const at = this.#draw() % this.seen;
    if (at < MOST) this.#values[at] = value;
  }

  /** The kept values, ascending. A copy. */
  sorted(): Float64Array {
    return this.#values.slice(0, this.size).sort();
  }

  percentile(p: number): number {
    const sorted = this.sorted();
    return sorted.length === 0
      ? Number.NaN
      : (sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] as number);
  }

  /** Share of the kept values for which `test` holds. */
  share(test: (value: number) => boolean): number {
    if (this.size === 0) return 0;
    let hits = 0;
    for (let i = 0; i < this.size; i++) if (test(this.#values[i] as number)) hits++;
    return hits / this.size;
  }

  /** Adds what another reservoir saw, each side with the weight of what it saw. */
  merge(other: Reservoir): void {
    if (this.size + other.size <= MOST) {
      for (let i = 0; i < other.size; i++) this.add(other.#values[i] as number);
      this.seen += other.seen - other.size;
      return;
    }
    const mine = this.#values.slice(0, this.size);
    const theirs = other.#values.slice(0, other.size);
    const seen = this.seen + other.seen;
    const kept = new Float64Array(MOST);
    let left = mine.length;
    let right = theirs.length;
    for (let i = 0; i < MOST; i++) {
      const own = right === 0 || (left > 0 && this.#draw() * seen < this.seen * 0x1_0000_0000);
      const from = own ? mine : theirs;
      const last = own ? --left : --right;
      const at = this.#draw() % (last + 1);
      kept[i] = from[at] as number;
      from[at] = from[last] as number;
    }
    this.#values = kept;
    this.size = MOST;
    this.seen = seen;
  }

  #draw(): number {
    let r = this.#random;
    r ^= r << 13;
    r ^= r >>> 17;
    r ^= r << 5;
    this.#random = r;
    return r >>> 0;
  }
}
