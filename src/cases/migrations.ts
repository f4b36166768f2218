import { sql, type Kysely } from 'kysely';
import { isoUtc, type Clock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import type { Database, Schema } from './schema.ts';

/** One step forward. A released step is never edited; `fixtures/` holds a store of each release to hold that. */
export interface Migration {
  readonly version: number;
  readonly statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    statements: [
      'create table counter (name text not null primary key, value integer not null)',
      "insert into counter (name, value) values ('case', 0)",
      'create table run (id text not null primary key, started text not null, finished text, doc text not null)',
      'create table observation (id text not null primary key, case_id text not null, run text not null, at text not null, doc text not null)',
      'create index observation_of_case on observation (case_id, at)',
      'create table case_ (id text not null primary key, number integer not null unique, endpoint text not null, service text not null, state text not null, first_seen text not null, last_seen text not null, looks integer not null, severity double precision not null, latest text not null)',
      'create table history (case_id text not null, seq integer not null, at text not null, from_state text not null, to_state text not null, by_whom text not null, note text not null, primary key (case_id, seq))',
    ],
  },
];

export interface Engine {
  /** Makes concurrent migrations queue up, inside their transaction. */
  lockMigrations(db: Kysely<Schema>): Promise<void>;
  tableExists(db: Kysely<Schema>, table: string): Promise<boolean>;
}

async function versionOf(db: Kysely<Schema>, engine: Engine): Promise<number> {
  if (!(await engine.tableExists(db, 'migration'))) return 0;
  const row = await db
    .selectFrom('migration')
    .select((of) => of.fn.max('version').as('version'))
    .executeTakeFirst();
  return Number(row?.version ?? 0);
}

/** Brings a store forward to the newest version, in one transaction. STORE_NEWER where it is ahead of this program. */
export async function migrate(
  db: Database,
  engine: Engine,
  clock: Clock,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const newest = migrations.at(-1)?.version ?? 0;
  const check = (version: number): boolean => {
    if (version > newest) {
      throw new SidelightError(
        'STORE_NEWER',
        `the store has schema ${version}, this program knows schemas up to ${newest}`,
        'Update sidelight, or use another store.',
      );
    }
    return version === newest;
  };
  if (check(await versionOf(db, engine))) return;
  await db.transaction().execute(async (tx) => {
    await engine.lockMigrations(tx);
    const version = await versionOf(tx, engine);
    if (check(version)) return;
    if (version === 0)
      await sql`create table if not exists migration (version integer not null primary key, at text not null)`.execute(
        tx,
      );
    for (const step of migrations.filter((one) => one.version > version)) {
      for (const statement of step.statements) await sql.raw(statement).execute(tx);
      await tx
        .insertInto('migration')
        .values({ version: step.version, at: isoUtc(clock.now()) })
        .execute();
    }
  });
}
