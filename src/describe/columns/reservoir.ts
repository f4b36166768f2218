const MOST = 256;

/**
 * A bounded sample of the numbers of a column, for percentiles and shares. Held in memory only. Each number comes with a
 * weight, how many values it stands for; those with the highest weight / u are kept, u drawn evenly from 0 to 1, and a kept one
 * counts as the larger of its weight and the highest such quotient that was given up. Sums over the sample are unbiased for any
 * weights, and samples of several threads merge exactly (priority sampling: Duffield, Lund, Thorup, J. ACM 54, 2007).
 */
export class Reservoir {
  /** How many values those that were met stand for. */
  seen = 0;
  size = 0;
  /** The highest quotient that was given up. */
  limit = 0;
  /** Heaps by quotient, the lowest first. */
  #values = new Float64Array(8);
  #weights = new Float64Array(8);
  #ranks = new Float64Array(8);
  #random = 0x2545f491;

  add(value: number, weight = 1): void {
    this.seen += weight;
    // Mixed with the value, so that the threads of one run draw differently.
    let r = (this.#random ^ Math.imul(value | 0, 0x9e3779b1)) | 1;
    r ^= r << 13;
    r ^= r >>> 17;
    r ^= r << 5;
    this.#random = r;
    this.insert(value, weight, (weight * 0x1_0000_0000) / ((r >>> 0) + 0.5));
  }

  /** A number that was drawn already, here or in another thread. */
  insert(value: number, weight: number, rank: number): void {
    if (rank <= this.limit) return;
    if (this.size === MOST) {
      const lowest = this.#ranks[0] as number;
      if (rank <= lowest) {
        this.limit = rank;
        return;
      }
      this.limit = lowest;
      this.#down(value, weight, rank);
      return;
    }
    if (this.size === this.#values.length) {
      this.#values = widened(this.#values);
      this.#weights = widened(this.#weights);
      this.#ranks = widened(this.#ranks);
    }
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#ranks[parent] as number) <= rank) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, value, weight, rank);
  }

  /** The kept values with what they stand for. */
  *entries(): Generator<{ readonly value: number; readonly weight: number; readonly rank: number }> {
    for (let i = 0; i < this.size; i++)
      yield {
        value: this.#values[i] as number,
        weight: this.#weights[i] as number,
        rank: this.#ranks[i] as number,
      };
  }

  /** The kept values, ascending. A copy. */
  sorted(): Float64Array {
    return this.#values.slice(0, this.size).sort();
  }

  percentile(p: number): number {
    const order = Array.from({ length: this.size }, (_, i) => i).sort(
      (a, b) => (this.#values[a] as number) - (this.#values[b] as number),
    );
    let all = 0;
    for (const at of order) all += this.#stands(at);
    let below = 0;
    for (const at of order) {
      below += this.#stands(at);
      if (below > p * all) return this.#values[at] as number;
    }
    return order.length === 0 ? Number.NaN : (this.#values[order.at(-1) as number] as number);
  }

  /** Share of the values for which `test` holds, as far as those that were kept tell. */
  share(test: (value: number) => boolean): number {
    let [all, hits] = [0, 0];
    for (let i = 0; i < this.size; i++) {
      const weight = this.#stands(i);
      all += weight;
      if (test(this.#values[i] as number)) hits += weight;
    }
    return all === 0 ? 0 : hits / all;
  }

  /** How many evenly drawn values would tell as much as those that were kept: (sum of weights)^2 / sum of their squares. */
  get effective(): number {
    let [all, squares] = [0, 0];
    for (let i = 0; i < this.size; i++) {
      const weight = this.#stands(i);
      all += weight;
      squares += weight * weight;
    }
    return squares === 0 ? 0 : Math.round((all * all) / squares);
  }

  /** Adds what another reservoir holds: as if one had met everything. */
  merge(other: Reservoir): void {
    this.seen += other.seen;
    this.limit = Math.max(this.limit, other.limit);
    while (this.size > 0 && (this.#ranks[0] as number) <= this.limit) {
      const last = --this.size;
      if (last > 0)
        this.#down(this.#values[last] as number, this.#weights[last] as number, this.#ranks[last] as number);
    }
    for (const { value, weight, rank } of other.entries()) this.insert(value, weight, rank);
  }

  #stands(at: number): number {
    return Math.max(this.#weights[at] as number, this.limit);
  }

  /** In place of the lowest. */
  #down(value: number, weight: number, rank: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && (this.#ranks[child + 1] as number) < (this.#ranks[child] as number))
        child++;
      if ((this.#ranks[child] as number) >= rank) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, value, weight, rank);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#values[from] as number, this.#weights[from] as number, this.#ranks[from] as number);
  }

  #put(at: number, value: number, weight: number, rank: number): void {
    this.#values[at] = value;
    this.#weights[at] = weight;
    this.#ranks[at] = rank;
  }
}

function widened(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(values.length * 2);
  wider.set(values);
  return wider;
}
