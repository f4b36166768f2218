import { DEAD, START } from './automaton.ts';
import { readNumber } from './read-number.ts';
import type { Dataset } from './dataset.ts';
import { unescapeJson } from './json-escape.ts';
import { JsonFrames } from './json-frames.ts';
import { BACKSLASH, QUOTE, skipText } from './json-scan.ts';
import type { PathNode } from './paths.ts';

/** Bytes taken over at a time: small enough to stay in the second-level cache. */
const SLICE = 256 * 1024;
/** A single text longer than this is looked at by its head and then passed over. */
const LONGEST_TOKEN = 1024 * 1024;

const VALUE = 0;
const VALUE_OR_END = 1;
const KEY_OR_END = 2;
const KEY = 3;
const COLON = 4;
const COMMA_OR_END = 5;

const NEWLINE = 0x0a;

const NUMERIC = new Uint8Array(256);
for (const char of '0123456789+-.eE') NUMERIC[char.charCodeAt(0)] = 1;

/**
 * Walks JSON texts, one after another: NDJSON, concatenated JSON, or the elements of one large array, in chunks cut
 * anywhere. One pass, no strings, no recursion; memory is bounded by the longest token (1 MB) and the nesting. A record that
 * is not JSON is counted and left at the next line.
 */
export class JsonWalk {
  readonly #data: Dataset;
  /** Carried bytes, the slice, and two quotes behind them that stop every inner loop, after a backslash too. */
  #buffer = new Uint8Array(SLICE + 64);
  #held = 0;
  #expect = VALUE;
  #depth = -1;
  #topArray = false;
  /** Passing over the rest of a line after an error. */
  #toNewline = false;
  /** Inside a text too long to hold: 1 plain, 2 after a backslash. */
  #long = 0;
  #passFrom = -1;
  #value: PathNode;
  readonly #frames: JsonFrames;
  #scratch = new Uint8Array(1024);

  constructor(data: Dataset) {
    this.#data = data;
    this.#frames = new JsonFrames(data);
    this.#value = data.root;
  }

  feed(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const size = Math.min(SLICE, chunk.length - at);
      const need = this.#held + size + 64;
      if (this.#buffer.length < need) {
        const wider = new Uint8Array(need + SLICE);
        wider.set(this.#buffer.subarray(0, this.#held));
        this.#buffer = wider;
      }
      this.#buffer.set(chunk.subarray(at, at + size), this.#held);
      this.#take(this.#held + size);
    }
  }

  /** The end of the input: a last number is taken, an unfinished record counted. */
  finish(): void {
    if (this.#depth < 0 && this.#long === 0) this.feed(Uint8Array.of(NEWLINE));
    if (this.#held > 0 || this.#depth >= 0 || this.#long !== 0) this.#data.skip('truncated record');
    this.#held = 0;
    this.#long = 0;
    this.#reset();
    this.#topArray = false;
  }

  #take(end: number): void {
    const buffer = this.#buffer;
    buffer[end] = QUOTE;
    buffer[end + 1] = QUOTE;
    let at = 0;
    for (;;) {
      if (this.#long !== 0) at = this.#passLong(at, end);
      else if (this.#toNewline) {
        const newline = buffer.indexOf(NEWLINE, at);
        if (newline < 0 || newline >= end) at = end;
        else {
          at = newline + 1;
          this.#toNewline = false;
        }
      } else {
        const rest = this.#run(at, end);
        if (rest >= 0) {
          at = rest;
          if (end - at > LONGEST_TOKEN) {
            if (buffer[at] === QUOTE && this.#expect <= VALUE_OR_END) {
              this.#startLong(at, end);
              continue;
            }
            this.#fail('value too long');
            at = end;
          }
          break;
        }
        at = -rest - 1;
      }
      if (at >= end) break;
    }
    if (at < end) buffer.copyWithin(0, at, end);
    this.#held = Math.max(0, end - at);
  }

  #reset(): void {
    this.#depth = -1;
    this.#frames.nodes.length = 0;
    this.#expect = VALUE;
  }

  #fail(why: 'malformed record' | 'value too long' | 'nested too deeply'): void {
    this.#data.skip(why);
    this.#data.endRecord();
    this.#reset();
    this.#toNewline = true;
  }

