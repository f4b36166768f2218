import type { Kysely, Transaction } from 'kysely';

/** Tables in plain SQL that SQLite and PostgreSQL both speak. Times are ISO text in UTC, documents are JSON text. */
export interface Schema {
  readonly migration: { readonly version: number; readonly at: string };
  /** One row that every writer locks first: it makes writers queue up on both engines, and numbers the cases. */
  readonly counter: { readonly name: string; readonly value: number };
  readonly run: {
    readonly id: string;
    readonly started: string;
    readonly finished: string | null;
    readonly doc: string;
  };
  /** Never changed once written: the id is a hash of the content. */
  readonly observation: {
    readonly id: string;
    readonly case_id: string;
    readonly run: string;
    readonly at: string;
    readonly doc: string;
  };
  readonly case_: {
    readonly id: string;
    readonly number: number;
    readonly endpoint: string;
    readonly service: string;
    readonly state: string;
    readonly first_seen: string;
    readonly last_seen: string;
    readonly looks: number;
    /** ENISA SE of the latest look that has one; -1 where there is none. */
    readonly severity: number;
    /** Id of the latest observation. */
    readonly latest: string;
  };
  readonly history: {
    readonly case_id: string;
    readonly seq: number;
    readonly at: string;
    readonly from_state: string;
    readonly to_state: string;
    readonly by_whom: string;
    readonly note: string;
  };
}

export type Database = Kysely<Schema>;
export type Writing = Transaction<Schema>;
