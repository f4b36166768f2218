import { distinctOf, type FakeTable, filledOf, type Value } from './table.ts';

export interface FakePgDatabase {
  readonly name: string;
  /** Tables of the schema `public`. */
  readonly tables: readonly FakeTable[];
}

export interface FakePgOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly databases: readonly FakePgDatabase[];
  /** Roles that exist; under `trust` each of them gets in without a password. */
  readonly roles: readonly string[];
  /** Asks every role for SCRAM-SHA-256. */
  readonly locked?: boolean;
}

/** Cells as text, as the simple protocol sends them. */
export interface PgTable {
  readonly columns: readonly { readonly name: string; readonly oid: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export class PgRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const FIRST_DATABASE_OID = 16_384;
const FIRST_TABLE_OID = 24_576;
const BLOCK = 8_192;
export const TEXT = 25;
const OIDS: Readonly<Record<string, number>> = {
  boolean: 16,
  bigint: 20,
  smallint: 21,
  integer: 23,
  text: TEXT,
  'double precision': 701,
  'character varying': 1043,
  date: 1082,
  'timestamp without time zone': 1114,
  'timestamp with time zone': 1184,
  numeric: 1700,
};

export function typeOid(type: string): number {
  return OIDS[type] ?? TEXT;
}

export function text(value: Value | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value);
}

/** A result whose columns are all text, named by letters: probes read by position. */
export function result(
  rows: readonly (readonly Value[])[],
  width: number,
  names: readonly string[] = [],
): PgTable {
  return {
    columns: Array.from({ length: width }, (_, at) => ({ name: names[at] ?? '?column?', oid: TEXT })),
    rows: rows.map((row) => row.map(text)),
  };
}

export function bytesOf(table: FakeTable): number {
  return Math.ceil(table.count() / rowsPerBlock(table)) * BLOCK;
}

export function rowsPerBlock(table: FakeTable): number {
  return Math.max(1, Math.floor((BLOCK - 24) / table.averageBytes));
}

const SYSTEM_DATABASES = [
  { name: 'postgres', allowed: true, template: false },
  { name: 'template1', allowed: true, template: true },
  { name: 'template0', allowed: false, template: true },
] as const;

function databases(
  options: FakePgOptions,
): readonly { oid: number; name: string; allowed: boolean; template: boolean; bytes: number }[] {
  return [
    ...SYSTEM_DATABASES.map((one, at) => ({ ...one, oid: at + 1, bytes: 7_500_000 })),
    ...options.databases.map(({ name, tables }, at) => ({
      name,
      oid: FIRST_DATABASE_OID + at,
      allowed: true,
      template: false,
      bytes: 7_500_000 + tables.reduce((sum, table) => sum + bytesOf(table), 0),
    })),
  ];
}

interface Known {
  readonly oid: number;
  readonly table: FakeTable;
}

export function tablesOf(options: FakePgOptions, database: string): readonly Known[] {
  const at = options.databases.findIndex(({ name }) => name === database);
  const found = options.databases[at];
  return (found?.tables ?? []).map((table, index) => ({ oid: FIRST_TABLE_OID + at * 1_000 + index, table }));
}

/** Distinct values as `pg_stats` has them: negative is a share of the rows. */
function nDistinct(table: FakeTable, column: string): number {
  const count = table.count();
  const distinct = distinctOf(table, column);
  return distinct > count * 0.1 ? -(Math.round((distinct / count) * 1e6) / 1e6) : distinct;
}

export function stampOf(value: Value): string | null {
  const time =
    typeof value === 'string'
      ? Date.parse(value.includes('T') || !value.includes(' ') ? value : `${value.replace(' ', 'T')}Z`)
      : Number.NaN;
  return Number.isNaN(time)
    ? null
    : new Date(Math.floor(time / 60_000) * 60_000).toISOString().replace('.000Z', 'Z');
}

function byOid(sql: string, known: readonly Known[]): readonly Known[] {
  const lists = [...sql.matchAll(/\bin \(([\d, ]+)\)/gi)].map(([, list]) => list ?? '');
  const oids = (lists.at(-1) ?? '').split(',').map(Number);
  return known.filter(({ oid }) => oids.includes(oid));
}

/** Statements over the system catalogue, told apart by the catalogue tables and functions that they name. */
export function catalogueQuery(
  options: FakePgOptions,
  database: string,
  user: string,
  started: number,
  sql: string,
): PgTable | undefined {
  const known = tablesOf(options, database);
  if (/\bpg_database_size\b/.test(sql))
    return result(
      databases(options).map(({ oid, bytes }) => [oid, bytes]),
      2,
    );
  if (/\bfrom (?:pg_catalog\.)?pg_database\b/i.test(sql)) {
    if (/^select datname from/i.test(sql))
      return result(
        databases(options).map(({ name }) => [name]),
        1,
        ['datname'],
      );
    const rows = databases(options).map(({ oid, name, allowed, template }) => [oid, name, allowed, template]);
    return result(rows, 4, ['oid', 'datname', 'datallowconn', 'datistemplate']);
  }
  if (/\bpg_control_system\b/.test(sql)) return result([['7300000000000000001']], 1);
  if (/\bpg_postmaster_start_time\b/.test(sql))
    return result([[stampOf(new Date(started).toISOString())]], 1);
  if (/\bfrom (?:pg_catalog\.)?pg_roles\b/i.test(sql)) {
    if (/rolsuper/.test(sql)) return result([[user, true, true, true, true]], 5);
    return result(
      options.roles.map((role) => [role]),
      1,
      ['rolname'],
    );
  }
  if (/\bpg_stat_all_tables\b/.test(sql))
    return result(
      byOid(sql, known).map(({ oid, table }) => [
        oid,
        table.count(),
        bytesOf(table),
        table.count(),
        table.count(),
        0,
        null,
      ]),
      7,
    );
  if (/\bpg_relation_size\b/.test(sql) && /block_size/.test(sql))
    return result(
      byOid(sql, known).map(({ oid, table }) => [
        oid,
        'public',
        table.name,
        bytesOf(table) / BLOCK,
        table.count(),
      ]),
      5,
    );
  if (/\bpg_attribute\b/.test(sql) && /\bpg_index\b/.test(sql))
    return result(
      byOid(sql, known).flatMap(({ oid, table }) =>
        table.columns
          .filter((column) => column.indexed === true)
          .map((column) => [oid, column.name, column.unique === true]),
      ),
      3,
    );
  if (/\bpg_attribute\b/.test(sql))
    return result(
      byOid(sql, known).flatMap(({ oid, table }) =>
        table.columns.map(({ name, type }) => [
          oid,
          name,
          type,
          nDistinct(table, name),
          Math.round((1 - filledOf(table, name) / Math.max(1, table.count())) * 1e6) / 1e6,
        ]),
      ),
      5,
    );
  if (/\bpg_class\b/.test(sql) && /^select count\(\*\)/i.test(sql))
    return result([[known.length]], 1, ['count']);
  if (/\bpg_class\b/.test(sql))
    return result(
      known.map(({ oid, table }) => [
        oid,
        'public',
        table.name,
        'r',
        true,
        true,
        table.count(),
        bytesOf(table),
      ]),
      8,
    );
  if (/\binformation_schema\.tables\b/i.test(sql))
    return result(
      known.map(({ table }) => [table.name]),
      1,
      ['table_name'],
    );
  return undefined;
}
