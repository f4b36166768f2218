import { type Automaton, DEAD, START } from '../match/automaton.ts';
import type { Dataset } from '../columns/dataset.ts';
import { unescapeJson } from '../columns/json-escape.ts';
import type { JsonFrames } from './json-frames.ts';
import { BACKSLASH, QUOTE, skipText } from './json-scan.ts';
import type { PathNode } from '../columns/paths.ts';
import { readNumber } from '../columns/read-number.ts';

/** The value goes on behind the bytes at hand: come again with more. */
export const PAUSE = -1;

const COMMA = 0x2c;
const MINUS = 0x2d;
const NUMERIC = new Uint8Array(256);
for (const char of '0123456789+-.eE') NUMERIC[char.charCodeAt(0)] = 1;

/** What a leaf's method gives for a byte at `at` that cannot stand there. */
export function wrongAt(at: number): number {
  return -2 - at;
}

/**
 * Reads the leaves of JSON texts in place and puts them into a data set. Each method gets the position of a leaf's first byte
 * and gives the one behind its last, `PAUSE`, or `wrongAt` a byte. Two quotes must stand behind the bytes at hand. `first`:
 * the leaf is a record of its own. Small methods, each with its own loop: the compiler takes them up early, and a rare value
 * throws away no more than one of them.
 */
export class JsonLeaves {
  readonly #data: Dataset;
  readonly #automaton: Automaton;
  readonly #frames: JsonFrames;
  #scratch = new Uint8Array(1024);

  constructor(data: Dataset, frames: JsonFrames) {
    this.#data = data;
    this.#automaton = data.automaton;
    this.#frames = frames;
  }

  text(buffer: Uint8Array, view: DataView, i: number, end: number, node: PathNode, first: boolean): number {
    const column = node.column;
    if (column === undefined || column.textGap <= 0) return this.#matched(buffer, view, i, end, node, first);
    let j = skipText(buffer, view, i + 1, end);
    if (j < 0) j = -j;
    if (j >= end) return PAUSE;
    if (buffer[j] !== QUOTE) return wrongAt(j);
    if (first) this.#data.beginRecord();
    if (j === i + 1) column.nil();
    else column.countText();
    return j + 1;
  }

  #matched(
    buffer: Uint8Array,
    view: DataView,
    i: number,
    end: number,
    node: PathNode,
    first: boolean,
  ): number {
    const automaton = this.#automaton;
    let table = automaton.table;
    let s = START;
    let j = i + 1;
    let d = buffer[j] as number;
    while (d !== QUOTE && d !== BACKSLASH && d >= 0x20) {
      let t = table[(s << 8) | d] as number;
      if (t <= DEAD) {
        if (t !== DEAD) {
          t = automaton.step(s, d);
          table = automaton.table;
        }
        if (t === DEAD) {
          s = DEAD;
          break;
        }
      }
      s = t;
      d = buffer[++j] as number;
    }
    let escaped = d === BACKSLASH || d === 0x09;
    if (d !== QUOTE) {
      j = skipText(buffer, view, j, end);
      if (j < 0) {
        j = -j;
        escaped = true;
      }
      d = buffer[j] as number;
    }
    if (j >= end) return PAUSE;
    if (d !== QUOTE) return wrongAt(j);
    if (first) this.#data.beginRecord();
    if (escaped) this.#escaped(buffer, i + 1, j, node, s === DEAD);
    else this.#data.matched(node, buffer, i + 1, j, s === DEAD ? 0 : (automaton.acceptOf[s] as number));
    return j + 1;
  }

  #escaped(buffer: Uint8Array, start: number, end: number, node: PathNode, dead: boolean): void {
    const size = this.unescape(buffer, start, end);
    if (dead) this.#data.matched(node, this.#scratch, 0, size, 0);
    else this.#data.text(node, this.#scratch, 0, size);
  }

  /** A key with escapes. */
  key(buffer: Uint8Array, start: number, end: number, parent: PathNode, guess: number): PathNode {
    const size = this.unescape(buffer, start, end);
    return this.#data.tree.child(parent, this.#scratch, 0, size, guess);
  }

  unescape(buffer: Uint8Array, start: number, end: number): number {
    if (this.#scratch.length < end - start) this.#scratch = new Uint8Array((end - start) * 2);
    return unescapeJson(buffer, start, end, this.#scratch);
  }

  /** A number; in an array, all numbers that follow one another without blanks, of which the last is left to be counted. */
  numbers(
    buffer: Uint8Array,
    i: number,
    end: number,
    node: PathNode,
    depth: number,
    inArray: boolean,
  ): number {
    const column = node.column ?? this.#data.columnOf(node);
    const frames = this.#frames;
    const summed = inArray && frames.summed[depth] === 1;
    let from = i;
    for (;;) {
      let j = from + 1;
      let d = buffer[j] as number;
      while (d >= 0x30 && d <= 0x39) d = buffer[++j] as number;
      let integer = true;
      if (NUMERIC[d] === 1) {
        integer = false;
        while (NUMERIC[(d = buffer[++j] as number)] === 1);
      }
      // The comma before a number that is not whole yet stays, for the next round.
      if (j >= end) return from === i ? PAUSE : from - 1;
      if (from !== i) frames.lengths[depth] = (frames.lengths[depth] as number) + 1;
      if (depth < 0) this.#data.beginRecord();
      if (column.numberGap > 0 && !summed) column.countNumber();
      else if (!this.#number(buffer, from, j, node, integer, summed ? depth : -1)) return wrongAt(j);
      if (!inArray || d !== COMMA) return j;
      d = buffer[j + 1] as number;
      if (d !== MINUS && !(d >= 0x30 && d <= 0x39)) return j;
      from = j + 1;
    }
  }

  #number(
    buffer: Uint8Array,
    start: number,
    end: number,
    node: PathNode,
    integer: boolean,
    sumAt: number,
  ): boolean {
    const column = this.#data.columnOf(node);
    const number = readNumber(buffer, start, end);
    if (Number.isNaN(number)) {
      if (end - start <= 40) return false;
      column.countNumber();
      return true;
    }
    if (sumAt >= 0) this.#frames.sum(sumAt, number);
    if (column.numberGap > 0) column.countNumber();
    else this.#data.digits(node, number, integer, buffer, start, end);
    return true;
  }

  /** `true`, `false` or `null`. */
  word(buffer: Uint8Array, i: number, end: number, node: PathNode, first: boolean): number {
    const c = buffer[i] as number;
    let size = 4;
    if (c === 0x66) size = 5;
    const stop = Math.min(end, i + size);
    const letters = c === 0x74 ? TRUE : c === 0x66 ? FALSE : c === 0x6e ? NULL : NO_WORD;
    for (let k = i; k < stop; k++) if (buffer[k] !== letters[k - i]) return wrongAt(i);
    if (i + size > end) return PAUSE;
    if (first) this.#data.beginRecord();
    if (c === 0x6e) this.#data.nil(node);
    else this.#data.boolean(node);
    return i + size;
  }
}

const ascii = (word: string): Uint8Array => Uint8Array.from(word, (char) => char.charCodeAt(0));
const TRUE = ascii('true');
const FALSE = ascii('false');
const NULL = ascii('null');
const NO_WORD = new Uint8Array(0);
