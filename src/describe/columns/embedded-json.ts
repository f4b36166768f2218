import type { Dataset } from './dataset.ts';
import { unescapeJson } from './json-escape.ts';
import type { PathNode } from './paths.ts';
import { readNumber } from './read-number.ts';

/** Longer texts are looked at as text only. */
const LONGEST = 256 * 1024;
const MOST_VALUES = 20_000;
const MOST_DEPTH = 32;
/** JSON inside JSON inside JSON: so often one text is opened inside another. */
const MOST_LEVELS = 3;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Shorter texts were not cut off. */
const CUT_FROM = 60;

/** How deep one text stands inside another just now, and where each level's texts are unescaped. */
let level = 0;
const scratches = Array.from({ length: MOST_LEVELS }, () => new Uint8Array(256));

/**
 * A text that is a JSON object or array by itself, as a column of a table or a queue holds it: its fields become fields below
 * the text's own path. The text must be JSON from end to end; only what one insert cut off at its end is allowed to be missing,
 * and then at least one whole value must have come. Gives true where it was read.
 */
export function readEmbedded(
  data: Dataset,
  path: PathNode,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (level >= MOST_LEVELS || end - start < 2 || end - start > LONGEST) return false;
  const walk = new Walk(bytes, end, level);
  if (!walk.isJson(start)) return false;
  level++;
  try {
    walk.read(data, path, start);
  } finally {
    level--;
  }
  return true;
}

class Walk {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #level: number;
  #at = 0;
  #values = 0;
  /** The text ended before its JSON did. */
  #cut = false;
  #data: Dataset | undefined = undefined;

  constructor(bytes: Uint8Array, end: number, at: number) {
    this.#bytes = bytes;
    this.#end = end;
    this.#level = at;
  }

