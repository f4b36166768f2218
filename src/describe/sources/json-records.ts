import type { SkipReason } from '../columns/sink.ts';
import { LIMITS } from './limits.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parts JSON texts into records without reading them: objects one after another, or the elements of one array around them.
 * Holds one record at most.
 */
export class JsonRecords {
  readonly #take: (bytes: Uint8Array, start: number, end: number) => boolean;
  readonly #skip: (why: SkipReason) => void;
  #held: Uint8Array = new Uint8Array(0);
  #size = 0;
  #depth = 0;
  #text = false;
  #escaped = false;
  #over = false;

  constructor(
    take: (bytes: Uint8Array, start: number, end: number) => boolean,
    skip: (why: SkipReason) => void,
  ) {
    this.#take = take;
    this.#skip = skip;
  }

  /** False once the taker wants no more. */
  feed(chunk: Uint8Array): boolean {
    let from = this.#depth > 0 ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const c = chunk[i] as number;
      if (this.#text) {
        if (this.#escaped) this.#escaped = false;
        else if (c === BACKSLASH) this.#escaped = true;
        else if (c === QUOTE) this.#text = false;
        continue;
      }
      if (c === QUOTE) {
        if (this.#depth > 0) this.#text = true;
      } else if (c === 0x7b || (c === 0x5b && this.#depth > 0)) {
        if (this.#depth++ === 0) from = i;
      } else if ((c === 0x7d || c === 0x5d) && this.#depth > 0 && --this.#depth === 0) {
        if (!this.#give(chunk, from, i + 1)) return false;
        from = -1;
      }
    }
    if (from >= 0) this.#hold(chunk, from, chunk.length);
    return true;
  }

  finish(): void {
    if (this.#depth > 0) this.#skip('truncated record');
  }

  #give(chunk: Uint8Array, from: number, to: number): boolean {
    if (this.#over) {
      this.#over = false;
      this.#size = 0;
      return true;
    }
    if (this.#size === 0) return this.#take(chunk, from, to);
    this.#hold(chunk, from, to);
    const size = this.#size;
    this.#size = 0;
    if (this.#over) {
      this.#over = false;
      return true;
    }
    return this.#take(this.#held, 0, size);
  }

  #hold(chunk: Uint8Array, from: number, to: number): void {
    if (this.#over) return;
    const size = this.#size + to - from;
    if (size > LIMITS.record) {
      this.#over = true;
      this.#size = 0;
      this.#skip('value too long');
      return;
    }
    if (size > this.#held.length) {
      const wider = new Uint8Array(size * 2);
      wider.set(this.#held.subarray(0, this.#size));
      this.#held = wider;
    }
    this.#held.set(chunk.subarray(from, to), this.#size);
    this.#size = size;
  }
}
