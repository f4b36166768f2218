import type { Count } from '../../model/inventory.ts';
import { type Failure, type Outcome, success } from '../../model/outcome.ts';
import type { LookLimits } from '../../wire/service.ts';
import { numberAt, type Session, textAt, truthAt } from './session.ts';
import type { PgPeer } from './table.ts';
import { typeWord } from './types.ts';

/** A table up to this size is counted exactly: reading it costs the server less than a second. */
const COUNTED_BYTES = 16 << 20;
const MOST_COUNTS = 60;
const MOST_SPANS = 20;
/** Databases in which a second count is waited for. */
const MOST_RATES = 6;
/** Object ids asked for in one statement. */
const CHUNK = 200;

/** One table as it is put together from several answers. */
export interface Relation {
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

/** What one inventory gathers over all databases. */
export interface Gathering {
  readonly notes: Set<string>;
  complete: boolean;
  writable: string | undefined;
  counts: number;
  spans: number;
  rates: number;
}

/** The tables of one database, with columns, counts and dates. */
export async function inDatabase(
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
  if (!full.ok) gathering.notes.add('the sizes, row counts and privileges of some tables could not be had');
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
        type: typeWord(textAt(row, 2) ?? ''),
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
    else if (!said.ok && isBroken(said)) return;
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
    if (!said.ok && isBroken(said)) return;
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

/** True where the session is lost; a refusal of the server or of our own guard concerns one table only. */
function isBroken(failure: Failure): boolean {
  return failure.why !== 'rejected' && failure.why !== 'denied-by-guard';
}
