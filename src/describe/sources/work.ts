import { wholeCatalogue } from '../match/catalogue.ts';
import { Dataset } from '../columns/dataset.ts';
import type { Describer, DescriberSource } from '../describe.ts';
import { templateText } from '../judge/names.ts';
import type { Parts } from '../parallel.ts';
import type { Path, Sink } from '../columns/sink.ts';
import { Interrupted, LIMITS, Unreadable } from './limits.ts';
import type { Pull } from './pull.ts';

/** What is said of one source: a file, a member of an archive, standard input. */
export interface SourceReport {
  /** Templated where it was found by walking or unpacking; as the user typed it otherwise. */
  readonly name: string;
  /** Outermost first: `gzip`, `tar`, `ndjson`. */
  readonly formats: readonly string[];
  readonly bytes: number;
  /** Of the bytes as they lie on the disk; of whole files alone. */
  readonly sha256?: string;
  readonly complete: boolean;
  /** What was passed over, and why: our own words. */
  readonly skipped: readonly string[];
  /** What else is worth knowing. */
  readonly remarks: readonly string[];
}

/** The report of one source while it is read. */
export interface Notes {
  readonly name: string;
  readonly formats: string[];
  bytes: number;
  sha256: string | undefined;
  complete: boolean;
  readonly skipped: string[];
  readonly remarks: string[];
}

export function newNotes(name: string, formats: readonly string[] = []): Notes {
  return {
    name,
    formats: [...formats],
    bytes: 0,
    sha256: undefined,
    complete: true,
    skipped: [],
    remarks: [],
  };
}

/** Something was not read: the source, and with it the run, is incomplete. */
export function skipped(notes: Notes, sentence: string): void {
  notes.complete = false;
  if (notes.skipped.length < LIMITS.sentences && !notes.skipped.includes(sentence))
    notes.skipped.push(sentence);
}

export function remark(notes: Notes, sentence: string): void {
  if (notes.remarks.length < LIMITS.sentences && !notes.remarks.includes(sentence))
    notes.remarks.push(sentence);
}

/** A file that can be read at any place. */
export interface RandomAccess {
  readonly size: number;
  /** Exactly so many bytes; throws `Unreadable` where there are fewer. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** One run: what all readers share. */
export interface Work {
  readonly describer: Describer;
  readonly signal: AbortSignal;
  readonly sampleMax: number | undefined;
  /** Every source that was met, in order. */
  readonly sources: Notes[];
  /** Data sets with so many records by now, by templated name. */
  readonly targets: Map<string, Target>;
  /** Where large inputs are parted among threads; started when the first one comes. */
  readonly parts: (() => Parts) | undefined;
  /** Tables whose paths were asked for once and kept. */
  readonly tables: Table[];
  /** Bytes that came out of archives and compressions. */
  unpacked: number;
  /** Bytes of archives that are held in memory at this moment, one inside another. */
  held: number;
  /** Bytes read of the file at hand, and what had come out of packed files when it was begun. */
  rootBytes: number;
  rootUnpacked: number;
  unlisted: number;
  unlistedIncomplete: number;
  /** When the user asked to stop, on the clock of `performance.now`. */
  stoppedAt: number | undefined;
}

/** Bytes to be described, with what is known of them. */
export interface Input {
  readonly pull: Pull;
  /** Where the bytes lie in a file as they are. */
  readonly random?: RandomAccess;
  /** The data set's name where the format has none: the file's name without endings, or folder and name. */
  readonly title: string;
  readonly depth: number;
  /** Opens a file whose name is this one's with an ending; undefined where there is none. */
  readonly beside?: (ending: string) => Promise<(RandomAccess & { close(): Promise<void> }) | undefined>;
  /** True for a log or index that belongs to a database beside it. */
  readonly companion?: boolean;
}

/** A data set that a reader fills. */
export interface Target {
  readonly source: DescriberSource;
  readonly sink: Sink;
  readonly data: Dataset;
  /** True once it has as many records as the user wanted at most. */
  readonly full: () => boolean;
}

/** The data set of that name; the same again for the same templated name. */
export function target(work: Work, name: string): Target {
  const title = templateText(name, wholeCatalogue());
  const known = work.targets.get(title);
  if (known !== undefined) return known;
  const { sampleMax } = work;
  const source = work.describer.source(name, {
    ...(sampleMax === undefined ? {} : { draw: `the first ${sampleMax} records` }),
  });
  const data = source.sink;
  if (!(data instanceof Dataset)) throw new Unreadable('the engine gave a sink that it does not know');
  const made: Target = {
    source,
    sink: data,
    data,
    full: () => sampleMax !== undefined && data.records >= sampleMax,
  };
  work.targets.set(title, made);
  return made;
}

/** What is at hand when the user stops is still read, for so many milliseconds. */
const GRACE = 500;

/** To be called between chunks and rows: stops where the user said so. */
export function goOn(work: Work): void {
  if (!work.signal.aborted) return;
  const now = performance.now();
  work.stoppedAt ??= now;
  if (now - work.stoppedAt > GRACE) throw new Interrupted();
}

/** Counts bytes that came out of something packed; ends what swells too much, alone or in sum. */
export function unpackedMore(work: Work, count: number): void {
  work.unpacked += count;
  const here = work.unpacked - work.rootUnpacked;
  if (here > LIMITS.totalFrom && here > work.rootBytes * LIMITS.ratio)
    throw new Unreadable(
      `what is packed in this file comes to more than ${LIMITS.ratio} times its size in sum, as in a decompression bomb: the rest is not read`,
    );
  if (work.unpacked > LIMITS.unpacked)
    throw new Unreadable('more than 1 TB came out of packed files: read up to there');
}

/** To be called before something new is begun. */
export function begin(work: Work): void {
  if (work.signal.aborted) throw new Interrupted();
}

const encoder = new TextEncoder();

/** A table with named columns: one record a row. */
export interface Table {
  readonly target: Target;
  readonly paths: readonly Path[];
}

/** Names its columns once; columns beyond the ceiling are told of and passed over. */
export function table(work: Work, notes: Notes, name: string, columns: readonly string[]): Table {
  const made = target(work, name);
  if (columns.length > LIMITS.columns)
    skipped(notes, `a table has more than ${LIMITS.columns} columns: those beyond are not looked at`);
  const here: Table = {
    target: made,
    paths: columns.slice(0, LIMITS.columns).map((column) => made.sink.field(made.sink.root, column)),
  };
  work.tables.push(here);
  return here;
}

/** The name of a column that has none, by its place from 0: `column1`. Three digits together would read as data. */
export function columnName(index: number): string {
  const place = index + 1;
  return place < 100
    ? `column${place}`
    : `column${Math.floor(place / 100)}-${String(place % 100).padStart(2, '0')}`;
}

/** A column of a table is in every row, though its path was asked for once: the engine counts by path. */
export function countTables(work: Work): void {
  for (const { target: made, paths } of work.tables)
    for (const path of paths) path.count = Math.max(path.count, made.data.records);
}

/** Text that a format holds as a string already. */
export function putText(sink: Sink, path: Path, text: string): void {
  const bytes = encoder.encode(text);
  sink.text(path, bytes, 0, bytes.length);
}

/** The name of a file without its endings: `people.ndjson.gz` is `people`. */
export function titleOf(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return base.replace(/(?:\.[A-Za-z][A-Za-z0-9]{0,8})+$/, '') || base;
}
