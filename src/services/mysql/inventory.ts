import type { Count, DatasetInventory, Inventory, SchemaField } from '../../model/inventory.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { rawText } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { type Column, type Gathering, listTables, type Table } from './catalogue.ts';
import { identify } from './identify.ts';
import { enter, knownWay, numberAt, type Session, textAt } from './session.ts';
import type { MyPeer } from './table.ts';

/** What a sample needs to know of a table: kept in memory beside the inventory, never in it. */
export interface TablePlan {
  readonly schema: string;
  readonly table: string;
  readonly kind: Table['kind'];
  readonly engine: string;
  readonly rows: number | undefined;
  readonly bytes: number | undefined;
  /** The primary key, where it is one whole number. */
  readonly key: string | undefined;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const PLANS = new WeakMap<DatasetInventory, TablePlan>();

export function planOf(dataset: DatasetInventory): TablePlan | undefined {
  return PLANS.get(dataset);
}

const OWN = [
  'information_schema',
  'performance_schema',
  'mysql',
  'sys',
  'metrics_schema',
  '_statistics_',
  'oceanbase',
  'ndbinfo',
];

/** Containers, counts, sizes and schema; no row of any table leaves the server. */
export async function inventory(peer: MyPeer, limits: LookLimits): Promise<Outcome<Inventory>> {
  if (!knownWay(peer)) await identify(peer);
  const way = knownWay(peer);
  if (!way) return failure('rejected', 'no session without a password');
  const opened = await enter(peer, way);
  if (!opened.ok) return opened;
  const session = opened.value;
  const gathering: Gathering = { notes: new Set(), complete: true };
  const databases = await session.read('databases');
  if (!databases.ok) {
    const engine = await searchEngine(session);
    await session.end();
    return engine ?? databases;
  }
  if (!session.readOnly) gathering.notes.add('this version has no read-only transactions');
  const uptime = await session.read('uptime');
  const seconds = uptime.ok ? numberAt(uptime.value.rows[0], 1) : undefined;
  const writable = await writableOf(session);
  const accounts = await session.read('accounts');
  const tables = await listTables(peer, session, limits, gathering);
  if (!tables.ok) return tables;
  await session.end();
  const datasets: DatasetInventory[] = tables.value.map((table) => datasetOf(table, limits));
  const filled = new Set(tables.value.map((table) => table.schema));
  for (const row of databases.value.rows) {
    const name = textAt(row, 0);
    if (name === undefined || filled.has(name)) continue;
    datasets.push({
      name: rawText(name),
      kind: 'database',
      fields: [],
      ...(OWN.includes(name.toLowerCase()) ? { internal: true } : {}),
    });
  }
  return success({
    datasets,
    unlearned: [...gathering.notes],
    complete: gathering.complete,
    ...(writable ? { writable } : {}),
    ...(seconds === undefined || seconds < 0 || seconds > 1e9 ? {} : { startedAt: startOf(seconds) }),
    traces: accounts.ok
      ? accounts.value.rows.flatMap((row) =>
          row[0] ? [{ kind: 'account', name: rawText(row[0]), method: 'USER_PRIVILEGES' }] : [],
        )
      : [],
  });
}

/** To the minute: the answer took its time. */
function startOf(uptime: number): string {
  return `${new Date(Date.now() - uptime * 1_000).toISOString().slice(0, 16)}:00Z`;
}

/** Sphinx and Manticore have no information_schema: their indexes are named and nothing more. */
async function searchEngine(session: Session): Promise<Outcome<Inventory> | undefined> {
  const tables = await session.read('showTables');
  if (!tables.ok) return undefined;
  return success({
    datasets: tables.value.rows.flatMap((row) =>
      row[0] ? [{ name: rawText(row[0]), kind: 'index' as const, fields: [] }] : [],
    ),
    unlearned: ['this search engine tells neither rows, sizes nor columns at this depth'],
    complete: false,
  });
}

const WRITES = /^GRANT (?:[^']*?\b)?(?:ALL PRIVILEGES|INSERT|UPDATE|DELETE|DROP|CREATE|ALTER)\b/;

/** From the grants of the account; their text is only looked at, never kept. */
async function writableOf(session: Session): Promise<Inventory['writable']> {
  const readOnly = await session.read('readOnly');
  const locked = readOnly.ok && /^(?:1|ON)$/i.test(textAt(readOnly.value.rows[0], 0) ?? '');
  const grants = await session.read('grants');
  if (!grants.ok) {
    // ER_OPTION_PREVENTS_STATEMENT: the server runs with --skip-grant-tables.
    if (grants.why === 'rejected' && grants.detail === 'error 1290')
      return { value: true, because: 'the server runs without grant tables: every account may do anything' };
    return undefined;
  }
  const writes = grants.value.rows.some((row) => WRITES.test(textAt(row, 0) ?? ''));
  if (!writes) return { value: false, because: 'the account holds no privilege to write' };
  return locked
    ? { value: false, because: 'the account holds write privileges, and the server is set to read_only' }
    : { value: true, because: 'the account holds privileges to write' };
}

function distinctOf(column: Column, rows: Count | undefined): Count | undefined {
  if (column.unique && rows) return rows;
  return column.cardinality === undefined ? undefined : { value: column.cardinality, method: 'estimate' };
}

function fieldOf(column: Column, rows: Count | undefined): SchemaField {
  const distinct = distinctOf(column, rows);
  return {
    path: rawText(column.name),
    type: column.type,
    ...(distinct ? { distinct } : {}),
    ...(column.span ? { span: column.span } : {}),
    ...(column.indexed ? { indexed: true } : {}),
    ...(column.unique ? { unique: true } : {}),
  };
}

function datasetOf(table: Table, limits: LookLimits): DatasetInventory {
  const dataset: DatasetInventory = {
    name: rawText(`${table.schema}.${table.table}`),
    kind: table.kind,
    ...(table.rows ? { rows: table.rows } : {}),
    ...(table.bytes === undefined ? {} : { bytes: { value: table.bytes, method: 'estimate' } }),
    fields: table.columns.slice(0, limits.fields).map((column) => fieldOf(column, table.rows)),
    ...(table.created === undefined ? {} : { created: { at: table.created, method: 'CREATE_TIME' } }),
    ...(table.modified === undefined ? {} : { modified: { at: table.modified, method: 'UPDATE_TIME' } }),
    ...(table.later ? { later: table.later } : {}),
  };
  const primary = table.columns.filter((column) => column.primary);
  const key =
    primary.length === 1 && /^(?:tinyint|smallint|mediumint|int|integer|bigint)$/.test(primary[0]?.type ?? '')
      ? primary[0]?.name
      : undefined;
  PLANS.set(dataset, {
    schema: table.schema,
    table: table.table,
    kind: table.kind,
    engine: table.engine,
    rows: table.rows?.value,
    bytes: table.bytes,
    key,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
  });
  return dataset;
}
