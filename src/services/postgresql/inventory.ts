import type { Count, DatasetInventory, Inventory, SchemaField } from '../../model/inventory.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { rawText } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { type Gathering, inDatabase, type Relation } from './catalogue.ts';
import { identify } from './identify.ts';
import { enter, knownWay, numberAt, type Session, textAt, truthAt } from './session.ts';
import type { PgPeer } from './table.ts';

/** Databases that are opened one by one; the rest is named with its size. Each costs one connection. */
const MOST_DATABASES = 24;
/** Connections kept for the sample and for a second count. */
const KEPT_CONNECTIONS = 8;

/** What a sample needs to know of a table: kept in memory beside the inventory, never in it. */
export interface TablePlan {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly oid: number;
  readonly kind: string;
  readonly readable: boolean;
  readonly foreignParts: boolean;
  readonly rows: number | undefined;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const PLANS = new WeakMap<DatasetInventory, TablePlan>();

export function planOf(dataset: DatasetInventory): TablePlan | undefined {
  return PLANS.get(dataset);
}

interface Database {
  readonly oid: number;
  readonly name: string;
  readonly allowed: boolean;
  readonly template: boolean;
  readonly bytes: number | undefined;
}

/** Containers, counts, sizes and schema of every database that lets us in; no row of any table leaves the server. */
export async function inventory(peer: PgPeer, limits: LookLimits): Promise<Outcome<Inventory>> {
  if (!knownWay(peer)) await identify(peer);
  const way = knownWay(peer);
  if (!way) return failure('rejected', 'no session without a password');
  const opened = await enter(peer, way, 'postgres');
  if (!opened.ok) return opened;
  const gathering: Gathering = {
    notes: new Set(),
    complete: true,
    writable: undefined,
    counts: 0,
    spans: 0,
    rates: 0,
  };
  const databases = await listDatabases(opened.value);
  if (!databases.ok) return databases;
  const started = await opened.value.read('started');
  const superuser = await powers(opened.value, gathering);
  const traces = await roles(opened.value);
  const datasets: DatasetInventory[] = [];
  let visited = 0;
  let session: Session | undefined = opened.value;
  for (const database of ordered(databases.value)) {
    const rest = limits.containers - datasets.length;
    const enough = visited < MOST_DATABASES && peer.left().connections > KEPT_CONNECTIONS && rest > 0;
    if (!database.allowed || database.template || !enough) {
      if (!enough && database.allowed && !database.template) {
        gathering.complete = false;
        gathering.notes.add('not every database was opened: a ceiling was reached');
      }
      datasets.push(wholeDatabase(database));
      continue;
    }
    visited += 1;
    if (database.name !== 'postgres' || !session) {
      await session?.end();
      const next = await enter(peer, way, database.name);
      if (!next.ok) {
        session = undefined;
        gathering.notes.add('a database did not let this role in; it is listed by name and size');
        if (next.why !== 'rejected') gathering.complete = false;
        datasets.push(wholeDatabase(database));
        continue;
      }
      session = next.value;
    }
    const tables = await inDatabase(peer, session, limits, rest, gathering);
    if (!tables.ok) {
      gathering.complete = false;
      gathering.notes.add('a database could not be read to its end');
      datasets.push(wholeDatabase(database));
      session = undefined;
      continue;
    }
    if (tables.value.length === 0) datasets.push(wholeDatabase(database));
    for (const relation of tables.value) datasets.push(datasetOf(database, relation, limits));
  }
  await session?.end();
  const at = started.ok ? textAt(started.value.rows[0], 0) : undefined;
  return success({
    datasets,
    unlearned: [...gathering.notes],
    complete: gathering.complete,
    writable: writable(superuser, gathering),
    ...(at === undefined || !/^[0-9TZ:-]{20}$/.test(at) ? {} : { startedAt: at }),
    traces,
  });
}

function writable(superuser: boolean | undefined, gathering: Gathering): { value: boolean; because: string } {
  if (superuser === true) return { value: true, because: 'the role is a superuser' };
  if (gathering.writable !== undefined) return { value: true, because: gathering.writable };
  return { value: false, because: 'the role holds no write privilege on any table that was listed' };
}

/** `postgres` first, because a session on it is already open; then the largest. */
function ordered(databases: readonly Database[]): readonly Database[] {
  const rank = (database: Database): number =>
    database.name === 'postgres' ? Number.POSITIVE_INFINITY : (database.bytes ?? 0);
  return [...databases].sort((a, b) => (rank(b) === rank(a) ? a.oid - b.oid : rank(b) - rank(a)));
}

async function listDatabases(session: Session): Promise<Outcome<readonly Database[]>> {
  const listed = await session.read('databases');
  if (!listed.ok) return listed;
  const sizes = await session.read('sizes');
  const bytes = new Map<number, number>();
  for (const row of sizes.ok ? sizes.value.rows : []) {
    const oid = numberAt(row, 0);
    const size = numberAt(row, 1);
    if (oid !== undefined && size !== undefined) bytes.set(oid, size);
  }
  return success(
    listed.value.rows.flatMap((row) => {
      const oid = numberAt(row, 0);
      const name = textAt(row, 1);
      if (oid === undefined || name === undefined) return [];
      return [{ oid, name, allowed: truthAt(row, 2), template: truthAt(row, 3), bytes: bytes.get(oid) }];
    }),
  );
}

async function powers(session: Session, gathering: Gathering): Promise<boolean | undefined> {
  const said = await session.read('powers');
  if (!said.ok) return undefined;
  const row = said.value.rows[0];
  if (truthAt(row, 2)) gathering.writable = 'the role may create databases';
  return truthAt(row, 1);
}

async function roles(
  session: Session,
): Promise<{ kind: string; name: ReturnType<typeof rawText>; method: string }[]> {
  const said = await session.read('roles');
  return said.ok
    ? said.value.rows.flatMap((row) =>
        row[0] ? [{ kind: 'account', name: rawText(row[0]), method: 'pg_roles' }] : [],
      )
    : [];
}

function wholeDatabase(database: Database): DatasetInventory {
  return {
    name: rawText(database.name),
    kind: 'database',
    fields: [],
    ...(database.bytes === undefined ? {} : { bytes: { value: database.bytes, method: 'exact' } }),
    ...(database.template || database.name === 'postgres' ? { internal: true } : {}),
  };
}

function distinctOf(column: Relation['columns'][number], rows: Count | undefined): Count | undefined {
  if (column.unique && rows) return { value: rows.value, method: rows.method };
  const { distinct } = column;
  if (distinct === undefined || distinct === 0) return undefined;
  if (distinct > 0) return { value: Math.round(distinct), method: 'estimate' };
  return rows ? { value: Math.round(-distinct * rows.value), method: 'estimate' } : undefined;
}

function fieldOf(column: Relation['columns'][number], rows: Count | undefined): SchemaField {
  const distinct = distinctOf(column, rows);
  return {
    path: rawText(column.name),
    type: column.type,
    ...(distinct ? { distinct } : {}),
    ...(column.nulls === undefined ? {} : { nullShare: column.nulls }),
    ...(column.span ? { span: column.span } : {}),
    ...(column.indexed ? { indexed: true } : {}),
    ...(column.unique ? { unique: true } : {}),
  };
}

function datasetOf(database: Database, relation: Relation, limits: LookLimits): DatasetInventory {
  const path =
    relation.schema === 'public'
      ? [database.name, relation.table]
      : [database.name, relation.schema, relation.table];
  const dataset: DatasetInventory = {
    name: rawText(path.join('.')),
    kind: relation.kind === 'v' ? 'view' : 'table',
    ...(relation.rows ? { rows: relation.rows } : {}),
    ...(relation.bytes === undefined || relation.kind === 'v'
      ? {}
      : { bytes: { value: relation.bytes, method: 'exact' } }),
    fields: relation.columns.slice(0, limits.fields).map((column) => fieldOf(column, relation.rows)),
    ...(relation.later ? { later: relation.later } : {}),
  };
  PLANS.set(dataset, {
    database: database.name,
    schema: relation.schema,
    table: relation.table,
    oid: relation.oid,
    kind: relation.kind,
    readable: relation.readable,
    foreignParts: relation.foreignParts,
    rows: relation.rows?.value,
    columns: relation.columns.map(({ name, type }) => ({ name, type })),
  });
  return dataset;
}
