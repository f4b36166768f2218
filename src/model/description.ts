/** The kinds of data set that `describe/` can name. */
export const SHAPES = [
  'person table',
  'tracking stream',
  'sensor registry',
  'live tracking',
  'chat log',
  'operator queue',
  'watch-list flag',
  'enrichment pile',
  'application log with secrets',
  'vector store with text',
  'message bus',
  'biometric templates',
  'health records',
  'payment records',
  'school records',
  'travel or border records',
  'call records',
  'login list',
] as const;
export type ShapeName = (typeof SHAPES)[number];

export interface Shape {
  readonly name: ShapeName;
  /** 0 to 1. */
  readonly confidence: number;
  /** Our words: which fields and links led to it. */
  readonly because: string;
}

/** A data type found in a field: share of the non-null values, with a Wilson interval. */
export interface TypeShare {
  /** Dotted id from `datatypes/`, e.g. `id.cn.resident`. */
  readonly id: string;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Calibrated, 0 to 1: how sure we are that the column holds this type. */
  readonly confidence: number;
  /** Why: `mod 11-2 298/300, null rate 0.08 %, field name`. Our words. */
  readonly because: string;
  /**
   * Set in editions that hide: why no exact share is told, for people to read (`fewer than 20`). `low` and `high` hold the
   * band that is told; 0 to 1 tells nothing, and `share` is then 0.
   */
  readonly withheld?: string;
  /** Protected traits in the public edition: at least so many people, a power of ten. */
  readonly atLeast?: number;
}

export interface FieldProfile {
  /** Templated path, `[]` for array elements, `<key>` where keys are data. */
  readonly path: string;
  /** Values seen. 0 where only the schema was read. */
  readonly n: number;
  readonly types: readonly TypeShare[];
  /** Set in editions that hide: why `n` is not told; it is 0 then. */
  readonly withheld?: string;
}

export interface PeopleEstimate {
  /** At least so many people. */
  readonly low: number;
  readonly high?: number;
  /** `unique index on id`, `server-side cardinality`, `birthday estimate`. */
  readonly method: string;
}

export interface DatasetDescription {
  /** Templated name. */
  readonly name: string;
  /** How many containers share the templated name (one table a day, one collection a user). */
  readonly containers: number;
  readonly rows?: { readonly value: number; readonly method: 'exact' | 'estimate' | 'counted' };
  readonly bytes?: number;
  readonly people?: PeopleEstimate;
  readonly fields: readonly FieldProfile[];
  readonly shapes: readonly Shape[];
  /** How the values were drawn, or `schema only`. */
  readonly draw: string;
  readonly n: number;
  /** 5th to 95th percentile of points in time, or what the engine itself tells; `n`: how many points it rests on, where they were read. */
  readonly span?: { readonly from: string; readonly to: string; readonly n?: number };
  /** Rows a second, from two counts. */
  readonly ingest?: { readonly perSecond: number; readonly seconds: number };
  /** Share of people under 18 among those whose birth date was read, by the dates' years. */
  readonly minors?: {
    readonly share: number;
    readonly low: number;
    readonly high: number;
    readonly n: number;
    /** Set in editions that hide, as for a `TypeShare`: a band for the CERT, an order of magnitude for the public. */
    readonly withheld?: string;
    readonly atLeast?: number;
  };
  /**
   * Of `national id`, `name`, `birth` and `address`, those that stand in one record, where together they are enough to pass
   * for someone: the number or the name, with two of the others.
   */
  readonly combination?: readonly string[];
  /** Why the records may be invented or copies of each other: our words. Absent where nothing speaks for it. */
  readonly doubts?: readonly string[];
  /** What was not looked at, and why. */
  readonly notes: readonly string[];
  /** The edition that this was made for; absent: everything is told, as for the owner. */
  readonly edition?: 'cert' | 'public';
  /** Set in editions that hide: which facts of the data set are not told, and why. Numbers are 0 or absent then. */
  readonly withheld?: Readonly<Partial<Record<WithheldFact, string>>>;
}

/** Facts of a data set that an edition may hide. `fields`: the shares of all its fields. */
export type WithheldFact =
  | 'rows'
  | 'bytes'
  | 'people'
  | 'containers'
  | 'n'
  | 'span'
  | 'ingest'
  | 'fields'
  | 'minors';
