import { isoUtc, systemClock, type Clock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import { contentId } from '../model/ids.ts';
import type { Case, CaseState, Observation } from '../model/finding.ts';
import { judge } from './lifecycle.ts';
import { migrate, type Engine, type Migration } from './migrations.ts';
import { patiently } from './patience.ts';
import { addHistory, lockForWriting, moment, recordInto, storable, toState } from './record.ts';
import type { Database, Schema, Writing } from './schema.ts';

/** A run as the store keeps it. `summary` is our own words and numbers, as JSON. */
export interface RunRecord {
  readonly id: string;
  readonly started: string;
  readonly finished?: string;
  readonly summary: Readonly<Record<string, unknown>>;
}

export interface CaseFilter {
  readonly state?: CaseState;
  readonly service?: string;
  /** Default `severity`: the worst first; `seen`: the latest look first; `number`: the oldest case first. */
  readonly sort?: 'severity' | 'seen' | 'number';
  /** At most so many, default 500. */
  readonly limit?: number;
  readonly offset?: number;
}

export interface StateChange {
  readonly at: string;
  readonly from: CaseState;
  readonly to: CaseState;
  readonly by: string;
  readonly note: string;
}

/** A case by its number (`12`, `#12`) or its id. */
export type CaseReference = number | string;

export interface Store {
  /** Inserts a run or replaces what is known of it. */
  recordRun(run: RunRecord): Promise<void>;
  runs(limit?: number): Promise<readonly RunRecord[]>;
  /** All of the batch in one transaction, or nothing. The case number of each, in order; undefined where there is no case. */
  recordObservations(batch: readonly Observation[]): Promise<readonly (number | undefined)[]>;
  listCases(filter?: CaseFilter): Promise<readonly Case[]>;
  /** CASE_NOT_FOUND where there is none. */
  showCase(reference: CaseReference): Promise<Case>;
  /** Oldest first. */
  history(reference: CaseReference): Promise<readonly StateChange[]>;
  /** The looks of a case, newest first; default at most 200. */
  observations(reference: CaseReference, limit?: number): Promise<readonly Observation[]>;
  observation(id: string): Promise<Observation | undefined>;
  /** CASE_STATE where the lifecycle does not allow it. */
  setState(reference: CaseReference, to: CaseState, by: string, note?: string): Promise<Case>;
  close(): Promise<void>;
}

export type StoreOptions = ({ readonly path: string; readonly key: string } | { readonly url: string }) & {
  readonly clock?: Clock;
  /** For tests of migrations. */
  readonly migrations?: readonly Migration[];
};

const CASES = 500;
const LOOKS = 200;

/** The id of an observation: a hash of everything else in it. */
export function observationId(observation: Omit<Observation, 'id'>): string {
  return contentId(
    'observation',
    JSON.stringify(
      Object.entries(observation)
        .filter(([key]) => key !== 'id')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
}

function notFound(reference: CaseReference): SidelightError {
  return new SidelightError(
    'CASE_NOT_FOUND',
    `there is no case ${JSON.stringify(reference)} in this store`,
    '`sidelight case list` names them.',
  );
}

function toObservation(doc: string): Observation {
  return JSON.parse(doc) as Observation;
}

function toCase(row: Schema['case_'] & { readonly doc: string }): Case {
  return {
    id: row.id,
    number: row.number,
    endpoint: row.endpoint,
    service: row.service,
    state: toState(row.state),
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    looks: row.looks,
    latest: toObservation(row.doc),
  };
}

async function connect(
  options: StoreOptions,
): Promise<{ readonly db: Database; readonly engine: Engine; explain(error: unknown): Error }> {
  if ('url' in options) {
    const { openPostgres, postgresEngine, postgresError } = await import('./postgres.ts');
    const { url } = options;
    return {
      db: await openPostgres(url),
      engine: postgresEngine,
      explain: (error) => postgresError(error, url),
    };
  }
  const { openSqlite, sqliteEngine, sqliteError } = await import('./sqlite.ts');
  const { path, key } = options;
  return {
    db: await openSqlite(path, key),
    engine: sqliteEngine,
    explain: (error) => sqliteError(error, path),
  };
}

/**
 * Opens the store and brings its schema forward. Errors: STORE (cannot be opened), STORE_KEY (wrong key or account),
 * STORE_NEWER (written by a newer program), LOCKED (another process kept it busy for a minute), DISK_FULL.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { clock = systemClock } = options;
  const { db, engine, explain } = await connect(options);
  const explained = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explain(error);
    }
  };
  const writing = <T>(work: (tx: Writing) => Promise<T>): Promise<T> =>
    explained(() =>
      patiently(() =>
        // Read committed on purpose: what was written before the lock was granted must be seen.
        db.transaction().setIsolationLevel('read committed').execute(work),
      ),
    );
  const casesWithDoc = (on: Database | Writing) =>
    on
      .selectFrom('case_')
      .innerJoin('observation', 'observation.id', 'case_.latest')
      .selectAll('case_')
      .select('observation.doc');
  const find = async (on: Database | Writing, reference: CaseReference): Promise<Case> => {
    const text = String(reference);
    const number = /^#?(\d{1,9})$/.exec(text)?.[1];
    const query = casesWithDoc(on);
    const row = await (number === undefined
      ? query.where('case_.id', '=', storable(text))
      : query.where('case_.number', '=', Number(number))
    ).executeTakeFirst();
    if (row === undefined) throw notFound(reference);
    return toCase(row);
  };
  const looks = async (
    on: Database | Writing,
    id: string,
    limit: number,
  ): Promise<readonly Observation[]> => {
    const rows = await on
      .selectFrom('observation')
      .select('doc')
      .where('case_id', '=', id)
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => toObservation(row.doc));
  };

  try {
    await patiently(() => migrate(db, engine, clock, options.migrations));
  } catch (error) {
    await db.destroy();
    throw explain(error);
  }

  return {
    recordRun: (run) =>
      writing(async (tx) => {
        await lockForWriting(tx);
        const row = {
          id: storable(run.id),
          started: moment(run.started),
          finished: run.finished === undefined ? null : moment(run.finished),
          doc: JSON.stringify(run.summary),
        };
        const { id: _id, ...rest } = row;
        await tx
          .insertInto('run')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
          .execute();
      }),
    runs: (limit = 100) =>
      explained(async () => {
        const rows = await db
          .selectFrom('run')
          .selectAll()
          .orderBy('started', 'desc')
          .orderBy('id')
          .limit(limit)
          .execute();
        return rows.map(({ id, started, finished, doc }) => ({
          id,
          started,
          ...(finished === null ? {} : { finished }),
          summary: JSON.parse(doc) as RunRecord['summary'],
        }));
      }),
    recordObservations: async (batch) => (batch.length === 0 ? [] : writing((tx) => recordInto(tx, batch))),
    listCases: (filter = {}) =>
      explained(async () => {
        let query = casesWithDoc(db);
        if (filter.state !== undefined) query = query.where('case_.state', '=', filter.state);
        if (filter.service !== undefined) query = query.where('case_.service', '=', storable(filter.service));
        if (filter.sort === 'seen') query = query.orderBy('case_.last_seen', 'desc');
        else if (filter.sort !== 'number') query = query.orderBy('case_.severity', 'desc');
        const rows = await query
          .orderBy('case_.number')
          .limit(filter.limit ?? CASES)
          .offset(filter.offset ?? 0)
          .execute();
        return rows.map(toCase);
      }),
    showCase: (reference) => explained(() => find(db, reference)),
    history: (reference) =>
      explained(async () => {
        const { id } = await find(db, reference);
        const rows = await db
          .selectFrom('history')
          .selectAll()
          .where('case_id', '=', id)
          .orderBy('seq')
          .execute();
        return rows.map((row) => ({
          at: row.at,
          from: toState(row.from_state),
          to: toState(row.to_state),
          by: row.by_whom,
          note: row.note,
        }));
      }),
    observations: (reference, limit = LOOKS) =>
      explained(async () => looks(db, (await find(db, reference)).id, limit)),
    observation: (id) =>
      explained(async () => {
        const row = await db
          .selectFrom('observation')
          .select('doc')
          .where('id', '=', storable(id))
          .executeTakeFirst();
        return row && toObservation(row.doc);
      }),
    setState: (reference, to, by, note = '') =>
      writing(async (tx) => {
        await lockForWriting(tx);
        const found = await find(tx, reference);
        const judged = judge(found.state, to, { observations: await looks(tx, found.id, LOOKS), note });
        if (!judged.ok) {
          throw new SidelightError(
            'CASE_STATE',
            `case ${found.number} cannot go from "${found.state}" to "${to}": ${judged.because}`,
          );
        }
        await tx.updateTable('case_').set({ state: to }).where('id', '=', found.id).execute();
        await addHistory(tx, [
          {
            case_id: found.id,
            at: isoUtc(clock.now()),
            from_state: found.state,
            to_state: to,
            by_whom: by,
            note,
          },
        ]);
        return { ...found, state: to };
      }),
    close: () => db.destroy(),
  };
}
