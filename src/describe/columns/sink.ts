import type { PathNode } from './paths.ts';

/** A place in the tree of fields. Got from a sink, handed back to it, never looked into. */
export type Path = PathNode;

/**
 * Where every source (JSON, BSON, CSV, SQL, Parquet, …) puts what it reads. One sink is one data set. A source calls, for
 * each record: `beginRecord`, then for each value the leaf method of its kind with its path, then `endRecord`. Paths are
 * asked for once and kept (a CSV reader asks for each column before its first row).
 *
 * Values are byte ranges `[start, end)` of UTF-8 in a buffer of the source; a sink reads them during the call and keeps
 * none, so that the buffer may be used again at once. No leaf method throws on any bytes.
 */
export interface Sink {
  readonly root: Path;
  /** The path of a field by the bytes of its name. `guess`: index among its siblings to try first, 0 where unknown. */
  child(parent: Path, bytes: Uint8Array, start: number, end: number, guess: number): Path;
  /** As `child`, for sources that hold the name as text (a header, a schema). */
  field(parent: Path, name: string): Path;
  /** The path of the elements of an array that stands at `parent`. */
  element(parent: Path): Path;
  beginRecord(): void;
  endRecord(): void;
  /** A record, or a stretch of bytes, that could not be read. `why` is one of our own words, for the notes. */
  skip(why: SkipReason): void;
  /** A text, or a value whose type the format does not tell (CSV, SQL literals, log columns). Blanks around it are ignored. */
  text(path: Path, bytes: Uint8Array, start: number, end: number): void;
  /** A number that the format holds as one. */
  number(path: Path, value: number): void;
  /** A 64-bit integer: exact beyond 2^53. */
  bigint(path: Path, value: bigint): void;
  boolean(path: Path): void;
  nil(path: Path): void;
  /** A typed date or timestamp: milliseconds since 1970 UTC. */
  date(path: Path, ms: number): void;
  /** A MongoDB ObjectId, 12 bytes from `start`. */
  objectId(path: Path, bytes: Uint8Array, start: number): void;
  /** Bytes that are no text. */
  binary(path: Path, bytes: Uint8Array, start: number, end: number): void;
  /** An object stood at `path` (for maps whose keys are data). */
  object(path: Path): void;
  /** An array ended at `path`; `summary` where it was looked at number by number. */
  array(path: Path, length: number, summary?: ArraySummary): void;
  /** True where the next array at `path` should come with a summary. */
  wantsArray(path: Path): boolean;
}

export interface ArraySummary {
  readonly numbers: number;
  /** First and second number, NaN where there is none. */
  readonly first: number;
  readonly second: number;
  readonly sumOfSquares: number;
  /** Numbers within [-8, 8]. */
  readonly small: number;
  readonly negative: number;
}

export const SKIP_REASONS = [
  'malformed record',
  'truncated record',
  'value too long',
  'nested too deeply',
  'lying length',
  'unknown value type',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];
