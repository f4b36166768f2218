import type { Count, DatasetInventory, Inventory, SchemaField } from '../../model/inventory.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { rawText } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { enter, knownWay, numberAt, type Session, textAt, truthAt } from './session.ts';
import { identify } from './identify.ts';
import type { PgPeer } from './table.ts';

/** Databases that are opened one by one; the rest is named with its size. Each costs one connection. */
const MOST_DATABASES = 24;
/** Connections kept for the sample and for a second count. */
const KEPT_CONNECTIONS = 8;
/** A table up to this size is counted exactly: reading it costs the server less than a second. */
const COUNTED_BYTES = 16 << 20;
const MOST_COUNTS = 60;
const MOST_SPANS = 20;
/** Databases in which a second count is waited for. */
const MOST_RATES = 6;
/** Object ids asked for in one statement. */
const CHUNK = 200;

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

interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly table: string;
  readonly kind: string;
  readonly readable: boolean;
  readonly writable: boolean;
  rows: Count | undefined;
  bytes: number | undefined;
  foreignParts: boolean;
  inserted: number | undefined;
  later: { rows: number; seconds: number } | undefined;
  columns: {
    name: string;
    type: string;
    distinct: number | undefined;
    nulls: number | undefined;
    indexed: boolean;
    unique: boolean;
    span: { from: string; to: string } | undefined;
  }[];
}

