import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, SqliteDialect, sql, type SqliteDatabase, type SqliteStatement } from 'kysely';
import type LibsqlDatabase from 'libsql';
import { SidelightError } from '../kit/errors.ts';
import { ensureDirectory, errorCode, fileError } from '../kit/files.ts';
import type { Engine } from './migrations.ts';
import { patiently } from './patience.ts';
import type { Schema } from './schema.ts';

/**
 * Milliseconds that SQLite itself waits for another writer, with this process standing still, before it says BUSY. Short,
 * because the store waits on without blocking: see `patiently`.
 */
const BUSY_TIMEOUT = 50;
const STATEMENTS_KEPT = 64;
const NOTHING_CHANGED = { changes: 0, lastInsertRowid: 0 };

/** What libsql says -> what a user can act on. */
export function sqliteError(error: unknown, path: string): Error {
  if (error instanceof SidelightError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = errorCode(error) ?? '';
  if (code === 'SQLITE_NOTADB') {
    return new SidelightError(
      'STORE_KEY',
      `the store cannot be read with this key: the key is wrong, or the file is damaged (${path})`,
      'Check SIDELIGHT_STORE_KEY, or restore keys/store.key of the state directory from a backup.',
    );
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new SidelightError(
      'STORE',
      `the store is damaged (${path})`,
      'Restore it from a backup, or move it away to begin a new one.',
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new SidelightError(
      'LOCKED',
      `another process keeps the store busy (${path})`,
      'Wait until it has ended, then try again.',
    );
  }
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_WRITE') {
    return new SidelightError(
      'DISK_FULL',
      `there is no space left for the store (${path})`,
      'Free some space on that disk and run the command again.',
    );
  }
  if (
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    message.includes('Unable to open')
  ) {
    return new SidelightError(
      'STORE',
      `the store cannot be opened for writing (${path})`,
      'Give this user the right to the file and its directory, or use another --home.',
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new SidelightError(
      'STORE',
      `the disk reported an error while the store was used: ${code} (${path})`,
      'Check the disk and its free space, then run the command again.',
    );
  }
  return error instanceof Error ? error : new Error(message);
}

type Open = InstanceType<typeof LibsqlDatabase>;

/**
 * The shape that Kysely wants, over libsql: prepared statements are kept (making them anew costs memory that only the
 * garbage collector gives back), and every transaction takes the write lock at once, because a reader that turns into a
 * writer later gets BUSY without any waiting.
 */
function adapt(db: Open, path: string): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, path);
    }
  };
  const prepare = (text: string): SqliteStatement => {
    const statement = guarded(() => db.prepare(text));
    return {
      reader: statement.reader,
      all: (parameters) => guarded(() => statement.all(parameters)),
      // A full disk makes SQLite roll back by itself; the rollback that then follows must not hide the first error.
      run: (parameters) =>
        text === 'rollback' && !db.inTransaction ? NOTHING_CHANGED : guarded(() => statement.run(parameters)),
      iterate: (parameters) => statement.iterate(parameters) as IterableIterator<unknown>,
    };
  };
  return {
    close: () => {
      kept.clear();
      db.close();
    },
    prepare(text) {
      const wanted = text === 'begin' ? 'begin immediate' : text;
      const known = kept.get(wanted);
      const statement = known ?? prepare(wanted);
      kept.delete(wanted);
      kept.set(wanted, statement);
      const oldest = kept.keys().next().value;
      if (kept.size > STATEMENTS_KEPT && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

export const sqliteEngine: Engine = {
  // The transaction has already taken the write lock of the whole file.
  lockMigrations: async () => {},
  tableExists: async (db, table) => {
    const found = await sql<{
      n: number;
    }>`select count(*) as n from sqlite_master where type = 'table' and name = ${table}`.execute(db);
    return Number(found.rows[0]?.n) > 0;
  },
};

/** Opens (or makes) the encrypted file. The key is a passphrase; libsql derives the page key from it (AES-256-CBC). */
export async function openSqlite(path: string, key: string): Promise<Kysely<Schema>> {
  ensureDirectory(dirname(path));
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new SidelightError(
      'STORE',
      `the store should be a file, and a directory is there (${path})`,
      'Move the directory away, or name another file.',
    );
  }
  try {
    // SQLite would make it readable for all; its log and shared memory take the mode of this file.
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw fileError(error, path, 'opening the store');
  }
  const { default: Libsql } = await import('libsql');
  // The published types leave out what the constructor takes for encryption.
  const options: object = { encryptionCipher: 'aes256cbc', encryptionKey: key, timeout: BUSY_TIMEOUT };
  return patiently(() => {
    const db = connectTo(() => new Libsql(path, options), path);
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapt(db, path) }) });
  });
}

function connectTo(connect: () => Open, path: string): Open {
  let db: Open | undefined;
  try {
    db = connect();
    // Readers go on while one writes. `full`: what was acknowledged survives a power cut, too. Nothing is spilled in plain text.
    db.exec('pragma journal_mode = wal');
    db.exec('pragma synchronous = full');
    db.exec('pragma temp_store = memory');
    return db;
  } catch (error) {
    db?.close();
    throw sqliteError(error, path);
  }
}
