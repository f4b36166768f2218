import { type Catalogue, codeType, isWordCode } from '../match/catalogue.ts';
import type { Column } from './column.ts';
import { INSIDE, type Inside, regionOf, sexOf } from './inside-numbers.ts';
import { keyedHash } from './sketch.ts';

/** What two fields may agree in. `year`: a year of birth here, an age there. */
export const ASPECTS = ['sex', 'region', 'year'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** How often a code in one column went with what another column of the same record states. */
export interface Tally {
  readonly from: number;
  readonly with: number;
  /** Index of the type that the code was read by; the number of types for a plain date. */
  readonly type: number;
  readonly aspect: Aspect;
  n: number;
  hits: number;
  /** As `n` and `hits`, one record apart: how often they agree by chance, in just this data. */
  apart: number;
  chance: number;
  /** How often the commonest code of all is right without looking at the other field. */
  plain: number;
  /** Different labels that were met. */
  labels: number;
}

/** Years of birth that the numbers of one column carry, if they are of one type. */
export interface Births {
  readonly type: number;
  readonly column: number;
  /** How many numbers of the column those with this year stand for. */
  readonly years: Map<number, number>;
  /** Sum of the squares of what each stands for. */
  squares: number;
}

/** What a column may be: a field of few labels, a number with codes in it, both or neither. */
interface Role {
  /** Values since the last one with a code in it. */
  n: number;
  /** Values that were taken for labels. */
  met: number;
  labels: boolean;
  codes: boolean;
  readonly seen: Set<number>;
}

/** The majority by the vote of Boyer and Moore: a code, and how far it is ahead. */
interface Usual {
  code: number;
  ahead: number;
}

interface Learning extends Tally {
  /** By label the code that most of its records had: what the next one is expected to have. */
  readonly usual: Map<number, Usual>;
  readonly overall: Usual;
  previous: number;
  previousStated: number;
}

const MOST_CODES = 8;
const MOST_LABELS = 24;
const MOST_PAIRS = 512;
const KINDS_OF_LABEL = 256;
const LONGEST = 40;
/** So many records tell enough: the first of those that are watched, and as many again of those that are strewn over the rest. */
const FIRST = 300;
const STREWN_FROM = 1_000;
const STREWN_TO = 1_300;
/** A column is given up after so many values without a code, and as a field of labels after so many that hardly repeat. */
const PATIENCE = 32;

/**
 * Proof across fields, without any list of places or words: a field that states something (a sex, a province, a town) has few
 * values, and the code inside a number must be the same whenever the same value stands beside it. So the usual code of a
 * label foretells the next; how often that is right is counted, and how often it would be by chance. Of values only
 * small codes and keyed hashes of labels are held, of what was learned only counts.
 */
export class Agreements {
  readonly tallies = new Map<number, Learning>();
  /** By type and column: how many numbers carry which year of birth. */
  readonly births = new Map<number, Births>();
  /** Records of three values or more that were compared with each other, and how many of them were there before. */
  rows = 0;
  rowsAgain = 0;
  readonly #catalogue: Catalogue;
  readonly #inside: readonly (Inside | undefined)[];
  readonly #hashKey: number;
  readonly #text = new Uint8Array(LONGEST);
  /** By column. */
  readonly #roles: Role[] = [];
  #records = 0;
  #weight = 1;
  /** Columns whose numbers carry years of birth. */
  readonly #bearers = new Set<number>();
  readonly #rowsSeen = new Set<number>();
  #row = 0;
  #values = 0;
  #active = false;
  #codes: { column: number; type: number; aspect: number; code: number }[] = [];
  #labels: { column: number; label: number; age: number }[] = [];

  constructor(catalogue: Catalogue, hashKey: number) {
    this.#catalogue = catalogue;
    this.#inside = catalogue.types.map((type) => INSIDE[type.id]);
    this.#hashKey = hashKey;
  }

  /** The next record, which stands for `weight` records. */
  begin(weight: number): void {
    const at = ++this.#records;
    this.#weight = weight;
    this.#active = at <= FIRST || (at > STREWN_FROM && at <= STREWN_TO && this.tallies.size > 0);
    this.#codes.length = 0;
    this.#labels.length = 0;
    this.#row = 0;
    this.#values = 0;
  }

  /** A value of the record, as it stands. */
  note(column: Column, bytes: Uint8Array, start: number, end: number): void {
    if (!this.#active) {
      // Years of birth are counted to the end: files are sorted by them.
      if (this.#bearers.has(column.id) && end - start <= LONGEST) this.#noteCodes(column, bytes, start, end);
      return;
    }
    const role = (this.#roles[column.id] ??= { n: 0, met: 0, labels: true, codes: true, seen: new Set() });
    role.n++;
    this.#values++;
    this.#row = Math.imul(this.#row ^ keyedHash(this.#hashKey ^ column.id, bytes, start, end), 0x9e3779b1);
    if (role.labels) this.#noteLabel(column.id, role, bytes, start, end);
    const size = end - start;
    if (!role.codes || size > LONGEST || size < 4 || this.#codes.length >= MOST_CODES) return;
    const before = this.#codes.length;
    this.#noteCodes(column, bytes, start, end);
    if (this.#codes.length > before) role.n = 0;
    else if (role.n > PATIENCE) role.codes = false;
  }

  #noteCodes(column: Column, bytes: Uint8Array, start: number, end: number): void {
    const { automaton, types } = this.#catalogue;
    const set = automaton.match(bytes, start, end);
    if (set === 0) return;
    let length = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      if ((byte >= 48 && byte <= 57) || byte >= 0x80) this.#text[length++] = byte;
      else if ((byte | 32) >= 97 && (byte | 32) <= 122) this.#text[length++] = byte & 0xdf;
    }
    for (const code of automaton.sets[set] ?? []) {
      const index = codeType(code);
      const inside = this.#inside[index];
      if (inside === undefined || isWordCode(code) || this.#codes.length >= MOST_CODES) continue;
      if (types[index]?.holds?.(bytes, start, end) === false) continue;
      if (inside.sex !== undefined) this.#put(column.id, index, 0, sexOf(inside.sex, this.#text, length));
      if (inside.region !== undefined)
        this.#put(column.id, index, 1, regionOf(inside.region, this.#text, length));
      const year = inside.year?.(this.#text, length) ?? 0;
      if (year > 1880 && year < 2100) {
        this.#put(column.id, index, 2, year);
        const stands = this.#weight * column.stands;
        this.addBirths(index, column.id, year, stands);
        this.addSquares(index, column.id, stands * stands);
      }
    }
  }

  addBirths(type: number, column: number, year: number, count: number): void {
    const key = type * 131_072 + column;
    let births = this.births.get(key);
    if (births === undefined) {
      births = { type, column, years: new Map(), squares: 0 };
      this.births.set(key, births);
      this.#bearers.add(column);
    }
    births.years.set(year, (births.years.get(year) ?? 0) + count);
  }

  addSquares(type: number, column: number, squares: number): void {
    const births = this.births.get(type * 131_072 + column);
    if (births !== undefined) births.squares += squares;
  }

  /** A date of the record, which may be a birth date. */
  noteYear(column: Column, year: number): void {
    if (this.#active) this.#put(column.id, this.#catalogue.types.length, 2, year);
  }

  #put(column: number, type: number, aspect: number, code: number): void {
    if (code >= 0 && this.#codes.length < MOST_CODES) this.#codes.push({ column, type, aspect, code });
  }

  #noteLabel(column: number, role: Role, bytes: Uint8Array, start: number, end: number): void {
    if (this.#labels.length >= MOST_LABELS) return;
    // A long text in letters of its own is an address: its first two signs name the province.
    const long = end - start > 24;
    if (long && (bytes[start] as number) < 0xe3) return;
    const label = keyedHash(this.#hashKey, bytes, start, long ? start + 6 : end);
    role.seen.add(label);
    role.met++;
    if (role.seen.size >= KINDS_OF_LABEL || (role.met >= PATIENCE && role.seen.size > role.met * 0.8)) {
      role.labels = false;
      role.seen.clear();
      return;
    }
    let age = end - start <= 3 && end > start ? 0 : -1;
    for (let i = start; age >= 0 && i < end; i++) {
      const value = (bytes[i] as number) - 48;
      age = value >= 0 && value <= 9 ? age * 10 + value : -1;
    }
    this.#labels.push({ column, label, age: age <= 120 ? age : -1 });
  }

  /** The end of the record: every code is held against every label of the other columns. */
  end(): void {
    if (!this.#active) return;
    if (this.#values >= 3) {
      this.rows++;
      if (this.#rowsSeen.has(this.#row)) this.rowsAgain++;
      else this.#rowsSeen.add(this.#row);
    }
    for (const code of this.#codes)
      for (const stated of this.#labels) {
        if (stated.column === code.column) continue;
        if (code.aspect === 2) {
          if (stated.age >= 0) this.#sum(this.#tally(code, stated.column), code.code, stated.age);
        } else this.#foretell(this.#tally(code, stated.column), code.code, stated.label);
      }
  }

  #tally(code: { column: number; type: number; aspect: number }, other: number): Learning | undefined {
    const key = keyOf(code.type, code.aspect, code.column, other);
    let known = this.tallies.get(key);
    if (known === undefined) {
      if (this.tallies.size >= MOST_PAIRS || code.column >= 131_072 || other >= 131_072) return undefined;
      known = {
        from: code.column,
        with: other,
        type: code.type,
        aspect: ASPECTS[code.aspect] as Aspect,
        n: 0,
        hits: 0,
        apart: 0,
        chance: 0,
        plain: 0,
        labels: 0,
        usual: new Map(),
        overall: { code: -1, ahead: 0 },
        previous: -1,
        previousStated: -1,
      };
      this.tallies.set(key, known);
    }
    return known;
  }

  /** The code must be the one that came with this label before. */
  #foretell(tally: Learning | undefined, code: number, label: number): void {
    if (tally === undefined) return;
    const known = tally.usual.get(label);
    if (known !== undefined) {
      tally.n++;
      if (known.code === code) tally.hits++;
      vote(known, code);
    } else if (tally.usual.size < KINDS_OF_LABEL) {
      tally.labels++;
      tally.usual.set(label, { code, ahead: 1 });
    }
    if (tally.previous >= 0) {
      tally.apart++;
      if (tally.previous === code) tally.chance++;
      if (tally.overall.code === code) tally.plain++;
    }
    vote(tally.overall, code);
    tally.previous = code;
  }

  /** A year of birth and an age add up to the year in which the age was written down: the same in all records, or nearly. */
  #sum(tally: Learning | undefined, year: number, age: number): void {
    if (tally === undefined) return;
    if (tally.previous >= 0) {
      const before = tally.previous + tally.previousStated;
      tally.n++;
      tally.apart++;
      if (Math.abs(year + age - before) <= 1) tally.hits++;
      if (Math.abs(year + tally.previousStated - before) <= 1) tally.chance++;
    }
    tally.previous = year;
    tally.previousStated = age;
  }

  /** Adds what was counted elsewhere. */
  add(other: Tally): void {
    const key = keyOf(other.type, ASPECTS.indexOf(other.aspect), other.from, other.with);
    const known = this.tallies.get(key);
    if (known === undefined) {
      const tally: Learning = {
        ...other,
        usual: new Map(),
        overall: { code: -1, ahead: 0 },
        previous: -1,
        previousStated: -1,
      };
      if (this.tallies.size < MOST_PAIRS) this.tallies.set(key, tally);
      return;
    }
    for (const count of ['n', 'hits', 'apart', 'chance', 'plain'] as const) known[count] += other[count];
    known.labels = Math.max(known.labels, other.labels);
  }
}

function vote(usual: Usual, code: number): void {
  if (usual.code === code) usual.ahead++;
  else if (--usual.ahead < 0) {
    usual.code = code;
    usual.ahead = 1;
  }
}

function keyOf(type: number, aspect: number, from: number, other: number): number {
  return ((type * 4 + aspect) * 131_072 + from) * 131_072 + other;
}
