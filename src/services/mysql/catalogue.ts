import type { Count } from '../../model/inventory.ts';
import { type Failure, type Outcome, success } from '../../model/outcome.ts';
import type { LookLimits } from '../../wire/service.ts';
import { numberAt, type Session, textAt } from './session.ts';
import type { MyPeer } from './table.ts';

/** A table up to this size is counted exactly: reading it costs the server less than a second. */
const COUNTED_BYTES = 16 << 20;
const MOST_COUNTS = 60;
const MOST_SPANS = 20;
const MOST_SCHEMAS = 100;
const MOST_TABLES = 2_000;

/** Engines that keep their rows here. Others (FEDERATED, CONNECT, SPIDER, S3) would make this server call another. */
const LOCAL_ENGINES = [
  'innodb',
  'myisam',
  'aria',
  'memory',
  'archive',
  'csv',
  'rocksdb',
  'tokudb',
  'xtradb',
  'columnstore',
  'ndbcluster',
  'tidb',
  'mrg_myisam',
  'dolt',
];

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly primary: boolean;
  indexed: boolean;
  unique: boolean;
  cardinality: number | undefined;
  span: { from: string; to: string } | undefined;
}

export interface Table {
  readonly schema: string;
  readonly table: string;
  readonly kind: 'table' | 'view';
  readonly engine: string;
  rows: Count | undefined;
  readonly bytes: number | undefined;
  readonly created: string | undefined;
  readonly modified: string | undefined;
  later: { rows: number; seconds: number } | undefined;
  columns: Column[];
}

export interface Gathering {
  readonly notes: Set<string>;
  complete: boolean;
}

const TYPES = new Set(
  (
    'tinyint smallint mediumint int integer bigint decimal numeric float double real bit year date time datetime timestamp ' +
    'char varchar tinytext text mediumtext longtext binary varbinary tinyblob blob mediumblob longblob enum set json uuid inet4 inet6 vector ' +
    'geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection geomcollection'
  ).split(' '),
);

/** The engine's own word for a type; what a server invents is `other`. */
function typeWord(said: string): string {
  const word = said.toLowerCase();
  return TYPES.has(word) ? word : 'other';
}

/** True where reading the table reads this server's own rows and runs nothing. */
export function isLocal(table: { readonly kind: string; readonly engine: string }): boolean {
  return table.kind === 'table' && LOCAL_ENGINES.includes(table.engine);
}

/** The tables of all databases, largest first, with columns, indexes, exact counts of small ones and dates. */
export async function listTables(
  peer: MyPeer,
  session: Session,
  limits: LookLimits,
  gathering: Gathering,
): Promise<Outcome<Table[]>> {
  const listed = await session.read('tables');
  if (!listed.ok) return listed;
  const all = listed.value.rows.flatMap(tableOf);
  const tables = all.slice(0, limits.containers);
  if (tables.length < all.length || all.length >= MOST_TABLES) {
    gathering.complete = false;
    gathering.notes.add('not every table is described one by one: a ceiling was reached');
  }
  if (tables.some((table) => table.kind === 'view'))
    gathering.notes.add('views are listed with their columns and never run: they may call functions');
  if (tables.some((table) => table.kind === 'table' && !isLocal(table)))
    gathering.notes.add(
      'tables of remote engines are listed and never read: reading them would make this server call another',
    );
  const bySchema = new Map<string, Map<string, Table>>();
  for (const table of tables) {
    const own = bySchema.get(table.schema) ?? new Map<string, Table>();
    own.set(table.table, table);
    bySchema.set(table.schema, own);
  }
  const schemas = [...bySchema].slice(0, MOST_SCHEMAS);
  if (schemas.length < bySchema.size) {
    gathering.complete = false;
    gathering.notes.add(`columns were read in ${MOST_SCHEMAS} databases only`);
  }
  const counters = new Map<Table, number>();
  const began = performance.now();
  for (const [schema, own] of schemas) {
    await columns(session, schema, own, limits, gathering);
    await indexes(session, schema, own);
    for (const [table, value] of await counter(session, schema, own)) counters.set(table, value);
  }
  await counts(session, tables);
  await spans(session, tables);
  if (limits.rateGap > 0 && counters.size > 0) {
    await peer.pause(Math.max(0, limits.rateGap - (performance.now() - began)));
    await later(session, schemas, counters, began, gathering);
  }
  return success(tables);
}

function stampOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? text : undefined;
}

function tableOf(row: readonly (Buffer | null)[]): Table[] {
  const schema = textAt(row, 0);
  const table = textAt(row, 1);
  if (schema === undefined || table === undefined) return [];
  const rows = numberAt(row, 4);
  return [
    {
      schema,
      table,
      kind: /VIEW/i.test(textAt(row, 2) ?? '') ? 'view' : 'table',
      engine: (textAt(row, 3) ?? '').toLowerCase(),
      rows: rows === undefined || rows < 0 ? undefined : { value: Math.round(rows), method: 'estimate' },
      bytes: numberAt(row, 5),
      created: stampOf(textAt(row, 6)),
      modified: stampOf(textAt(row, 7)),
      later: undefined,
      columns: [],
    },
  ];
}

