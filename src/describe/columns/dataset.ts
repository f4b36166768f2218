import type { Automaton } from '../match/automaton.ts';
import type { Catalogue } from '../match/catalogue.ts';
import { ArrayStats } from './array-stats.ts';
import { Column } from './column.ts';
import { readEmbedded } from './embedded-json.ts';
import { isLabel, LABELS_LOOKED } from '../judge/labels.ts';
import { Links } from './links.ts';
import { Marks } from './marks.ts';
import { type PathNode, PathTree } from './paths.ts';
import type { ArraySummary, Path, Sink, SkipReason } from './sink.ts';

/** So many records are checked across their fields; beyond, each 64th. */
const WATCHED = 1_000;
const WATCHED_GAP = 64;

const encoder = new TextEncoder();

/** The sink of one data set: the tree of paths, a column for each leaf, and what links the columns of a record. */
export class Dataset implements Sink {
  readonly tree = new PathTree();
  readonly root: PathNode = this.tree.root;
  readonly automaton: Automaton;
  readonly catalogue: Catalogue;
  readonly columns: Column[] = [];
  readonly links: Links;
  readonly skipped = new Map<SkipReason, number>();
  /** By id of column: what stands at its place in a list of logins, or is set by a line of settings. */
  readonly logins = new Map<
    number,
    'password' | 'hash' | 'salt' | 'session' | 'set password' | 'set secret'
  >();
  records = 0;
  /** Values beyond the depth ceiling. */
  get tooDeep(): number {
    const column = this.tree.deep.column;
    return column === undefined ? 0 : column.n + column.nulls;
  }

  readonly #hashKey: number;
  readonly #part: boolean;
  readonly #scratch = new Uint8Array(40);
  #watching = false;

  /** `part`: another thread looks at the same data set, and began before this one. */
  constructor(catalogue: Catalogue, hashKey: number, part = false) {
    this.catalogue = catalogue;
    this.automaton = catalogue.automaton;
    this.#hashKey = hashKey;
    this.#part = part;
    this.links = new Links(catalogue, hashKey);
  }

  child(parent: Path, bytes: Uint8Array, start: number, end: number, guess: number): Path {
    return this.tree.child(parent, bytes, start, end, guess);
  }

  field(parent: Path, name: string): Path {
    const bytes = encoder.encode(name);
    return this.tree.find(parent, bytes, 0, bytes.length);
  }

  element(parent: Path): Path {
    return this.tree.elementOf(parent);
  }

