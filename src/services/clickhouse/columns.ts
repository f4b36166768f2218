import type { Table } from './catalogue.ts';
import { countCell, textCell } from './query.ts';
import type { Session } from './query.ts';
import { isQuotable } from './quote.ts';
import { MAX_DATABASES } from './statements.ts';
import type { Measure } from './statements.ts';

export interface Column {
  readonly name: string;
  /** The innermost type word, lower case: `Array(LowCardinality(Nullable(String)))` is `string`, in a list. */
  readonly type: string;
  readonly nullable: boolean;
  readonly list: boolean;
  readonly key: boolean;
}

/** Reads a type as the engine writes it. What stands in the brackets of an Enum are values: dropped. */
export function readType(type: string): Pick<Column, 'type' | 'nullable' | 'list'> {
  let rest = type;
  let nullable = false;
  let list = false;
  for (;;) {
    const match = /^(Nullable|LowCardinality|Array)\((.*)$/s.exec(rest);
    if (!match) break;
    if (match[1] === 'Nullable') nullable = true;
    if (match[1] === 'Array') list = true;
    rest = match[2] ?? '';
  }
  const word = /^[A-Za-z][A-Za-z0-9]*/.exec(rest)?.[0] ?? 'unknown';
  return { type: word.toLowerCase().slice(0, 40), nullable, list };
}

export async function readColumns(
  session: Session,
  tables: readonly Table[],
  most: number,
): Promise<{ readonly byTable: ReadonlyMap<string, readonly Column[]>; readonly complete: boolean }> {
  const byTable = new Map<string, Column[]>();
  const databases = [...new Set(tables.map(({ database }) => database))].slice(0, MAX_DATABASES);
  let complete = true;
  // One database at a time: a ceiling on one answer then costs the columns of one database, not of all.
  for (const database of databases) {
    let asked = await session.ask('columns', { databases: [database] });
    if (asked.kind === 'error') asked = await session.ask('columnsOld', { databases: [database] });
    if (asked.kind !== 'rows') {
      complete = false;
      continue;
    }
    if (asked.rows.length >= 40_000) complete = false;
    for (const [, table, name, type, key] of asked.rows) {
      const place = `${database}\0${textCell(table)}`;
      const columns = byTable.get(place) ?? [];
      byTable.set(place, columns);
      if (columns.length < most)
        columns.push({ name: textCell(name), ...readType(textCell(type)), key: countCell(key) === 1 });
    }
  }
  return { byTable, complete };
}

const DATES: readonly string[] = ['date', 'datetime', 'date32', 'datetime64'];
const DISTINCT: readonly string[] = [
  'string',
  'fixedstring',
  'uuid',
  'ipv4',
  'ipv6',
  'int32',
  'int64',
  'int128',
  'uint32',
  'uint64',
  'uint128',
  'int16',
  'uint16',
];
const MAX_DATES = 4;
const MAX_NULLS = 12;
const MAX_DISTINCT = 12;
/** Above so many rows `uniq` over text reads too much of a live system: only key columns are counted then. */
const LARGE = 200_000_000;

export function isCounted(column: Column): boolean {
  return (
    !column.list &&
    !['tuple', 'map', 'nested', 'object', 'json', 'variant', 'dynamic', 'aggregatefunction'].includes(
      column.type,
    )
  );
}

export function planMeasures(columns: readonly Column[], rows: number): readonly Measure[] {
  const plain = columns.filter((column) => isCounted(column) && isQuotable(column.name));
  const dates = plain.filter(({ type }) => DATES.includes(type)).slice(0, MAX_DATES);
  return [
    ...dates.flatMap(({ name }): Measure[] => [
      { kind: 'oldest', column: name },
      { kind: 'newest', column: name },
    ]),
    ...plain
      .filter(({ nullable }) => nullable)
      .slice(0, MAX_NULLS)
      .map(({ name }): Measure => ({ kind: 'nulls', column: name })),
    ...plain
      .filter(({ type, key }) => DISTINCT.includes(type) && (key || rows <= LARGE))
      .slice(0, MAX_DISTINCT)
      .map(({ name }): Measure => ({ kind: 'distinct', column: name })),
  ];
}

/** Edges in unix seconds as a span; an empty table gives 1970 twice, which is none. */
export function spanOf(
  edge: { readonly oldest?: number; readonly newest?: number } | undefined,
): { readonly from: string; readonly to: string } | undefined {
  const { oldest, newest } = edge ?? {};
  if (oldest === undefined || newest === undefined || newest === 0 || oldest > newest || newest > 8.64e12)
    return undefined;
  return { from: new Date(oldest * 1_000).toISOString(), to: new Date(newest * 1_000).toISOString() };
}
