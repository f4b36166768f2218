import { Kysely, PostgresDialect, sql } from 'kysely';
import { SidelightError } from '../kit/errors.ts';
import { errorCode } from '../kit/files.ts';
import type { Engine } from './migrations.ts';
import type { Schema } from './schema.ts';

/** Any fixed number of ours: names the advisory lock under which a schema is made. */
const MIGRATION_LOCK = 7_433_543;

/** Connection settings hold a password, so an error names the host at most. */
function whereIs(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}${port ? `:${port}` : ''}${pathname}`;
  } catch {
    return 'an address that is not a URL';
  }
}

/** What PostgreSQL or its socket says -> what a user can act on. Codes: PostgreSQL manual, appendix A. */
export function postgresError(error: unknown, url: string): Error {
  if (error instanceof SidelightError) return error;
  const code = errorCode(error) ?? '';
  const at = whereIs(url);
  if (
    ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH', 'ECONNRESET', 'EAI_AGAIN'].includes(
      code,
    ) ||
    code.startsWith('08')
  ) {
    return new SidelightError(
      'STORE',
      `the PostgreSQL server of the store cannot be reached: ${code} (${at})`,
      'Check SIDELIGHT_STORE_URL and that the server runs.',
    );
  }
  if (code.startsWith('28'))
    return new SidelightError(
      'STORE_KEY',
      `the PostgreSQL server refused this account or password (${at})`,
      'Check SIDELIGHT_STORE_URL.',
    );
  if (code === '3D000')
    return new SidelightError(
      'STORE',
      `there is no such PostgreSQL database (${at})`,
      'Make it with createdb, then try again.',
    );
  if (code === '42501')
    return new SidelightError(
      'STORE',
      `the PostgreSQL account may not do this (${at})`,
      'Grant it the rights to make and write tables in that database.',
    );
  if (code === '53100')
    return new SidelightError('DISK_FULL', `the PostgreSQL server has no space left (${at})`);
  if (code.startsWith('53') || code.startsWith('57')) {
    return new SidelightError(
      'STORE',
      `the PostgreSQL server does not accept this at the moment: ${code} (${at})`,
      'Try again later.',
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

export const postgresEngine: Engine = {
  lockMigrations: async (db) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(db);
  },
  tableExists: async (db, table) => {
    const found = await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(
      db,
    );
    return found.rows[0]?.found === true;
  },
};

/** @param url `postgres://user@host:port/database`, the standard PG* variables fill what it leaves out */
export async function openPostgres(url: string): Promise<Kysely<Schema>> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 10_000,
    application_name: 'sidelight',
  });
  // Without a listener a connection that the server ends while idle would end this process; the next query reports it.
  pool.on('error', () => {});
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