  #startLong(at: number, end: number): void {
    const data = this.#data;
    if (this.#depth < 0) data.beginRecord();
    const node =
      this.#depth >= 0 && this.#frames.isArray[this.#depth] === 1
        ? data.element(this.#frames.nodes[this.#depth] as PathNode)
        : this.#value;
    data.matched(node, this.#buffer, at + 1, Math.min(end, at + 65_537), 0);
    this.#long = 1;
    this.#passFrom = at + 1;
  }

  #passLong(from: number, end: number): number {
    const buffer = this.#buffer;
    let at = this.#passFrom >= 0 ? this.#passFrom : from;
    this.#passFrom = -1;
    while (at < end) {
      if (this.#long === 2) {
        this.#long = 1;
        at++;
        continue;
      }
      const c = buffer[at] as number;
      if (c === BACKSLASH) this.#long = 2;
      else if (c === QUOTE) {
        this.#long = 0;
        this.#expect = COMMA_OR_END;
        if (this.#depth < 0) {
          this.#data.endRecord();
          this.#expect = VALUE;
        }
        return at + 1;
      }
      at++;
    }
    return end;
  }

  /** What the next call of `#run` needs. */
  #keep(expect: number, depth: number, guess: number, value: PathNode): void {
    this.#expect = expect;
    this.#depth = depth;
    if (depth >= 0) this.#frames.guesses[depth] = guess;
    this.#value = value;
  }

