import type { Dataset } from '../columns/dataset.ts';
import { JsonFrames } from './json-frames.ts';
import { JsonLeaves, PAUSE } from './json-leaves.ts';
import { BACKSLASH, QUOTE } from './json-scan.ts';
import type { PathNode, PathTree } from '../columns/paths.ts';

export const VALUE = 0;
export const VALUE_OR_END = 1;
const KEY_OR_END = 2;
const KEY = 3;
const COLON = 4;
export const COMMA_OR_END = 5;

const NEWLINE = 0x0a;
const OBJECT = 0x7b;
const OBJECT_END = 0x7d;
const ARRAY = 0x5b;
const ARRAY_END = 0x5d;

/** The structure of JSON texts: which bracket, key or leaf comes next. What it knows between two chunks lies in its fields. */
export class JsonRun {
  readonly frames: JsonFrames;
  expect = VALUE;
  /** Open brackets, less one. */
  depth = -1;
  /** In one array around all records. */
  topArray = false;
  /** After an error: why. */
  failure: 'malformed record' | 'nested too deeply' = 'malformed record';
  /** After an error: true where to go on behind a line break inside the record, not behind the end of the line. */
  atLine = false;
  #value: PathNode;
  /** Of the last key that was read: its closing quote, or where it went wrong. */
  #keyEnd = 0;
  readonly #data: Dataset;
  readonly #tree: PathTree;
  readonly #leaves: JsonLeaves;

  constructor(data: Dataset) {
    this.#data = data;
    this.#tree = data.tree;
    this.#value = data.root;
    this.frames = new JsonFrames(data);
    this.#leaves = new JsonLeaves(data, this.frames);
  }

  /** Where the next value stands. */
  get node(): PathNode {
    return this.depth >= 0 && this.frames.isArray[this.depth] === 1
      ? this.#data.element(this.frames.nodes[this.depth] as PathNode)
      : this.#value;
  }

  reset(): void {
    this.depth = -1;
    this.frames.nodes.length = 0;
    this.expect = VALUE;
  }