  isJson(start: number): boolean {
    this.#at = start;
    this.#values = 0;
    const fine = this.#value(undefined, 0);
    this.#blanks();
    if (this.#cut) return this.#values > 0 && this.#bytes[start] === 0x7b && this.#end - start >= CUT_FROM;
    return fine && this.#at === this.#end;
  }

  read(data: Dataset, path: PathNode, start: number): void {
    this.#at = start;
    this.#values = 0;
    this.#data = data;
    this.#value(path, 0);
  }

  #blanks(): void {
    while (this.#at < this.#end && (this.#bytes[this.#at] as number) <= 0x20) this.#at++;
  }

  /** True where it is at its end although more should follow. */
  #ended(): boolean {
    if (this.#at < this.#end) return false;
    this.#cut = true;
    return true;
  }

  /** One value; false where it is none, or where the text ends inside it. */
  #value(path: PathNode | undefined, depth: number): boolean {
    this.#blanks();
    if (this.#ended() || depth > MOST_DEPTH || this.#values >= MOST_VALUES) return false;
    const c = this.#bytes[this.#at] as number;
    if (c === 0x7b) return this.#object(path, depth);
    if (c === 0x5b) return this.#array(path, depth);
    if (depth === 0) return false;
    if (c === QUOTE) return this.#text(path);
    if (c === 0x2d || (c >= 0x30 && c <= 0x39)) return !Number.isNaN(this.#number(path));
    return this.#word(path, c);
  }

  #object(path: PathNode | undefined, depth: number): boolean {
    this.#at++;
    if (path !== undefined) this.#data?.object(path);
    for (let first = true; ; first = false) {
      this.#blanks();
      if (this.#ended()) return false;
      const c = this.#bytes[this.#at] as number;
      if (c === 0x7d) {
        this.#at++;
        return true;
      }
      if (!first) {
        if (c !== 0x2c) return false;
        this.#at++;
        this.#blanks();
        if (this.#ended()) return false;
      }
      const start = this.#at + 1;
      const size = this.#string();
      if (size < 0) return false;
      const [key, from] = this.#plain(start, size);
      const child = path === undefined ? undefined : this.#data?.child(path, key, from, from + this.#size, 0);
      this.#blanks();
      if (this.#ended() || this.#bytes[this.#at++] !== 0x3a || !this.#value(child, depth + 1)) return false;
    }
  }

  #array(path: PathNode | undefined, depth: number): boolean {
    this.#at++;
    const data = this.#data;
    const element = path === undefined ? undefined : data?.element(path);
    const sum = { numbers: 0, first: Number.NaN, second: Number.NaN, sumOfSquares: 0, small: 0, negative: 0 };
    for (let length = 0; ; length++) {
      this.#blanks();
      if (this.#ended()) return false;
      let c = this.#bytes[this.#at] as number;
      if (c === 0x5d) {
        this.#at++;
        if (path !== undefined) data?.array(path, length, sum);
        return true;
      }
      if (length > 0) {
        if (c !== 0x2c) return false;
        this.#at++;
        this.#blanks();
        if (this.#ended()) return false;
        c = this.#bytes[this.#at] as number;
      }
      if (c !== 0x2d && !(c >= 0x30 && c <= 0x39)) {
        if (!this.#value(element, depth + 1)) return false;
        continue;
      }
      const value = this.#number(element);
      if (Number.isNaN(value)) return false;
      sum.numbers++;
      if (sum.numbers === 1) sum.first = value;
      else if (sum.numbers === 2) sum.second = value;
      sum.sumOfSquares += value * value;
      if (value >= -8 && value <= 8) sum.small++;
      if (value < 0) sum.negative++;
    }
  }

  #number(path: PathNode | undefined): number {
    const start = this.#at;
    let integer = true;
    for (; this.#at < this.#end; this.#at++) {
      const c = this.#bytes[this.#at] as number;
      if (c === 0x2e || c === 0x65 || c === 0x45) integer = false;
      else if (c !== 0x2d && c !== 0x2b && !(c >= 0x30 && c <= 0x39)) break;
    }
    const value = readNumber(this.#bytes, start, this.#at);
    if (Number.isNaN(value)) return value;
    this.#values++;
    if (path !== undefined) this.#data?.digits(path, value, integer, this.#bytes, start, this.#at);
    return value;
  }

  #word(path: PathNode | undefined, c: number): boolean {
    const word = c === 0x74 ? 'true' : c === 0x66 ? 'false' : c === 0x6e ? 'null' : '';
    if (word === '') return false;
    for (let i = 0; i < word.length; i++, this.#at++)
      if (this.#ended() || this.#bytes[this.#at] !== word.charCodeAt(i)) return false;
    this.#values++;
    if (path !== undefined) {
      if (c === 0x6e) this.#data?.nil(path);
      else this.#data?.boolean(path);
    }
    return true;
  }

  #text(path: PathNode | undefined): boolean {
    const start = this.#at + 1;
    const size = this.#string();
    if (size < 0) return false;
    this.#values++;
    if (path === undefined) return true;
    const [bytes, from] = this.#plain(start, size);
    this.#data?.text(path, bytes, from, from + this.#size);
    return true;
  }

  #escaped = false;
  #size = 0;

  /** Steps over a text in quotes; its length as written, or -1. */
  #string(): number {
    if (this.#bytes[this.#at] !== QUOTE) return -1;
    const start = ++this.#at;
    this.#escaped = false;
    for (; this.#at < this.#end; this.#at++) {
      const c = this.#bytes[this.#at] as number;
      if (c === QUOTE) return this.#at++ - start;
      if (c === BACKSLASH) {
        this.#escaped = true;
        this.#at++;
      } else if (c < 0x20 && c !== 0x09) return -1;
    }
    this.#cut = true;
    return -1;
  }

  /** Where the bytes of a text stand without escapes; their number is in `#size`. */
  #plain(start: number, size: number): readonly [Uint8Array, number] {
    this.#size = size;
    if (!this.#escaped) return [this.#bytes, start];
    let scratch = scratches[this.#level] ?? new Uint8Array(0);
    if (scratch.length < size) {
      scratch = new Uint8Array(size * 2);
      scratches[this.#level] = scratch;
    }
    this.#size = unescapeJson(this.#bytes, start, start + size, scratch);
    return [scratch, 0];
  }
}
