import type { Dataset } from '../columns/dataset.ts';
import { COMMA_OR_END, JsonRun, VALUE, VALUE_OR_END } from './json-run.ts';
import { BACKSLASH, QUOTE } from './json-scan.ts';

/** Bytes taken over at a time: small enough to stay in the second-level cache. */
const SLICE = 256 * 1024;
/** A single text longer than this is looked at by its head and then passed over. */
const LONGEST_TOKEN = 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * Walks JSON texts, one after another: NDJSON, concatenated JSON, or the elements of one large array, in chunks cut
 * anywhere. One pass, no strings, no recursion; memory is bounded by the longest token (1 MB) and the nesting. A record that
 * is not JSON is counted and left at the next line.
 */
export class JsonWalk {
  readonly #data: Dataset;
  readonly #run: JsonRun;
  /** Carried bytes, the slice, and two quotes behind them that stop every inner loop, after a backslash too. */
  #buffer = new Uint8Array(SLICE + 64);
  #view = new DataView(this.#buffer.buffer);
  #held = 0;
  /** Passing over the rest of a line after an error. */
  #toNewline = false;
  /** Inside a text too long to hold: 1 plain, 2 after a backslash. */
  #long = 0;
  #passFrom = -1;

  constructor(data: Dataset) {
    this.#data = data;
    this.#run = new JsonRun(data);
  }

  feed(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const size = Math.min(SLICE, chunk.length - at);
      const need = this.#held + size + 64;
      if (this.#buffer.length < need) {
        const wider = new Uint8Array(need + SLICE);
        wider.set(this.#buffer.subarray(0, this.#held));
        this.#buffer = wider;
        this.#view = new DataView(wider.buffer);
      }
      this.#buffer.set(chunk.subarray(at, at + size), this.#held);
      this.#take(this.#held + size);
    }
  }

  /** The end of the input: a last number is taken, an unfinished record counted. */
  finish(): void {
    const run = this.#run;
    if (run.depth < 0 && this.#long === 0) this.feed(Uint8Array.of(NEWLINE));
    if (this.#held > 0 || run.depth >= 0 || this.#long !== 0) this.#data.skip('truncated record');
    this.#held = 0;
    this.#long = 0;
    run.reset();
    run.topArray = false;
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
        const rest = this.#run.run(buffer, this.#view, at, end);
        if (rest < 0) {
          at = -1 - rest;
          this.#fail(this.#run.failure, !this.#run.atLine);
        } else {
          at = rest;
          if (end - at <= LONGEST_TOKEN) break;
          if (buffer[at] === QUOTE && this.#run.expect <= VALUE_OR_END) {
            this.#startLong(at, end);
            continue;
          }
          this.#fail('value too long', true);
          at = end;
        }
      }
      if (at >= end) break;
    }
    if (at < end) buffer.copyWithin(0, at, end);
    this.#held = Math.max(0, end - at);
  }

  #fail(why: 'malformed record' | 'value too long' | 'nested too deeply', toNewline: boolean): void {
    this.#data.skip(why);
    this.#data.endRecord();
    this.#run.reset();
    this.#toNewline = toNewline;
  }

  #startLong(at: number, end: number): void {
    if (this.#run.depth < 0) this.#data.beginRecord();
    this.#data.matched(this.#run.node, this.#buffer, at + 1, Math.min(end, at + 65_537), 0);
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
        this.#run.expect = COMMA_OR_END;
        if (this.#run.depth < 0) {
          this.#data.endRecord();
          this.#run.expect = VALUE;
        }
        return at + 1;
      }
      at++;
    }
    return end;
  }
}
