import type { Row } from '../../wire/service.ts';
import { integer, join, oneOf, text } from '../../wire/template.ts';
import type { Hole, Joined } from '../../wire/template.ts';
import { isQuotable, quoteIdentifier, quoteText } from './quote.ts';

/** One number that the server computes over one column. */
export interface Measure {
  readonly kind: 'nulls' | 'distinct' | 'oldest' | 'newest';
  readonly column: string;
}

const KINDS: readonly string[] = ['nulls', 'distinct', 'oldest', 'newest'];
export const MAX_DATABASES = 100;

const database: Hole = text('database', 'the name of a database', isQuotable, quoteIdentifier);
const table: Hole = text('table', 'the name of a table', isQuotable, quoteIdentifier);

const databases: Hole = {
  hole: 'databases',
  allows: `1..${MAX_DATABASES} names of databases`,
  test: (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= MAX_DATABASES && value.every(isQuotable),
  render: (names: readonly string[]) => names.map(quoteText).join(', '),
};

function isMeasure(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, column } = value as Partial<Measure>;
  return typeof kind === 'string' && KINDS.includes(kind) && isQuotable(column);
}

/** Dates leave the server rounded down to the minute. The detour over toDateTime is for old versions, where a Date is days. */
function expression({ kind, column }: Measure): string {
  const name = quoteIdentifier(column);
  if (kind === 'nulls') return `countIf(isNull(${name}))`;
  if (kind === 'distinct') return `uniq(${name})`;
  const edge = kind === 'oldest' ? 'min' : 'max';
  return `toUInt64(intDiv(toUnixTimestamp(toDateTime(${edge}(${name}))), 60) * 60)`;
}

export function renderMeasures(measures: readonly Measure[]): string {
  return ['count()', ...measures.map(expression)].join(', ');
}

const measures: Hole = {
  hole: 'measures',
  allows: 'nulls | distinct | oldest | newest, each of one column',
  test: (value) => Array.isArray(value) && value.length <= 40 && value.every(isMeasure),
  render: renderMeasures,
};

const columns: Hole = {
  hole: 'columns',
  allows: '1..200 names of columns',
  test: (value) => Array.isArray(value) && value.length > 0 && value.length <= 200 && value.every(isQuotable),
  render: (names: readonly string[]) => names.map((name) => `toString(${quoteIdentifier(name)})`).join(', '),
};

/** Ceilings inside the statement, for the HTTP interface; empty where the profile lets nobody set any. */
const caps: Hole = oneOf('caps', ['', ' SETTINGS max_execution_time = 5']);

/** One statement: SELECT or SHOW only, every name a quoted hole. */
export interface Statement {
  readonly sql: Joined;
  readonly why: string;
  readonly depth: Row['depth'];
  readonly limits?: Row['limits'];
}

const LONG = { bytes: 4 << 20, elements: 200_000 } as const;

/** The statements that both interfaces send. */
export const statements = {
  version: {
    sql: join`SELECT version(), toUInt64(uptime())${caps}`,
    why: 'Is this ClickHouse, which version, does it ask for a password, how long has it been up?',
    depth: 'touch',
  },
  databases: {
    sql: join`SELECT name, engine FROM system.databases ORDER BY name LIMIT 1000${caps}`,
    why: 'Which databases are there, and which of them are links to other servers?',
    depth: 'touch',
  },
  tables: {
    sql: join`SELECT database, name, engine, toUInt64(toUnixTimestamp(metadata_modification_time)), ifNull(toInt64(total_rows), -1), ifNull(toInt64(total_bytes), -1) FROM system.tables WHERE database IN (${databases}) LIMIT 20000${caps}`,
    why: 'Which tables are there, how many rows and bytes, since when?',
    depth: 'touch',
    limits: LONG,
  },
  tablesOld: {
    sql: join`SELECT database, name, engine, toUInt64(toUnixTimestamp(metadata_modification_time)), toInt64(-1), toInt64(-1) FROM system.tables WHERE database IN (${databases}) LIMIT 20000${caps}`,
    why: 'The same for versions before 19.17, which keep no totals.',
    depth: 'touch',
    limits: LONG,
  },
  parts: {
    sql: join`SELECT database, table, toUInt64(sum(rows)), toUInt64(sum(bytes_on_disk)), toUInt64(toUnixTimestamp(max(modification_time))) FROM system.parts WHERE active AND database IN (${databases}) GROUP BY database, table LIMIT 20000${caps}`,
    why: 'Rows and bytes from the books of the storage, and when something was last written.',
    depth: 'touch',
    limits: LONG,
  },
  count: {
    sql: join`SELECT count() FROM ${database}.${table}${caps}`,
    why: 'Can rows be read, how many are there, and how many more a moment later?',
    depth: 'touch',
  },
  grants: {
    sql: join`SHOW GRANTS`,
    why: 'What may a visitor without a name do?',
    depth: 'touch',
  },
  readonly: {
    sql: join`SELECT name, toString(value) FROM system.settings WHERE name = 'readonly'${caps}`,
    why: 'Does the profile of such a visitor forbid writing?',
    depth: 'touch',
  },
  server: {
    sql: join`SELECT toString(serverUUID())${caps}`,
    why: 'Is it the same server at a later look?',
    depth: 'touch',
  },
  columns: {
    sql: join`SELECT database, table, name, substring(type, 1, 120), toUInt8(is_in_primary_key) FROM system.columns WHERE database IN (${databases}) LIMIT 40000${caps}`,
    why: 'Names and types of the columns.',
    depth: 'shape',
    limits: LONG,
  },
  columnsOld: {
    sql: join`SELECT database, table, name, substring(type, 1, 120), toUInt8(0) FROM system.columns WHERE database IN (${databases}) LIMIT 40000${caps}`,
    why: 'The same for versions that do not tell the key.',
    depth: 'shape',
    limits: LONG,
  },
  measure: {
    sql: join`SELECT ${measures} FROM ${database}.${table}${caps}`,
    why: 'Nulls, distinct values, oldest and newest: computed by the server, no row returned.',
    depth: 'shape',
  },
  draw: {
    sql: join`SELECT ${columns} FROM ${database}.${table} WHERE rand() % ${integer('every', 1, 1_000_000)} = 0 LIMIT ${integer('size', 1, 1_000)}${caps}`,
    why: 'A few rows, into memory only, to recognise what kind of data the columns hold.',
    depth: 'sample',
    limits: LONG,
  },
} as const satisfies Record<string, Statement>;

export type StatementName = keyof typeof statements;

/** A row of the table for every statement, by what makes a request of it. */
export function rowsOf(request: (sql: Joined) => Row['send']): Readonly<Record<StatementName, Row>> {
  const entries = Object.entries(statements).map(([name, statement]: [string, Statement]) => {
    const { sql, ...rest } = statement;
    return [name, { ...rest, send: request(sql) }] as const;
  });
  return Object.fromEntries(entries) as Readonly<Record<StatementName, Row>>;
}
