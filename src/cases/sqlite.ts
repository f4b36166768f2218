import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
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
/** What is made without a schema would be made in the connection's own, empty database in memory. */
const MAKES =
  /^(\s*create\s+(?:table|(?:unique\s+)?index|view|trigger)\s+(?:if\s+not\s+exists\s+)?)(?=["\w])/i;

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
 * garbage collector gives back), every transaction takes the write lock at once, because a reader that turns into a
 * writer later gets BUSY without any waiting, and what is made is made in the file. Closing detaches the file first: see
 * `attach`.
 */
function adapt(db: Open, path: string): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  const guarded = <T>(work: () => T): T => {
    // libsql ends the whole process when some of its functions are called on what is closed.
    if (!db.open) throw new SidelightError('STORE', `the store was closed while it was in use (${path})`);
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
      run: (parameters) => guarded(() => statement.run(parameters)),
      // Never half read: a statement that still reads would keep the file attached.
      iterate: (parameters) => guarded(() => statement.all(parameters)).values(),
    };
  };
  /** Not prepared: a prepared `begin` that was told BUSY goes on holding what it had locked until it is run again. */
  const boundary = (text: string): SqliteStatement => ({
    reader: false,
    all: () => [],
    run: () => {
      // A full disk makes SQLite roll back by itself; the rollback that then follows must not hide the first error.
      if (text !== 'rollback' || (db.open && db.inTransaction)) guarded(() => db.exec(text));
      return NOTHING_CHANGED;
    },
    iterate: () => [].values(),
  });
  return {
    close: () => {
      kept.clear();
      if (db.open) guarded(() => detach(db));
    },
    prepare(text) {
      if (text === 'begin') return boundary('begin immediate');
      if (text === 'commit' || text === 'rollback') return boundary(text);
      const wanted = text.replace(MAKES, '$1store.');
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
    }>`select count(*) as n from store.sqlite_master where type = 'table' and name = ${table}`.execute(db);
    return Number(found.rows[0]?.n) > 0;
  },
};

/**
 * Opens (or makes) the encrypted file. The key is a passphrase of at least one byte; libsql derives the page key from it
 * (AES-256-CBC). The file, its log and its shared memory can be read by their owner alone. While it is open, nothing else
 * in this process may open and close one of the three: that drops the locks of the whole process (POSIX fcntl), and other
 * processes would then take away the log under it.
 */
export async function openSqlite(path: string, key: string): Promise<Kysely<Schema>> {
  if (key === '') {
    throw new SidelightError(
      'STORE_KEY',
      `the key of the store is empty; without one it would not be encrypted (${path})`,
      'Check SIDELIGHT_STORE_KEY.',
    );
  }
  ensureDirectory(dirname(path));
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new SidelightError(
      'STORE',
      `the store should be a file, and a directory is there (${path})`,
      'Move the directory away, or name another file.',
    );
  }
  if (!existsSync(path)) makeEmpty(path);
  const { default: Libsql } = await import('libsql');
  // The published types leave out the timeout.
  const options: object = { timeout: BUSY_TIMEOUT };
  return patiently(() => {
    const db = attach(() => new Libsql(':memory:', options), path, key);
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapt(db, path) }) });
  });
}

/**
 * SQLite would make the file readable for all; its log and shared memory take the mode of this file. It is opened only
 * where this call makes it: opening and closing one that is in use would drop this process's locks on it.
 */
function makeEmpty(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw fileError(error, path, 'opening the store');
  }
}

/**
 * A connection to nothing, with the file attached to it as `store`. Not to the file itself: libsql keeps a connection
 * open after `close()` until every prepared statement has been garbage collected (libsql-js issue 228), with the log and
 * the shared memory of a store that other processes replace meanwhile; what this process then opens anew shares them, and
 * reads a damaged store or writes into a log that is gone. Detaching closes the file there and then.
 */
function attach(connect: () => Open, path: string, key: string): Open {
  const db = connect();
  try {
    // Nothing can be made outside the file by mistake: a table needs a second page.
    db.exec('pragma main.max_page_count = 1');
    db.exec(`pragma cipher = 'aes256cbc'`);
    db.exec(
      `attach '${resolve(path).replaceAll("'", "''")}' as store key x'${Buffer.from(key).toString('hex')}'`,
    );
    // Readers go on while one writes. `full`: what was acknowledged survives a power cut, too. Nothing is spilled in plain text.
    db.exec('pragma store.journal_mode = wal');
    db.exec('pragma store.synchronous = full');
    db.exec('pragma temp_store = memory');
    return db;
  } catch (error) {
    detach(db);
    throw sqliteError(error, path);
  }
}

/** Gives the file back. What was not committed is rolled back. */
function detach(db: Open): void {
  try {
    if (db.inTransaction) db.exec('rollback');
    if (db.prepare('pragma database_list').all([]).some(isStore)) db.exec('detach store');
  } finally {
    db.close();
  }
}

function isStore(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'name' in row && row.name === 'store';
}
