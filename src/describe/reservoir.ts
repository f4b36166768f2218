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
    let r = this.#random;
    r ^= r << 13;
    r ^= r >>> 17;
    r ^= r << 5;
    this.#random = r;
    const at = (r >>> 0) % this.seen;
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

  merge(other: Reservoir): void {
    for (let i = 0; i < other.size; i++) this.add(other.#values[i] as number);
    this.seen += other.seen - other.size;
  }
}
