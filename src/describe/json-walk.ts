import { DEAD, START } from './automaton.ts';
import { readNumber } from './column.ts';
import type { Dataset } from './dataset.ts';
import { unescapeJson } from './json-escape.ts';
import type { PathNode } from './paths.ts';

/** Bytes taken over at a time: small enough to stay in the second-level cache. */
const SLICE = 256 * 1024;
/** A single text longer than this is looked at by its head and then passed over. */
const LONGEST_TOKEN = 1024 * 1024;
/** Frames kept; a record that nests deeper is given up. */
const MOST_FRAMES = 10_000;

const VALUE = 0;
const VALUE_OR_END = 1;
const KEY_OR_END = 2;
const KEY = 3;
const COLON = 4;
const COMMA_OR_END = 5;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
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
  #value: PathNode;
  #isArray = new Uint8Array(64);
  #nodes: PathNode[] = [];
  #guesses = new Int32Array(64);
  #summed = new Uint8Array(64);
  #numbers = new Float64Array(64 * 5);
  #scratch = new Uint8Array(1024);

  constructor(data: Dataset) {
    this.#data = data;
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
    this.#nodes.length = 0;
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
      this.#depth >= 0 && this.#isArray[this.#depth] === 1
        ? data.element(this.#nodes[this.#depth] as PathNode)
        : this.#value;
    data.matched(node, this.#buffer, at + 1, Math.min(end, at + 65_537), 0);
    this.#long = 1;
    this.#passFrom = at + 1;
  }

  #passFrom = -1;

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

  #push(node: PathNode, array: number): boolean {
    const depth = ++this.#depth;
    if (depth >= MOST_FRAMES) return false;
    if (depth >= this.#isArray.length) {
      const size = this.#isArray.length * 2;
      this.#isArray = grown(this.#isArray, new Uint8Array(size));
      this.#guesses = grown(this.#guesses, new Int32Array(size));
      this.#summed = grown(this.#summed, new Uint8Array(size));
      this.#numbers = grown(this.#numbers, new Float64Array(size * 5));
    }
    this.#isArray[depth] = array;
    this.#guesses[depth] = 0;
    this.#nodes[depth] = node;
    if (array === 1) {
      this.#summed[depth] = this.#data.wantsArray(node) ? 1 : 0;
      this.#numbers.fill(0, depth * 5, depth * 5 + 5);
      this.#numbers[depth * 5 + 1] = Number.NaN;
      this.#numbers[depth * 5 + 2] = Number.NaN;
      this.#lengths[depth] = 0;
      this.#numeric[depth] = 0;
    } else node.objects++;
    return true;
  }

  readonly #lengths: number[] = [];
  readonly #numeric: number[] = [];

  #sum(value: number): void {
    const depth = this.#depth;
    const at = depth * 5;
    const numbers = this.#numbers;
    const count = (this.#numeric[depth] as number) + 1;
    this.#numeric[depth] = count;
    if (count <= 2) numbers[at + count] = value;
    numbers[at] = (numbers[at] as number) + value * value;
    if (value >= -8 && value <= 8) numbers[at + 3] = (numbers[at + 3] as number) + 1;
    if (value < 0) numbers[at + 4] = (numbers[at + 4] as number) + 1;
  }

  #endArray(): void {
    const depth = this.#depth;
    const node = this.#nodes[depth] as PathNode;
    const length = this.#lengths[depth] as number;
    if (this.#summed[depth] === 0) {
      this.#data.array(node, length);
      return;
    }
    const at = depth * 5;
    const numbers = this.#numbers;
    this.#data.array(node, length, {
      numbers: this.#numeric[depth] as number,
      first: numbers[at + 1] as number,
      second: numbers[at + 2] as number,
      sumOfSquares: numbers[at] as number,
      small: numbers[at + 3] as number,
      negative: numbers[at + 4] as number,
    });
  }

  /**
   * Walks from `at` to `end`. Gives the position of the first byte that must be kept for the next chunk, or, after an error,
   * `-1 - position` of where to go on.
   */
  #run(from: number, end: number): number {
    const data = this.#data;
    const tree = data.tree;
    const automaton = data.automaton;
    const buffer = this.#buffer;
    let i = from;
    let expect = this.#expect;
    let lastNewline = -1;

    for (;;) {
      let c = buffer[i] as number;
      while (c <= 0x20 && i < end) {
        if (c === NEWLINE) lastNewline = i;
        c = buffer[++i] as number;
      }
      if (i >= end) {
        this.#expect = expect;
        return end;
      }
      if (expect === COMMA_OR_END) {
        const array = this.#isArray[this.#depth] as number;
        if (c === 0x2c) {
          i++;
          expect = array === 1 ? VALUE : KEY;
          continue;
        }
        if (c === (array === 1 ? 0x5d : 0x7d)) {
          i++;
          if (array === 1) this.#endArray();
          if (--this.#depth < 0) {
            data.endRecord();
            expect = VALUE;
            lastNewline = -1;
          }
          continue;
        }
      } else if (expect === KEY || expect === KEY_OR_END) {
        if (c === QUOTE) {
          const depth = this.#depth;
          const node = this.#nodes[depth] as PathNode;
          const guess = this.#guesses[depth] as number;
          const likely = node.children[guess];
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
              this.#expect = expect;
              return i;
            }
            if (d !== QUOTE) return this.#wrong(j, lastNewline);
            if (escaped) {
              const size = this.#unescape(i + 1, j);
              child = tree.child(node, this.#scratch, 0, size, guess);
            } else child = tree.find(node, buffer, i + 1, j);
          }
          this.#guesses[depth] = child.index + 1;
          this.#value = child;
          i = j + 1;
          if (buffer[i] === 0x3a && i < end) {
            i++;
            expect = VALUE;
          } else expect = COLON;
          continue;
        }
        if (c === 0x7d && expect === KEY_OR_END) {
          i++;
          expect = COMMA_OR_END;
          if (--this.#depth < 0) {
            data.endRecord();
            expect = VALUE;
          }
          continue;
        }
      } else if (expect === COLON) {
        if (c === 0x3a) {
          i++;
          expect = VALUE;
          continue;
        }
      } else {
        const depth = this.#depth;
        let node = this.#value;
        const inArray = depth >= 0 && this.#isArray[depth] === 1;
        if (inArray) {
          if (c === 0x5d) {
            if (expect !== VALUE_OR_END) return this.#wrong(i, lastNewline);
            i++;
            this.#endArray();
            expect = COMMA_OR_END;
            if (--this.#depth < 0) {
              data.endRecord();
              expect = VALUE;
            }
            continue;
          }
          node = data.element(this.#nodes[depth] as PathNode);
        } else if (depth < 0) {
          node = data.root;
          this.#value = node;
          if (this.#topArray && (c === 0x2c || c === 0x5d)) {
            if (c === 0x5d) this.#topArray = false;
            i++;
            continue;
          }
          if (c === 0x5b && !this.#topArray) {
            let j = i + 1;
            while ((buffer[j] as number) <= 0x20 && j < end) j++;
            if (j >= end) {
              this.#expect = expect;
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

        if (c === QUOTE && node.column !== undefined && !node.column.wantsText) {
          let j = skipText(buffer, i + 1);
          if (j < 0) j = -j;
          if (j >= end) {
            this.#expect = expect;
            return i;
          }
          if (buffer[j] !== QUOTE) return this.#wrong(j, lastNewline);
          if (depth < 0) data.beginRecord();
          data.counted(node, j - i - 1);
          i = j + 1;
        } else if (c === QUOTE) {
          let table = automaton.table;
          let s = START;
          let j = i + 1;
          let d = buffer[j] as number;
          while (d !== QUOTE && d !== BACKSLASH && d >= 0x20) {
            let t = table[(s << 8) | d] as number;
            if (t <= DEAD) {
              if (t === DEAD) {
                s = DEAD;
                break;
              }
              t = automaton.step(s, d);
              table = automaton.table;
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
            this.#expect = expect;
            return i;
          }
          if (d !== QUOTE) return this.#wrong(j, lastNewline);
          if (depth < 0) data.beginRecord();
          if (!escaped)
            data.matched(node, buffer, i + 1, j, open === DEAD ? 0 : (automaton.acceptOf[open] as number));
          else {
            const size = this.#unescape(i + 1, j);
            if (open === DEAD) data.matched(node, this.#scratch, 0, size, 0);
            else data.text(node, this.#scratch, 0, size);
          }
          i = j + 1;
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
            this.#expect = expect;
            return i;
          }
          if (depth < 0) data.beginRecord();
          const summed = inArray && this.#summed[depth] === 1;
          const column = data.columnOf(node);
          if (summed || column.wantsNumber) {
            const value = readNumber(buffer, i, j);
            if (Number.isNaN(value)) {
              if (j - i <= 40) return this.#wrong(j, lastNewline);
              column.countNumber();
            } else {
              if (summed) this.#sum(value);
              if (column.wantsNumber) data.digits(node, value, integer, buffer, i, j);
              else column.countNumber();
            }
          } else column.countNumber();
          i = j;
        } else if (c === 0x7b || c === 0x5b) {
          if (depth < 0) data.beginRecord();
          if (inArray) this.#lengths[depth] = (this.#lengths[depth] as number) + 1;
          if (!this.#push(node, c === 0x5b ? 1 : 0)) {
            this.#fail('nested too deeply');
            return -1 - i;
          }
          expect = c === 0x5b ? VALUE_OR_END : KEY_OR_END;
          i++;
          continue;
        } else {
          const word = c === 0x74 ? 'true' : c === 0x66 ? 'false' : c === 0x6e ? 'null' : '';
          if (word === '') return this.#wrong(i, lastNewline);
          if (i + word.length > end) {
            for (let k = 0; i + k < end; k++)
              if (buffer[i + k] !== word.charCodeAt(k)) return this.#wrong(i, lastNewline);
            this.#expect = expect;
            return i;
          }
          for (let k = 1; k < word.length; k++)
            if (buffer[i + k] !== word.charCodeAt(k)) return this.#wrong(i, lastNewline);
          if (depth < 0) data.beginRecord();
          if (word === 'null') data.nil(node);
          else data.boolean(node);
          i += word.length;
        }
        if (inArray) this.#lengths[depth] = (this.#lengths[depth] as number) + 1;
        if (depth < 0) {
          data.endRecord();
          expect = VALUE;
        } else expect = COMMA_OR_END;
        continue;
      }
      return this.#wrong(i, lastNewline);
    }
  }

  /** An error at `at`: go on behind the last line break inside the record, or pass over the rest of the line. */
  #wrong(at: number, lastNewline: number): number {
    const inRecord = this.#depth >= 0 && lastNewline >= 0;
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

/** From inside a text to its closing quote (or a control character); negative where a backslash was passed. */
function skipText(buffer: Uint8Array, from: number): number {
  let j = from;
  let escaped = false;
  let budget = 64;
  for (;;) {
    const d = buffer[j] as number;
    if (d === QUOTE || (d < 0x20 && d !== 0x09)) return escaped ? -j : j;
    if (d === BACKSLASH) {
      escaped = true;
      j += 2;
    } else j++;
    if (--budget === 0 && !escaped) {
      const quote = buffer.indexOf(QUOTE, j);
      if (buffer[quote - 1] !== BACKSLASH && quote - j > 256) {
        const backslash = buffer.subarray(j, quote).indexOf(BACKSLASH);
        if (backslash < 0) return quote;
        j += backslash;
      }
    }
  }
}

function grown<T extends Uint8Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