  beginRecord(): void {
    this.records++;
    this.#watching = this.records <= WATCHED || this.records % WATCHED_GAP === 0;
    if (this.#watching) this.links.begin(this.records <= WATCHED ? 1 : WATCHED_GAP);
  }

  endRecord(): void {
    if (this.#watching) this.links.end();
    this.#watching = false;
  }

  skip(why: SkipReason): void {
    this.skipped.set(why, (this.skipped.get(why) ?? 0) + 1);
  }

  /** The column of a path. */
  columnOf(path: Path): Column {
    let column = path.column;
    if (column === undefined) {
      column = new Column(this.catalogue, this.#hashKey, this.columns.length, this.#part);
      this.columns.push(column);
      path.column = column;
    }
    return column;
  }

  text(path: Path, bytes: Uint8Array, start: number, end: number): void {
    if (path.column !== undefined && path.column.textGap > 0) {
      this.counted(path, end - start);
      return;
    }
    let from = start;
    let to = end;
    while (from < to && bytes[from] === 0x20) from++;
    while (to > from && bytes[to - 1] === 0x20) to--;
    this.matched(path, bytes, from, to, this.automaton.match(bytes, from, to));
  }

  /** A text that is only counted, for its column has seen enough. */
  counted(path: Path, length: number): void {
    const column = this.columnOf(path);
    if (length === 0) column.nil();
    else column.countText();
  }

  /** A text whose accept set the source has worked out already (over the whole of it, blanks included). */
  matched(path: Path, bytes: Uint8Array, start: number, end: number, set: number): void {
    if (end > start && (bytes[start] === 0x20 || bytes[end - 1] === 0x20)) {
      this.text(path, bytes, start, end);
      return;
    }
    const column = this.columnOf(path);
    if (end - start <= 4 && isNothing(bytes, start, end)) {
      column.nil();
      return;
    }
    const close = column.close;
    column.text(bytes, start, end, set);
    if (this.#watching) this.links.note(column, bytes, start, end);
    if (
      column.close > close &&
      close < LABELS_LOOKED &&
      column.close <= LABELS_LOOKED &&
      isLabel(bytes, start, end, this.catalogue)
    )
      (column.marks ??= new Marks()).labels++;
    const first = bytes[start];
    if (
      (first === 0x7b || first === 0x5b) &&
      column.close > close &&
      readEmbedded(this, path, bytes, start, end)
    )
      (column.marks ??= new Marks()).json += column.weight;
  }

  number(path: Path, value: number): void {
    const column = this.columnOf(path);
    if (column.numberGap > 0) {
      column.countNumber();
      return;
    }
    const integer = Number.isSafeInteger(value);
    const length = integer ? this.#digits(value) : this.#digits(Math.trunc(value * 1e6));
    column.number(value, integer, this.#scratch, 0, length);
    if (integer && this.#watching) this.links.note(column, this.#scratch, 0, length);
  }

  /** A JSON number that stands as digits in `bytes`. */
  digits(path: Path, value: number, integer: boolean, bytes: Uint8Array, start: number, end: number): void {
    const column = this.columnOf(path);
    column.number(value, integer, bytes, start, end);
    if (integer && this.#watching) this.links.note(column, bytes, start, end);
  }

  bigint(path: Path, value: bigint): void {
    const column = this.columnOf(path);
    if (column.numberGap > 0) {
      column.countNumber();
      return;
    }
    const digits = encoder.encodeInto(value.toString(), this.#scratch).written;
    column.number(Number(value), true, this.#scratch, 0, digits);
    if (this.#watching) this.links.note(column, this.#scratch, 0, digits);
  }

  boolean(path: Path): void {
    this.columnOf(path).boolean();
  }

  nil(path: Path): void {
    this.columnOf(path).nil();
  }

  date(path: Path, ms: number): void {
    const column = this.columnOf(path);
    column.date(ms);
    if (this.#watching) this.links.noteDate(column, ms);
  }

  objectId(path: Path, bytes: Uint8Array, start: number): void {
    this.columnOf(path).objectId(bytes, start);
  }

  binary(path: Path, bytes: Uint8Array, start: number, end: number): void {
    this.columnOf(path).binary(bytes, start, end);
  }

  object(path: Path): void {
    path.objects++;
  }

  wantsArray(path: Path): boolean {
    const stats = path.column?.array;
    return stats === undefined || stats.arrays < 64 || (stats.arrays & 31) === 0;
  }

  array(path: Path, length: number, summary?: ArraySummary): void {
    const column = this.columnOf(path);
    column.array ??= new ArrayStats();
    const stats = column.array;
    stats.arrays++;
    if (length < stats.shortest) stats.shortest = length;
    if (length > stats.longest) stats.longest = length;
    if (summary === undefined) return;
    stats.read++;
    if (length === 0 || summary.numbers !== length) return;
    stats.allNumbers++;
    if (Math.abs(summary.sumOfSquares - 1) < 0.02) stats.unitLength++;
    if (summary.small === length) stats.small++;
    if (summary.negative > 0) stats.negative++;
    if (length === 2 || length === 3) {
      stats.first.add(summary.first);
      stats.second.add(summary.second);
    }
  }

  /** Writes an integer's decimal digits into the scratch bytes; gives their number. */
  #digits(value: number): number {
    const scratch = this.#scratch;
    let rest = Math.abs(value);
    if (!(rest < 1e21)) return 0;
    let at = 40;
    do {
      const next = Math.floor(rest / 10);
      scratch[--at] = 48 + (rest - next * 10);
      rest = next;
    } while (rest > 0 && at > 1);
    if (value < 0) scratch[--at] = 0x2d;
    scratch.copyWithin(0, at, 40);
    return 40 - at;
  }
}

/** Empty, `null`, `NULL`, `N/A`, `\N` or a dash: how exports write that there is no value. */
function isNothing(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length === 0) return true;
  const a = (bytes[start] as number) | 32;
  if (length === 1) return bytes[start] === 0x2d;
  if (length === 2) return bytes[start] === 0x5c && bytes[start + 1] === 0x4e;
  if (length === 3)
    return a === 0x6e && bytes[start + 1] === 0x2f && ((bytes[start + 2] as number) | 32) === 0x61;
  return (
    a === 0x6e &&
    ((bytes[start + 1] as number) | 32) === 0x75 &&
    ((bytes[start + 2] as number) | 32) === 0x6c &&
    ((bytes[start + 3] as number) | 32) === 0x6c
  );
}
