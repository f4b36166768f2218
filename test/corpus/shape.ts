import type { Rng } from './random.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `dev` is for work on the engine; `held` has other seeds, word lists, field names and templates, and is what gets published. */
export type Split = 'dev' | 'held';

/**
 * What a fair judge expects of one path. Each entry of `expect` is one finding that must be there, as the ids that are equally
 * right for it; none means that the column is harmless. Ids in `also` are neither asked for nor wrong.
 */
export interface Label {
  readonly path: string;
  readonly expect: readonly (readonly string[])[];
  readonly also: readonly string[];
  /** What the column is made of: `confuser/epoch-ms`, `id/informative`, for the error list. */
  readonly made: string;
}

/** One person of a row: the parts agree with each other. */
export interface Person {
  readonly born: Date;
  readonly female: boolean;
  readonly given: string;
  readonly family: string;
  readonly full: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly city: string;
}

export interface RowContext {
  readonly r: Rng;
  readonly i: number;
  readonly person: Person;
}

export interface Column {
  /** Dotted. */
  readonly path: string;
  readonly value: (row: RowContext) => Json | undefined;
  readonly labels: readonly Label[];
}

export interface Table {
  readonly name: string;
  readonly locale: string;
  readonly kind: string;
  readonly seed: string;
  readonly columns: readonly Column[];
}

/** A table of whichever part of the corpus, with its answers. */
export interface Labelled {
  readonly name: string;
  readonly locale: string;
  readonly labels: readonly Label[];
  /** The first `n` records, the same every time. */
  readonly records: (n: number) => Iterable<Readonly<Record<string, unknown>>>;
}

export function column(
  path: string,
  value: Column['value'],
  expect: readonly (string | readonly string[])[],
  made: string,
  also: readonly string[] = [],
): Column {
  return {
    path,
    value,
    labels: [{ path, expect: expect.map((one) => (typeof one === 'string' ? [one] : one)), also, made }],
  };
}
