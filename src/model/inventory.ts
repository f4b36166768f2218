import type { Raw } from './raw.ts';

/** How a number was come by. `estimate` is the engine's own guess (statistics, metadata), `exact` a count it made for us. */
export interface Count {
  readonly value: number;
  readonly method: 'exact' | 'estimate';
}

/** A field as the schema tells it; no value of any record. */
export interface SchemaField {
  /** Path, dotted, `[]` for array elements. Opened, templated and listed by `describe/` only. */
  readonly path: Raw;
  /** The engine's own type word, lower case: `varchar`, `keyword`, `geo_point`, `datetime64`. */
  readonly type: string;
  /** Distinct values by the engine's own account, where it says (unique index, `uniq`, `cardinality`, n_distinct). */
  readonly distinct?: Count;
  /** Share of rows that are null or lack the field, 0 to 1, where the engine says. */
  readonly nullShare?: number;
  /** Oldest and newest value of a date field, ISO UTC, where the engine computed them; rounded to the minute. */
  readonly span?: { readonly from: string; readonly to: string };
  readonly indexed?: boolean;
  readonly unique?: boolean;
}

/** One container: collection, index, table, key family, bucket. */
export interface DatasetInventory {
  /** `database.collection`, `index`, `schema.table`, `db0 user:*`. Opened only by `describe/`, which templates it. */
  readonly name: Raw;
  readonly kind: 'collection' | 'index' | 'table' | 'view' | 'keys' | 'database' | 'slab';
  readonly rows?: Count;
  readonly bytes?: Count;
  readonly fields: readonly SchemaField[];
  /** When the container came into being, ISO UTC, and by which method (`index.creation_date`, `ObjectId`, `CREATE_TIME`). */
  readonly created?: { readonly at: string; readonly method: string };
  readonly modified?: { readonly at: string; readonly method: string };
  /** A second count, taken later in the same look, for the ingest rate. */
  readonly later?: { readonly rows: number; readonly seconds: number };
  /** True for the engine's own books (system catalogues, `.kibana`), which are counted but not described. */
  readonly internal?: boolean;
}

/** What `inventory` of a service found out, without one document leaving the server. */
export interface Inventory {
  readonly datasets: readonly DatasetInventory[];
  /** Plain sentences, ours: what this engine cannot tell at this depth, what a ceiling cut off. */
  readonly unlearned: readonly string[];
  /** False where a ceiling or an error cut the list short. */
  readonly complete: boolean;
  /** Inferred from roles or settings, never tried. */
  readonly writable?: { readonly value: boolean; readonly because: string };
  /** ISO UTC; bounds how long it can have been open. */
  readonly startedAt?: string;
  /** Names seen that are no dataset but may be a marker (accounts, settings such as Redis `dir`). Ours to match, never shown raw. */
  readonly traces?: readonly {
    readonly kind: string;
    readonly name: Raw;
    readonly at?: string;
    readonly method?: string;
  }[];
}

/** One sampled record. `stratum` says from which part of the container it was drawn. */
export interface SampledRecord {
  /** Index into `Inventory.datasets`. */
  readonly dataset: number;
  readonly record: Raw;
  readonly stratum: number;
}

/** How the sample of one dataset was drawn, in words that can be printed: `_id quantiles, 10 strata x 30`. */
export interface Draw {
  readonly dataset: number;
  readonly method: string;
  readonly strata: number;
  readonly n: number;
  /** True where every record was read (small container). */
  readonly whole: boolean;
}

export interface Sample {
  readonly records: readonly SampledRecord[];
  readonly draws: readonly Draw[];
  readonly complete: boolean;
  readonly unlearned: readonly string[];
}
