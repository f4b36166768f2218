import { caseId } from '../model/ids.ts';
import { CASE_STATES, type CaseState, type Observation } from '../model/finding.ts';
import { SidelightError } from '../kit/errors.ts';
import { startsCase, stateAfterLook } from './lifecycle.ts';
import type { Schema, Writing } from './schema.ts';

type CaseRow = { -readonly [Key in keyof Schema['case_']]: Schema['case_'][Key] };

/** Rows a statement: SQLite takes 32,766 parameters, PostgreSQL 65,535. */
const ROWS = 200;

export function inChunks<T>(all: readonly T[], size = ROWS): readonly (readonly T[])[] {
  const chunks: T[][] = [];
  for (let at = 0; at < all.length; at += size) chunks.push(all.slice(at, at + size));
  return chunks;
}

/** PostgreSQL text cannot hold NUL. */
export function storable(text: string): string {
  return text.replaceAll('\0', '');
}

/** One spelling of a moment, so that text sorts like time on both engines. */
export function moment(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new SidelightError(
      'CLOCK',
      `a time should be ISO 8601, and is ${JSON.stringify(text.slice(0, 40))}`,
    );
  return new Date(at).toISOString();
}

export function toState(text: string): CaseState {
  const state = CASE_STATES.find((one) => one === text);
  if (state === undefined)
    throw new SidelightError('STORE', `the store holds an unknown case state: ${JSON.stringify(text)}`);
  return state;
}

/** Takes the one lock that every writer takes first, so that writers queue up; gives the last case number. */
export async function lockForWriting(tx: Writing): Promise<number> {
  const row = await tx
    .updateTable('counter')
    .set((of) => ({ value: of.ref('value') }))
    .where('name', '=', 'case')
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(row.value);
}

export async function addHistory(
  tx: Writing,
  rows: readonly Omit<Schema['history'], 'seq'>[],
): Promise<void> {
  const last = new Map<string, number>();
  for (const ids of inChunks([...new Set(rows.map((row) => row.case_id))])) {
    const found = await tx
      .selectFrom('history')
      .select((of) => ['case_id', of.fn.max('seq').as('seq')])
      .where('case_id', 'in', ids)
      .groupBy('case_id')
      .execute();
    for (const row of found) last.set(row.case_id, Number(row.seq));
  }
  const numbered = rows.map((row) => {
    const seq = (last.get(row.case_id) ?? 0) + 1;
    last.set(row.case_id, seq);
    return { ...row, note: storable(row.note), by_whom: storable(row.by_whom), seq };
  });
  for (const chunk of inChunks(numbered)) await tx.insertInto('history').values(chunk).execute();
}

/** Inserts what is not there yet; an observation that is there stays as it is. Gives the ids that are new. */
async function insertNew(tx: Writing, observations: readonly Observation[]): Promise<ReadonlySet<string>> {
  const fresh = new Set<string>();
  for (const chunk of inChunks(observations)) {
    const inserted = await tx
      .insertInto('observation')
      .values(
        chunk.map((one) => ({
          id: one.id,
          case_id: caseId(one.endpoint, one.service),
          run: storable(one.run),
          at: moment(one.at),
          doc: JSON.stringify(one),
        })),
      )
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .execute();
    for (const row of inserted) fresh.add(row.id);
  }
  return fresh;
}

async function casesById(tx: Writing, ids: readonly string[]): Promise<Map<string, CaseRow>> {
  const known = new Map<string, CaseRow>();
  for (const chunk of inChunks(ids)) {
    for (const row of await tx.selectFrom('case_').selectAll().where('id', 'in', chunk).execute())
      known.set(row.id, { ...row });
  }
  return known;
}

function newCase(id: string, number: number, at: string, first: Observation): CaseRow {
  return {
    id,
    number,
    endpoint: storable(first.endpoint),
    service: storable(first.service),
    state: 'observed',
    first_seen: at,
    last_seen: at,
    looks: 1,
    severity: first.severity?.se ?? -1,
    latest: first.id,
  };
}

/**
 * Stores observations and brings their cases up to date, in the caller's transaction. Gives the case number of each
 * observation, in order; undefined where there is no case (nothing stood open, and no case was there before).
 */
export async function recordInto(
  tx: Writing,
  observations: readonly Observation[],
): Promise<readonly (number | undefined)[]> {
  let number = await lockForWriting(tx);
  const before = number;
  const fresh = new Set(await insertNew(tx, observations));
  const known = await casesById(tx, [
    ...new Set(observations.map((one) => caseId(one.endpoint, one.service))),
  ]);
  const changed = new Set<CaseRow>();
  const history: Omit<Schema['history'], 'seq'>[] = [];
  const inOrder = observations
    .filter((one) => fresh.has(one.id))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const one of inOrder) {
    if (!fresh.delete(one.id)) continue;
    const id = caseId(one.endpoint, one.service);
    const at = moment(one.at);
    const row = known.get(id);
    if (row === undefined) {
      if (!startsCase(one)) continue;
      number += 1;
      const made = newCase(id, number, at, one);
      known.set(id, made);
      changed.add(made);
      continue;
    }
    changed.add(row);
    row.looks += 1;
    if (at < row.first_seen) row.first_seen = at;
    if (at < row.last_seen) continue;
    row.last_seen = at;
    row.latest = one.id;
    if (one.severity) row.severity = one.severity.se;
    const next = stateAfterLook(toState(row.state), one);
    if (next.state === row.state) continue;
    history.push({
      case_id: id,
      at,
      from_state: row.state,
      to_state: next.state,
      by_whom: 'look',
      note: next.because,
    });
    row.state = next.state;
  }
  for (const chunk of inChunks([...changed])) {
    await tx
      .insertInto('case_')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((of) => ({
          state: of.ref('excluded.state'),
          first_seen: of.ref('excluded.first_seen'),
          last_seen: of.ref('excluded.last_seen'),
          looks: of.ref('excluded.looks'),
          severity: of.ref('excluded.severity'),
          latest: of.ref('excluded.latest'),
        })),
      )
      .execute();
  }
  if (number !== before)
    await tx.updateTable('counter').set({ value: number }).where('name', '=', 'case').execute();
  await addHistory(tx, history);
  return observations.map((one) => known.get(caseId(one.endpoint, one.service))?.number);
}