interface Gathering {
  readonly notes: Set<string>;
  complete: boolean;
  writable: string | undefined;
  counts: number;
  spans: number;
  rates: number;
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

async function inDatabase(
  peer: PgPeer,
  session: Session,
  limits: LookLimits,
  rest: number,
  gathering: Gathering,
): Promise<Outcome<Relation[]>> {
  const listed = await listRelations(session, gathering);
  if (!listed.ok) return listed;
  const kept = listed.value.slice(0, rest);
  if (kept.length < listed.value.length) {
    gathering.complete = false;
    gathering.notes.add('not every table is described one by one: a ceiling was reached');
  }
  if (kept.length === 0) return success([]);
  const byOid = new Map(kept.map((relation) => [relation.oid, relation]));
  const before = await activity(session, byOid);
  const first = performance.now();
  await columns(session, byOid, limits, gathering);
  await indexes(session, byOid);
  await counts(session, kept, gathering);
  await spans(session, kept, gathering);
  if (before && limits.rateGap > 0 && gathering.rates < MOST_RATES) {
    gathering.rates += 1;
    await later(peer, session, byOid, limits.rateGap, first, gathering);
  }
  return success(kept);
}

async function listRelations(session: Session, gathering: Gathering): Promise<Outcome<Relation[]>> {
  const full = await session.read('tables');
  const listed = full.ok ? full : await session.read('tablesBare');
  if (!listed.ok) return listed;
  if (!full.ok) gathering.notes.add('this engine tells no sizes, row counts or privileges of its tables');
  const relations = listed.value.rows.flatMap((row): Relation[] => {
    const oid = numberAt(row, 0);
    const schema = textAt(row, 1);
    const table = textAt(row, 2);
    if (oid === undefined || schema === undefined || table === undefined) return [];
    const estimate = numberAt(row, 6);
    return [
      {
        oid,
        schema,
        table,
        kind: textAt(row, 3) ?? 'r',
        readable: full.ok ? truthAt(row, 4) : true,
        writable: full.ok && truthAt(row, 5),
        rows:
          estimate !== undefined && estimate > 0
            ? { value: Math.round(estimate), method: 'estimate' }
            : undefined,
        bytes: full.ok ? numberAt(row, 7) : undefined,
        foreignParts: false,
        inserted: undefined,
        later: undefined,
        columns: [],
      },
    ];
  });
  if (relations.some((relation) => relation.writable))
    gathering.writable ??= 'the role holds a write privilege on at least one table';
  if (relations.some((relation) => relation.kind === 'v'))
    gathering.notes.add('views are listed with their columns and never run: they may call functions');
  if (relations.some((relation) => relation.kind === 'f'))
    gathering.notes.add(
      'foreign tables are listed and never read: reading them would make this server call another',
    );
  if (relations.length >= 2_000) {
    gathering.complete = false;
    gathering.notes.add('a database holds more than 2,000 tables; the largest were taken');
  }
  return success(relations);
}

function chunks(byOid: ReadonlyMap<number, Relation>): number[][] {
  const oids = [...byOid.keys()];
  return Array.from({ length: Math.ceil(oids.length / CHUNK) }, (_, index) =>
    oids.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}

/** Rows and bytes over whole partition trees, by the statistics of the server. False where it keeps none. */
async function activity(session: Session, byOid: ReadonlyMap<number, Relation>): Promise<boolean> {
  for (const oids of chunks(byOid)) {
    const said = await session.read('activity', { oids });
    if (!said.ok) return false;
    for (const row of said.value.rows) {
      const relation = byOid.get(numberAt(row, 0) ?? -1);
      if (!relation || relation.kind === 'v' || relation.kind === 'f') continue;
      const planned = numberAt(row, 1) ?? 0;
      const live = numberAt(row, 3) ?? 0;
      const value = Math.round(planned > 0 ? planned : live);
      relation.rows = { value, method: 'estimate' };
      relation.bytes = numberAt(row, 2) ?? relation.bytes;
      relation.inserted = numberAt(row, 4);
      relation.foreignParts = (numberAt(row, 5) ?? 0) > 0;
    }
  }
  return true;
}

async function columns(
  session: Session,
  byOid: ReadonlyMap<number, Relation>,
  limits: LookLimits,
  gathering: Gathering,
): Promise<void> {
  for (const oids of chunks(byOid)) {
    const full = await session.read('columns', { oids });
    const said = full.ok ? full : await session.read('columnsBare', { oids });
    if (!said.ok) {
      gathering.complete = false;
      gathering.notes.add('the columns of some tables could not be read');
      continue;
    }
    for (const row of said.value.rows) {
      const relation = byOid.get(numberAt(row, 0) ?? -1);
      const name = textAt(row, 1);
      if (!relation || name === undefined) continue;
      if (relation.columns.length >= limits.fields) {
        gathering.notes.add('some tables have more columns than are listed');
        continue;
      }
      const nulls = numberAt(row, 4);
      relation.columns.push({
        name,
        type: (textAt(row, 2) ?? 'unknown')
          .toLowerCase()
          .replace(/[^a-z0-9_ [\](),"]/g, '')
          .slice(0, 64),
        distinct: numberAt(row, 3),
        nulls: nulls !== undefined && nulls >= 0 && nulls <= 1 ? nulls : undefined,
        indexed: false,
        unique: false,
        span: undefined,
      });
    }
  }
}

async function indexes(session: Session, byOid: ReadonlyMap<number, Relation>): Promise<void> {
  for (const oids of chunks(byOid)) {
    const said = await session.read('indexes', { oids });
    for (const row of said.ok ? said.value.rows : []) {
      const name = textAt(row, 1);
      const column = byOid.get(numberAt(row, 0) ?? -1)?.columns.find((candidate) => candidate.name === name);
      if (!column) continue;
      column.indexed = true;
      column.unique ||= truthAt(row, 2);
    }
  }
}

/** Small tables are counted exactly; the estimate of a table that was never analysed may be zero. */
async function counts(session: Session, relations: readonly Relation[], gathering: Gathering): Promise<void> {
  for (const relation of relations) {
    if (!relation.readable || (relation.kind !== 'r' && relation.kind !== 'm')) continue;
    if (relation.bytes === undefined || relation.bytes > COUNTED_BYTES || gathering.counts >= MOST_COUNTS)
      continue;
    gathering.counts += 1;
    const said = await session.read('count', { schema: relation.schema, table: relation.table });
    const value = said.ok ? numberAt(said.value.rows[0], 0) : undefined;
    if (value !== undefined && value >= 0) relation.rows = { value, method: 'exact' };
    else if (!said.ok && said.why !== 'rejected') return;
  }
}

/** Oldest and newest value of the first indexed date of a table: two look-ups in the index, rounded to the minute. */
async function spans(session: Session, relations: readonly Relation[], gathering: Gathering): Promise<void> {
  for (const relation of relations) {
    if (
      !relation.readable ||
      (relation.kind !== 'r' && relation.kind !== 'p' && relation.kind !== 'm') ||
      relation.foreignParts
    )
      continue;
    const column = relation.columns.find(
      (candidate) => candidate.indexed && /^(?:timestamp|date)/.test(candidate.type),
    );
    if (!column || gathering.spans >= MOST_SPANS || (relation.rows?.value ?? 0) < 2) continue;
    gathering.spans += 1;
    const said = await session.read('span', {
      schema: relation.schema,
      table: relation.table,
      column: column.name,
    });
    if (!said.ok && said.why !== 'rejected') return;
    const from = said.ok ? textAt(said.value.rows[0], 0) : undefined;
    const to = said.ok ? textAt(said.value.rows[0], 1) : undefined;
    const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
    if (from !== undefined && to !== undefined && stamp.test(from) && stamp.test(to))
      column.span = { from, to };
  }
}

/** The second count: rows inserted since the first, by the server's own counters. */
async function later(
  peer: PgPeer,
  session: Session,
  byOid: ReadonlyMap<number, Relation>,
  gap: number,
  first: number,
  gathering: Gathering,
): Promise<void> {
  const before = new Map(
    [...byOid.values()].map((relation) => [
      relation.oid,
      { inserted: relation.inserted, rows: relation.rows },
    ]),
  );
  await peer.pause(Math.max(0, gap - (performance.now() - first)));
  if (!(await session.renew()).ok) return;
  const again = new Map([...byOid].map(([oid, relation]) => [oid, { ...relation }]));
  if (!(await activity(session, again))) return;
  const seconds = Math.max(0.001, (performance.now() - first) / 1_000);
  for (const [oid, relation] of byOid) {
    const was = before.get(oid);
    const now = again.get(oid)?.inserted;
    if (was?.inserted === undefined || now === undefined || was.rows === undefined || now < was.inserted)
      continue;
    relation.later = { rows: was.rows.value + (now - was.inserted), seconds };
  }
  gathering.notes.add('the rate of new rows is from the counters of the server, which lag by up to a second');
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
