import { Agreements } from './agreements.ts';
import type { Catalogue } from '../match/catalogue.ts';
import type { Column } from './column.ts';
import { parseDate, parsed } from './date-value.ts';

const MOST = 8;
const MOST_PAIRS = 4_096;
const LONGEST = 24;

/** How often a date in one column stood inside a number of another column of the same record. */
export interface Link {
  readonly date: number;
  readonly id: number;
  n: number;
  hits: number;
}

/**
 * Proof across fields: the birth date that a national number carries (`YYYYMMDD`, `YYMMDD`, `DDMMYY`, with the month or day
 * offsets that some countries use for century or sex) equals the date beside it. No list of countries is needed: chance
 * agreement is below one in ten thousand.
 */
export class Links {
  readonly pairs = new Map<number, Link>();
  readonly agreements: Agreements;
  readonly #dates = new Int32Array(MOST * 4);
  readonly #ids = new Uint8Array(MOST * LONGEST);
  readonly #idColumns = new Int32Array(MOST);
  readonly #idLengths = new Int32Array(MOST);
  #dateCount = 0;
  #idCount = 0;

  constructor(catalogue: Catalogue, hashKey: number) {
    this.agreements = new Agreements(catalogue, hashKey);
  }

  begin(weight = 1): void {
    this.#dateCount = 0;
    this.#idCount = 0;
    this.agreements.begin(weight);
  }

  note(column: Column, bytes: Uint8Array, start: number, end: number): void {
    this.agreements.note(column, bytes, start, end);
    const length = end - start;
    if (length < 8 || length > LONGEST) return;
    let digits = 0;
    for (let i = start; i < end; i++) if ((bytes[i] as number) >= 48 && (bytes[i] as number) <= 57) digits++;
    if (digits < 6) return;
    if (this.#dateCount < MOST && !Number.isNaN(parseDate(bytes, start, end)) && !parsed.time) {
      this.#dates.set([column.id, parsed.year, parsed.month, parsed.day], this.#dateCount * 4);
      this.#dateCount++;
      this.agreements.noteYear(column, parsed.year);
      return;
    }
    if (this.#idCount >= MOST || digits < 9) return;
    const at = this.#idCount * LONGEST;
    let size = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      if (byte >= 48 && byte <= 57) this.#ids[at + size++] = byte - 48;
    }
    this.#idLengths[this.#idCount] = size;
    this.#idColumns[this.#idCount] = column.id;
    this.#idCount++;
  }

  noteDate(column: Column, ms: number): void {
    if (this.#dateCount >= MOST || ms % 86_400_000 !== 0) return;
    const date = new Date(ms);
    if (Number.isNaN(date.getTime())) return;
    this.#dates.set(
      [column.id, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()],
      this.#dateCount * 4,
    );
    this.#dateCount++;
    this.agreements.noteYear(column, date.getUTCFullYear());
  }

  /** Adds what was counted elsewhere. */
  add(date: number, id: number, n: number, hits: number): void {
    const key = date * 1_048_576 + id;
    const link = this.pairs.get(key);
    if (link !== undefined) {
      link.n += n;
      link.hits += hits;
    } else if (this.pairs.size < MOST_PAIRS) this.pairs.set(key, { date, id, n, hits });
  }

  end(): void {
    this.agreements.end();
    for (let d = 0; d < this.#dateCount; d++) {
      const [date, year, month, day] = this.#dates.subarray(d * 4, d * 4 + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      for (let i = 0; i < this.#idCount; i++) {
        const id = this.#idColumns[i] as number;
        const key = date * 1_048_576 + id;
        let link = this.pairs.get(key);
        if (link === undefined) {
          if (this.pairs.size >= MOST_PAIRS) return;
          link = { date, id, n: 0, hits: 0 };
          this.pairs.set(key, link);
        }
        link.n++;
        if (this.#inside(i, year, month, day)) link.hits++;
      }
    }
  }

  #inside(id: number, year: number, month: number, day: number): boolean {
    const length = this.#idLengths[id] as number;
    const from = id * LONGEST;
    for (let at = from; at + 6 <= from + length; at++) {
      if (
        at + 8 <= from + length &&
        this.#pair(at) * 100 + this.#pair(at + 2) === year &&
        this.#pair(at + 4) === month &&
        this.#pair(at + 6) === day
      )
        return true;
      const yy = year % 100;
      const [a, b, c] = [this.#pair(at), this.#pair(at + 2), this.#pair(at + 4)];
      if (a === yy && b % 20 === month && b <= 92 && (c === day || c === day + 40)) return true;
      if (c === yy && b % 40 === month && (a === day || a === day + 40)) return true;
    }
    return false;
  }

  #pair(at: number): number {
    return (this.#ids[at] as number) * 10 + (this.#ids[at + 1] as number);
  }
}
