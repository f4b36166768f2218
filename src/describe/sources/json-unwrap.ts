import { LIMITS } from './limits.ts';
import type { SkipReason } from '../columns/sink.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Containers are not looked for deeper than this. */
const DEEPEST = 16;
const decoder = new TextDecoder();

/** Where records go that are inside a container. */
export interface Taker {
  /** Keys that lead to the container; `[]` for any element of an array. */
  readonly path: readonly string[];
  /** `key`: of maps, the bytes of the record's key with its quotes. `name`: the text behind the last "name" around it. */
  take(bytes: Uint8Array, start: number, end: number, key: Uint8Array | undefined, name: string): void;
  skip(why: SkipReason): void;
}

/**
 * Passes through one JSON text and gives out the elements of some containers, one by one; what stands around them goes to
 * `rest`, with the containers left empty. Holds one record at most.
 */
export class JsonUnwrap {
  readonly #takers: readonly Taker[];
  readonly #rest: (bytes: Uint8Array) => void;
  /** The keys of the open containers; `[]` of an array. */
  readonly #path: string[] = [];
  #depth = 0;
  #text = false;
  #escaped = false;
  /** The last text, with its quotes, while it may be a key. */
  #last: number[] = [];
  #key = '';
  #isName = false;
  #name = '';
  #taker: Taker | undefined;
  /** Open brackets inside the container. */
  #inner = 0;
  #held = new Uint8Array(1024);
  #size = 0;
  #over = false;
  #memberKey: Uint8Array | undefined;

  constructor(takers: readonly Taker[], rest: (bytes: Uint8Array) => void) {
    this.#takers = takers;
    this.#rest = rest;
  }

  feed(chunk: Uint8Array): void {
    let from = this.#taker === undefined || this.#inner > 0 ? 0 : -1;
    for (let i = 0; i < chunk.length; i++) {
      const c = chunk[i] as number;
      if (this.#text) {
        if (this.#escaped) this.#escaped = false;
        else if (c === BACKSLASH) this.#escaped = true;
        else if (c === QUOTE) {
          this.#text = false;
          this.#textEnd();
        }
        if (this.#inner === 0 && this.#last.length < 512) this.#last.push(c);
        continue;
      }
      if (c === QUOTE) {
        this.#text = true;
        if (this.#inner === 0) this.#last = [c];
        continue;
      }
      if (c > 0x5d && c < 0x7b) continue;
      if (this.#taker === undefined) {
        if (c === 0x3a) this.#colon();
        else if (c === 0x7b || c === 0x5b) {
          this.#open(c === 0x5b);
          if (this.#taker !== undefined) {
            this.#rest(chunk.subarray(Math.max(0, from), i + 1));
            from = -1;
          }
        } else if (c === 0x7d || c === 0x5d) {
          this.#shut();
        }
      } else if (c === 0x7b || c === 0x5b) {
        if (this.#inner++ === 0) from = i;
      } else if (c === 0x7d || c === 0x5d) {
        if (this.#inner === 0) {
          this.#taker = undefined;
          this.#shut();
          from = i;
        } else if (--this.#inner === 0) {
          this.#give(chunk, from, i + 1);
          from = -1;
        }
      } else if (c === 0x3a && this.#inner === 0) this.#memberKey = Uint8Array.from(this.#last);
    }
    if (from < 0) return;
    if (this.#taker === undefined) this.#rest(chunk.subarray(from));
    else if (this.#inner > 0) this.#hold(chunk, from, chunk.length);
  }

  finish(): void {
    if (this.#taker !== undefined) this.#taker.skip('truncated record');
    // A text that ends around its containers is told of by the reader of the rest.
  }

  #textEnd(): void {
    if (!this.#isName || this.#inner > 0 || this.#taker !== undefined) return;
    this.#isName = false;
    this.#name = decoder.decode(Uint8Array.from(this.#last).subarray(1));
  }

  #colon(): void {
    this.#key = decoder.decode(Uint8Array.from(this.#last).subarray(1, -1));
    this.#isName = this.#key === 'name' || this.#key === '_index';
  }

  #open(array: boolean): void {
    this.#isName = false;
    if (this.#depth >= DEEPEST) {
      this.#depth++;
      return;
    }
    // The path to what opens here: keys of the objects around it, and the key in front of it.
    if (this.#depth > 0 && this.#path[this.#depth - 1] !== '[]') this.#path[this.#depth - 1] = this.#key;
    const path = this.#path.slice(0, this.#depth);
    this.#taker = this.#takers.find(
      (one) => one.path.length === path.length && one.path.every((key, at) => key === path[at]),
    );
    this.#path[this.#depth] = array ? '[]' : '';
    this.#depth++;
    this.#memberKey = undefined;
  }

  #shut(): void {
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#path.length > this.#depth) this.#path.length = this.#depth;
  }

  #give(chunk: Uint8Array, from: number, to: number): void {
    const taker = this.#taker as Taker;
    const key = this.#memberKey;
    this.#memberKey = undefined;
    if (this.#size === 0 && !this.#over) {
      taker.take(chunk, from, to, key, this.#name);
      return;
    }
    this.#hold(chunk, from, to);
    const size = this.#size;
    this.#size = 0;
    if (!this.#over) taker.take(this.#held, 0, size, key, this.#name);
    this.#over = false;
  }

  #hold(chunk: Uint8Array, from: number, to: number): void {
    if (this.#over) return;
    const size = this.#size + to - from;
    if (size > LIMITS.record) {
      this.#over = true;
      this.#taker?.skip('value too long');
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
