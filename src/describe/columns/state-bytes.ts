/** Writes counts, numbers and names into one growing buffer that can be handed to another thread. */
export class StateWriter {
  #bytes = new Uint8Array(64 * 1024);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  #room(size: number): number {
    const at = this.#at;
    this.#at += size;
    if (this.#at > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(this.#at, this.#bytes.length * 2));
      wider.set(this.#bytes);
      this.#bytes.fill(0);
      this.#bytes = wider;
      this.#view = new DataView(wider.buffer);
    }
    return at;
  }

  number(value: number): void {
    const at = this.#room(8);
    this.#view.setFloat64(at, value, true);
  }

  /** A whole number below 2^32. */
  count(value: number): void {
    const at = this.#room(4);
    this.#view.setUint32(at, value, true);
  }

  bytes(value: Uint8Array): void {
    this.count(value.length);
    const at = this.#room(value.length);
    this.#bytes.set(value, at);
  }

  counts(map: ReadonlyMap<number, number>): void {
    this.count(map.size);
    for (const [key, value] of map) {
      this.count(key);
      this.number(value);
    }
  }

  /** What was written, in a buffer of its own; the writer's is overwritten with zeros. */
  take(): ArrayBuffer {
    const out = this.#bytes.slice(0, this.#at);
    this.#bytes.fill(0);
    this.#at = 0;
    return out.buffer;
  }
}

/** Reads what a `StateWriter` wrote. */
export class StateReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(state: ArrayBuffer) {
    this.#bytes = new Uint8Array(state);
    this.#view = new DataView(state);
  }

  number(): number {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  count(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  bytes(): Uint8Array {
    const size = this.count();
    this.#at += size;
    return this.#bytes.slice(this.#at - size, this.#at);
  }

  counts(take: (key: number, value: number) => void): void {
    for (let left = this.count(); left > 0; left--) {
      const key = this.count();
      take(key, this.number());
    }
  }

  /** Overwrites the buffer with zeros: nothing of a value outlives its use. */
  wipe(): void {
    this.#bytes.fill(0);
  }
}