  /**
   * Walks from `from` to `end`. Gives the position of the first byte that must be kept for the next chunk, or, after an error,
   * `-1 - position` of where to go on. The frame in use lives in locals: this is where the time goes.
   */
  #run(from: number, end: number): number {
    const data = this.#data;
    const tree = data.tree;
    const automaton = data.automaton;
    const buffer = this.#buffer;
    const frames = this.#frames;
    let i = from;
    let expect = this.#expect;
    let lastNewline = -1;
    let depth = this.#depth;
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
        } else if (c === (inArray ? 0x5d : 0x7d)) closed = true;
        else return this.#wrong(i, lastNewline, depth);
      }
      if (expect === KEY || expect === KEY_OR_END) {
        if (c === QUOTE) {
          const likely = top.children[guess];
          let j = i + 1;
          let child: PathNode | undefined;
          if (likely !== undefined) {
            const key = likely.key;
            const length = key.length;
            let k = 0;
            while (k < length && key[k] === buffer[j + k]) k++;
            if (k === length && buffer[j + k] === QUOTE && j + k < end) {
              likely.count++;
              child = likely;
              j += k;
            }
          }
          if (child === undefined) {
            let d = buffer[j] as number;
            let escaped = false;
            while (d !== QUOTE && d >= 0x20) {
              if (d === BACKSLASH) {
                escaped = true;
                j++;
              }
              d = buffer[++j] as number;
            }
            if (j >= end) {
              this.#keep(expect, depth, guess, value);
              return i;
            }
            if (d !== QUOTE) return this.#wrong(j, lastNewline, depth);
            if (escaped) {
              const size = this.#unescape(i + 1, j);
              child = tree.child(top, this.#scratch, 0, size, guess);
            } else child = tree.find(top, buffer, i + 1, j);
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
        } else if (c === 0x7d && expect === KEY_OR_END) closed = true;
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
          if (c === 0x5d) {
            if (expect !== VALUE_OR_END) return this.#wrong(i, lastNewline, depth);
            closed = true;
          } else node = top.element ?? data.element(top);
        } else if (depth < 0) {
          node = data.root;
          value = node;
          if (this.#topArray && (c === 0x2c || c === 0x5d)) {
            if (c === 0x5d) this.#topArray = false;
            i++;
            continue;
          }
          if (c === 0x5b && !this.#topArray) {
            let j = i + 1;
            while ((buffer[j] as number) <= 0x20 && j < end) j++;
            if (j >= end) {
              this.#keep(expect, depth, guess, value);
              return i;
            }
            if (buffer[j] === 0x7b) {
              this.#topArray = true;
              i = j;
              continue;
            }
          }
          if (c === 0xef && buffer[i + 1] === 0xbb && buffer[i + 2] === 0xbf && i + 2 < end) {
            i += 3;
            continue;
          }
          if (c === 0x1e) {
            i++;
            continue;
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

      if (c === QUOTE) {
        const column = node.column;
        if (column !== undefined && column.textGap > 0) {
          let j = skipText(buffer, i + 1);
          if (j < 0) j = -j;
          if (j >= end) {
            this.#keep(expect, depth, guess, value);
            return i;
          }
          if (buffer[j] !== QUOTE) return this.#wrong(j, lastNewline, depth);
          if (depth < 0) data.beginRecord();
          if (j === i + 1) column.nil();
          else column.countText();
          i = j + 1;
        } else {
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
          const open = s;
          if (d !== QUOTE) {
            j = skipText(buffer, j);
            if (j < 0) {
              j = -j;
              escaped = true;
            }
            d = buffer[j] as number;
          }
          if (j >= end) {
            this.#keep(expect, depth, guess, value);
            return i;
          }
          if (d !== QUOTE) return this.#wrong(j, lastNewline, depth);
          if (depth < 0) data.beginRecord();
          if (!escaped)
            data.matched(node, buffer, i + 1, j, open === DEAD ? 0 : (automaton.acceptOf[open] as number));
          else {
            const size = this.#unescape(i + 1, j);
            if (open === DEAD) data.matched(node, this.#scratch, 0, size, 0);
            else data.text(node, this.#scratch, 0, size);
          }
          i = j + 1;
        }
      } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
        let j = i + 1;
        let d = buffer[j] as number;
        while (d >= 0x30 && d <= 0x39) d = buffer[++j] as number;
        let integer = true;
        if (NUMERIC[d] === 1) {
          integer = false;
          while (NUMERIC[buffer[++j] as number] === 1);
        }
        if (j >= end) {
          this.#keep(expect, depth, guess, value);
          return i;
        }
        if (depth < 0) data.beginRecord();
        const column = node.column ?? data.columnOf(node);
        if (column.numberGap > 0 && !(inArray && frames.summed[depth] === 1)) column.countNumber();
        else {
          const number = readNumber(buffer, i, j);
          if (Number.isNaN(number)) {
            if (j - i <= 40) return this.#wrong(j, lastNewline, depth);
            column.countNumber();
          } else {
            if (inArray && frames.summed[depth] === 1) frames.sum(depth, number);
            if (column.numberGap > 0) column.countNumber();
            else data.digits(node, number, integer, buffer, i, j);
          }
        }
        i = j;
      } else if (c === 0x7b || c === 0x5b) {
        const array = c === 0x5b;
        if (depth < 0) data.beginRecord();
        else {
          frames.guesses[depth] = guess;
          if (inArray) frames.lengths[depth] = (frames.lengths[depth] as number) + 1;
        }
        if (!frames.open(++depth, node, array)) {
          this.#fail('nested too deeply');
          return -1 - i;
        }
        top = node;
        inArray = array;
        guess = 0;
        expect = array ? VALUE_OR_END : KEY_OR_END;
        i++;
        continue;
      } else {
        const word = c === 0x74 ? 'true' : c === 0x66 ? 'false' : c === 0x6e ? 'null' : '';
        if (word === '') return this.#wrong(i, lastNewline, depth);
        for (let k = 1; k < word.length && i + k < end; k++)
          if (buffer[i + k] !== word.charCodeAt(k)) return this.#wrong(i, lastNewline, depth);
        if (i + word.length > end) {
          this.#keep(expect, depth, guess, value);
          return i;
        }
        if (depth < 0) data.beginRecord();
        if (c === 0x6e) data.nil(node);
        else data.boolean(node);
        i += word.length;
      }
      if (inArray) frames.lengths[depth] = (frames.lengths[depth] as number) + 1;
      if (depth < 0) {
        data.endRecord();
        expect = VALUE;
      } else expect = COMMA_OR_END;
    }
  }

  /** An error at `at`: go on behind the last line break inside the record, or pass over the rest of the line. */
  #wrong(at: number, lastNewline: number, depth: number): number {
    const inRecord = depth >= 0 && lastNewline >= 0;
    this.#fail('malformed record');
    if (inRecord) {
      this.#toNewline = false;
      return -1 - (lastNewline + 1);
    }
    return -1 - at;
  }

  #unescape(start: number, end: number): number {
    if (this.#scratch.length < end - start) this.#scratch = new Uint8Array((end - start) * 2);
    return unescapeJson(this.#buffer, start, end, this.#scratch);
  }
}
