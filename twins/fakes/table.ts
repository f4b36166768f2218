import { seeded } from '../random.ts';

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value | undefined>>;

/** What a server knows of one column without looking at every row. */
export interface FakeColumn {
  readonly name: string;
  /** The engine's own word for the type. */
  readonly type: string;
  /** Every row has a value of its own. */
  readonly unique?: boolean;
  /** Distinct values by calculation, where the generator draws from a known number of them. */
  readonly distinct?: number;
  /** Values never fall from one row to the next: oldest and newest are the first and the last row. */
  readonly rising?: boolean;
  readonly indexed?: boolean;
}

/** A table that is computed, not stored: `count` rows, each made when it is asked for. */
export interface FakeTable {
  readonly name: string;
  readonly count: () => number;
  readonly at: (index: number) => Row;
  readonly averageBytes: number;
  readonly columns: readonly FakeColumn[];
  /** Unix milliseconds. */
  readonly created: number;
}

/** Tables up to this size are walked for their statistics; larger ones are estimated from so many rows. */
const WALKED = 20_000;

/** Distinct row numbers below `count`, spread by a seed; all of them in a shuffled order where there are few. */
export function drawIndexes(count: number, wanted: number, seed: number): readonly number[] {
  const random = seeded(77, seed, count);
  if (count <= wanted * 2) {
    const all = Array.from({ length: count }, (_, index) => index);
    for (let at = all.length - 1; at > 0; at -= 1) {
      const other = random.below(at + 1);
      [all[at], all[other]] = [all[other] as number, all[at] as number];
    }
    return all.slice(0, wanted);
  }
  const drawn = new Set<number>();
  while (drawn.size < wanted) drawn.add(random.below(count));
  return [...drawn];
}

interface ColumnFacts {
  readonly filled: number;
  readonly distinct: number;
  readonly least: Value;
  readonly most: Value;
}

const facts = new WeakMap<
  FakeTable,
  { readonly count: number; readonly byColumn: Map<string, ColumnFacts> }
>();

function below(a: Value, b: Value): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a < b : String(a) < String(b);
}

function measure(table: FakeTable, count: number): Map<string, ColumnFacts> {
  const drawn = count <= WALKED ? count : WALKED / 4;
  const indexes = drawn === count ? undefined : drawIndexes(count, drawn, 1);
  const seen = new Map(
    table.columns.map(({ name }) => [
      name,
      { times: new Map<Value, number>(), filled: 0, least: null as Value, most: null as Value },
    ]),
  );
  for (let at = 0; at < drawn; at += 1) {
    const row = table.at(indexes?.[at] ?? at);
    for (const [name, column] of seen) {
      const value = row[name];
      if (value === undefined || value === null) continue;
      column.filled += 1;
      column.times.set(value, (column.times.get(value) ?? 0) + 1);
      if (column.least === null || below(value, column.least)) column.least = value;
      if (column.most === null || below(column.most, value)) column.most = value;
    }
  }
  return new Map(
    [...seen].map(([name, { times, filled, least, most }]) => {
      const all = Math.round((filled / Math.max(1, drawn)) * count);
      return [
        name,
        { filled: all, distinct: indexes ? estimate(times, filled, all) : times.size, least, most },
      ];
    }),
  );
}

/** Chao's lower bound from the values seen once and twice, never above the number of rows. */
function estimate(times: ReadonlyMap<Value, number>, n: number, rows: number): number {
  let once = 0;
  let twice = 0;
  for (const seen of times.values()) {
    if (seen === 1) once += 1;
    else if (seen === 2) twice += 1;
  }
  if (once >= n * 0.98) return rows;
  return Math.min(rows, Math.round(times.size + (once * once) / (2 * Math.max(1, twice))));
}

function factsOf(table: FakeTable, column: string): ColumnFacts {
  let known = facts.get(table);
  if (!known) {
    const count = table.count();
    known = { count, byColumn: measure(table, count) };
    facts.set(table, known);
  }
  return known.byColumn.get(column) ?? { filled: 0, distinct: 0, least: null, most: null };
}

function columnOf(table: FakeTable, name: string): FakeColumn | undefined {
  return table.columns.find((column) => column.name === name);
}

/** Rows that have a value in the column. */
export function filledOf(table: FakeTable, name: string): number {
  return columnOf(table, name)?.unique === true ? table.count() : factsOf(table, name).filled;
}

/** Distinct values of a column: exact where the column is unique or the table small, else an estimate. */
export function distinctOf(table: FakeTable, name: string): number {
  const column = columnOf(table, name);
  if (column?.unique === true) return table.count();
  return column?.distinct ?? factsOf(table, name).distinct;
}

/** Least and greatest value of a column. */
export function edgesOf(table: FakeTable, name: string): { readonly least: Value; readonly most: Value } {
  const count = table.count();
  if (columnOf(table, name)?.rising === true && count > 0)
    return { least: table.at(0)[name] ?? null, most: table.at(count - 1)[name] ?? null };
  return factsOf(table, name);
}