async function columns(
  session: Session,
  schema: string,
  own: ReadonlyMap<string, Table>,
  limits: LookLimits,
  gathering: Gathering,
): Promise<void> {
  const said = await session.read('columns', { schema });
  if (!said.ok) {
    gathering.complete = false;
    gathering.notes.add('the columns of some tables could not be read');
    return;
  }
  for (const row of said.value.rows) {
    const table = own.get(textAt(row, 0) ?? '');
    const name = textAt(row, 1);
    if (!table || name === undefined) continue;
    if (table.columns.length >= limits.fields) {
      gathering.notes.add('some tables have more columns than are listed');
      continue;
    }
    table.columns.push({
      name,
      type: typeWord(textAt(row, 2) ?? ''),
      primary: textAt(row, 3) === 'PRI',
      indexed: (textAt(row, 3) ?? '') !== '',
      unique: false,
      cardinality: undefined,
      span: undefined,
    });
  }
}

interface IndexSeen {
  readonly table: Table;
  readonly first: string;
  readonly unique: boolean;
  readonly cardinality: number | undefined;
  parts: number;
}

async function indexes(session: Session, schema: string, own: ReadonlyMap<string, Table>): Promise<void> {
  const said = await session.read('indexes', { schema });
  const seen = new Map<string, IndexSeen>();
  const rows = said.ok
    ? [...said.value.rows].sort((a, b) => (numberAt(a, 2) ?? 0) - (numberAt(b, 2) ?? 0))
    : [];
  for (const row of rows) {
    const table = own.get(textAt(row, 0) ?? '');
    const column = textAt(row, 3);
    if (!table || column === undefined) continue;
    const key = JSON.stringify([table.table, textAt(row, 1)]);
    const known = seen.get(key);
    if (known) known.parts += 1;
    else
      seen.set(key, {
        table,
        first: column,
        unique: textAt(row, 4) === '0',
        cardinality: numberAt(row, 5),
        parts: 1,
      });
  }
  for (const index of seen.values()) {
    const column = index.table.columns.find((candidate) => candidate.name === index.first);
    if (!column) continue;
    column.indexed = true;
    column.unique ||= index.unique && index.parts === 1;
    if (index.cardinality !== undefined) column.cardinality = index.cardinality;
  }
}

/** The next automatic key of each table that has one: it only grows, so that it tells of new rows. */
async function counter(
  session: Session,
  schema: string,
  own: ReadonlyMap<string, Table>,
): Promise<Map<Table, number>> {
  const said = await session.read('rowCounts', { schema });
  const found = new Map<Table, number>();
  for (const row of said.ok ? said.value.rows : []) {
    const table = own.get(textAt(row, 1) ?? '');
    const value = numberAt(row, 2);
    if (table && value !== undefined) found.set(table, value);
  }
  return found;
}

async function later(
  session: Session,
  schemas: readonly (readonly [string, ReadonlyMap<string, Table>])[],
  before: ReadonlyMap<Table, number>,
  began: number,
  gathering: Gathering,
): Promise<void> {
  for (const [schema, own] of schemas) {
    for (const [table, value] of await counter(session, schema, own)) {
      const was = before.get(table);
      if (was === undefined || table.rows === undefined || value < was) continue;
      table.later = {
        rows: table.rows.value + (value - was),
        seconds: Math.max(0.001, (performance.now() - began) / 1_000),
      };
    }
  }
  gathering.notes.add(
    'the rate of new rows is from the automatic keys of the tables; some engines tell them late',
  );
}

async function counts(session: Session, tables: readonly Table[]): Promise<void> {
  let asked = 0;
  for (const table of tables) {
    if (!isLocal(table) || table.bytes === undefined || table.bytes > COUNTED_BYTES || asked >= MOST_COUNTS)
      continue;
    asked += 1;
    const said = await session.read('count', { schema: table.schema, table: table.table });
    const value = said.ok ? numberAt(said.value.rows[0], 0) : undefined;
    if (value !== undefined && value >= 0) table.rows = { value, method: 'exact' };
    else if (!said.ok && isBroken(said)) return;
  }
}

/** Oldest and newest value of the first indexed date of a table: two look-ups in the index, rounded to the minute. */
async function spans(session: Session, tables: readonly Table[]): Promise<void> {
  let asked = 0;
  for (const table of tables) {
    const column = table.columns.find(
      (candidate) =>
        candidate.indexed &&
        candidate.cardinality !== undefined &&
        /^(?:datetime|timestamp|date)$/.test(candidate.type),
    );
    if (!column || !isLocal(table) || asked >= MOST_SPANS || (table.rows?.value ?? 0) < 2) continue;
    asked += 1;
    const said = await session.read('span', {
      schema: table.schema,
      table: table.table,
      column: column.name,
    });
    if (!said.ok && isBroken(said)) return;
    const from = stampOf(said.ok ? textAt(said.value.rows[0], 0) : undefined);
    const to = stampOf(said.ok ? textAt(said.value.rows[0], 1) : undefined);
    if (from !== undefined && to !== undefined) column.span = { from, to };
  }
}

/** True where the session is lost; a refusal of the server or of our own guard concerns one table only. */
function isBroken(failure: Failure): boolean {
  return failure.why !== 'rejected' && failure.why !== 'denied-by-guard';
}