  /** What the next call needs. */
  #keep(expect: number, depth: number, guess: number, value: PathNode): void {
    this.expect = expect;
    this.depth = depth;
    if (depth >= 0) this.frames.guesses[depth] = guess;
    this.#value = value;
  }

  /**
   * Walks from `from` to `end` of `buffer`, which `view` shows too; two quotes must stand behind. Gives the position of the first byte that must be kept for the
   * next chunk, or, after an error, `-1 - position` of where to go on. The frame in use lives in locals: this is where the
   * time goes.
   */
  run(buffer: Uint8Array, view: DataView, from: number, end: number): number {
    const data = this.#data;
    const frames = this.frames;
    const leaves = this.#leaves;
    let i = from;
    let expect = this.expect;
    let lastNewline = -1;
    let depth = this.depth;
    let value = this.#value;
    let top: PathNode = data.root;
    let inArray = false;
    let guess = 0;
    if (depth >= 0) {
      top = frames.nodes[depth] as PathNode;
      inArray = frames.isArray[depth] === 1;
      guess = frames.guesses[depth] as number;
    }

    for (;;) {
      let c = buffer[i] as number;
      while (c <= 0x20 && i < end) {
        if (c === NEWLINE) lastNewline = i;
        c = buffer[++i] as number;
      }
      if (i >= end) {
        this.#keep(expect, depth, guess, value);
        return end;
      }
      let closed = false;
      if (expect === COMMA_OR_END) {
        if (c === 0x2c) {
          i++;
          if (inArray) {
            expect = VALUE;
            continue;
          }
          expect = KEY;
          c = buffer[i] as number;
          if (c !== QUOTE || i >= end) continue;
        } else if (c === (inArray ? ARRAY_END : OBJECT_END)) closed = true;
        else return this.#wrong(i, lastNewline, depth);
      }
      if (expect === KEY || expect === KEY_OR_END) {
        if (c === QUOTE) {
          const likely = top.children[guess];
          let j = i + 1;
          let child: PathNode | undefined;
          if (likely !== undefined && j + likely.span <= end) {
            const words = likely.words;
            const last = words.length - 1;
            let k = 0;
            while (k < last && words[k] === view.getInt32(j + 4 * k, true)) k++;
            if (k === last && words[k] === (view.getInt32(j + 4 * k, true) & likely.wordMask)) {
              const quote = j + likely.key.length;
              if (buffer[quote] === QUOTE) {
                likely.count++;
                child = likely;
                j = quote;
              }
            }
          }
          if (child === undefined) {
            child = this.#key(buffer, j, end, top, guess);
            j = this.#keyEnd;
            if (child === undefined) {
              if (j < end) return this.#wrong(j, lastNewline, depth);
              this.#keep(expect, depth, guess, value);
              return i;
            }
          }
          guess = child.index + 1;
          value = child;
          i = j + 1;
          if (buffer[i] !== 0x3a || i >= end) {
            expect = COLON;
            continue;
          }
          expect = VALUE;
          c = buffer[++i] as number;
          if (c <= 0x20 || i >= end) continue;
        } else if (c === OBJECT_END && expect === KEY_OR_END) closed = true;
        else return this.#wrong(i, lastNewline, depth);
      } else if (expect === COLON) {
        if (c !== 0x3a) return this.#wrong(i, lastNewline, depth);
        i++;
        expect = VALUE;
        continue;
      }

      let node = value;
      if (!closed) {
        if (inArray) {
          if (c === ARRAY_END) {
            if (expect !== VALUE_OR_END) return this.#wrong(i, lastNewline, depth);
            closed = true;
          } else node = top.element ?? data.element(top);
        } else if (depth < 0) {
          node = data.root;
          value = node;
          if (c !== OBJECT) {
            const next = this.#between(buffer, i, end);
            if (next !== i) {
              if (next === PAUSE) {
                this.#keep(expect, depth, guess, value);
                return i;
              }
              i = next;
              continue;
            }
          }
        }
      }
      if (closed) {
        i++;
        if (inArray) frames.endArray(depth);
        expect = COMMA_OR_END;
        if (--depth < 0) {
          data.endRecord();
          expect = VALUE;
          lastNewline = -1;
          inArray = false;
        } else {
          top = frames.nodes[depth] as PathNode;
          inArray = frames.isArray[depth] === 1;
          guess = frames.guesses[depth] as number;
        }
        continue;
      }

      if (c === OBJECT || c === ARRAY) {
        const array = c === ARRAY;
        if (depth < 0) data.beginRecord();
        else {
          frames.guesses[depth] = guess;
          if (inArray) frames.lengths[depth] = (frames.lengths[depth] as number) + 1;
        }
        if (!frames.open(++depth, node, array)) {
          this.failure = 'nested too deeply';
          this.atLine = false;
          return -1 - i;
        }
        top = node;
        inArray = array;
        guess = 0;
        expect = array ? VALUE_OR_END : KEY_OR_END;
        i++;
        continue;
      }
      let next: number;
      if (c === QUOTE) next = leaves.text(buffer, view, i, end, node, depth < 0);
      else if (c === 0x2d || (c >= 0x30 && c <= 0x39))
        next = leaves.numbers(buffer, i, end, node, depth, inArray);
      else next = leaves.word(buffer, i, end, node, depth < 0);
      if (next < 0) {
        if (next !== PAUSE) return this.#wrong(-2 - next, lastNewline, depth);
        this.#keep(expect, depth, guess, value);
        return i;
      }
      i = next;
      if (inArray) frames.lengths[depth] = (frames.lengths[depth] as number) + 1;
      if (depth < 0) {
        data.endRecord();
        expect = VALUE;
      } else expect = COMMA_OR_END;
    }
  }

  /** A key that was not foretold, from behind its quote; undefined where it does not end here, or is none: see `#keyEnd`. */
  #key(buffer: Uint8Array, from: number, end: number, parent: PathNode, guess: number): PathNode | undefined {
    let j = from;
    let d = buffer[j] as number;
    let escaped = false;
    while (d !== QUOTE && d >= 0x20) {
      if (d === BACKSLASH) {
        escaped = true;
        j++;
      }
      d = buffer[++j] as number;
    }
    this.#keyEnd = j;
    if (j >= end || d !== QUOTE) return undefined;
    return escaped
      ? this.#leaves.key(buffer, from, j, parent, guess)
      : this.#tree.find(parent, buffer, from, j);
  }

  /**
   * What may stand between records: the brackets and commas of an array around them, a byte order mark, a record separator
   * (RFC 7464). Gives where to go on; `i` itself where a value stands there.
   */
  #between(buffer: Uint8Array, i: number, end: number): number {
    const c = buffer[i] as number;
    if (this.topArray && (c === 0x2c || c === ARRAY_END)) {
      if (c === ARRAY_END) this.topArray = false;
      return i + 1;
    }
    if (c === ARRAY && !this.topArray) {
      let j = i + 1;
      while ((buffer[j] as number) <= 0x20 && j < end) j++;
      if (j >= end) return PAUSE;
      if (buffer[j] !== OBJECT) return i;
      this.topArray = true;
      return j;
    }
    if (c === 0xef && buffer[i + 1] === 0xbb && buffer[i + 2] === 0xbf && i + 2 < end) return i + 3;
    return c === 0x1e ? i + 1 : i;
  }

  /** An error at `at`: go on behind the last line break inside the record, or pass over the rest of the line. */
  #wrong(at: number, lastNewline: number, depth: number): number {
    this.failure = 'malformed record';
    this.atLine = depth >= 0 && lastNewline >= 0;
    return -1 - (this.atLine ? lastNewline + 1 : at);
  }
}
