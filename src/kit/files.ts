import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SidelightError, type ErrorCode } from './errors.ts';

/** Where things lie in the state directory. */
export interface StatePaths {
  readonly home: string;
  readonly auditLog: string;
  readonly auditHead: string;
  readonly auditLock: string;
  readonly keys: string;
  /** Ed25519 private key (PKCS 8, PEM) that signs heads of the audit log and receipts. */
  readonly signingKey: string;
  readonly store: string;
  /** Key of the embedded store, where the environment gives none. */
  readonly storeKey: string;
  readonly runs: string;
}

export function statePaths(home: string): StatePaths {
  const keys = join(home, 'keys');
  return {
    home,
    auditLog: join(home, 'audit', 'log.jsonl'),
    auditHead: join(home, 'audit', 'head.json'),
    auditLock: join(home, 'audit', 'log.lock'),
    keys,
    signingKey: join(keys, 'audit.key'),
    store: join(home, 'store.db'),
    storeKey: join(keys, 'store.key'),
    runs: join(home, 'runs'),
  };
}

export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** `writing the audit log` + system error -> what a user can act on; an error of another kind is given back as it is. */
export function fileError(error: unknown, path: string, doing: string): Error {
  if (error instanceof SidelightError) return error;
  const made = (code: ErrorCode, what: string, hint: string): SidelightError =>
    new SidelightError(code, `${doing}: ${what} (${path})`, hint);
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return made(
        'DISK_FULL',
        'there is no space left',
        'Free some space on that disk and run the command again.',
      );
    case 'EFBIG':
      return made(
        'DISK_FULL',
        'the file may not grow any further',
        'Raise the file size limit (ulimit -f) or use another disk.',
      );
    case 'EACCES':
    case 'EPERM':
      return made(
        'HOME_NOT_WRITABLE',
        'permission was denied',
        'Give this user the right to it, or choose another place with --home.',
      );
    case 'EROFS':
      return made(
        'HOME_NOT_WRITABLE',
        'the file system is read-only',
        'Choose a writable place with --home.',
      );
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return made('HOME_NOT_WRITABLE', 'a directory was expected there', 'Choose another place with --home.');
    case 'EISDIR':
      return made(
        'HOME_NOT_WRITABLE',
        'a file was expected, a directory is there',
        'Move the directory away or choose another --home.',
      );
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return made('HOME_NOT_WRITABLE', 'the path cannot be followed', 'Choose another place with --home.');
    case 'EIO':
      return made(
        'DISK_FULL',
        'the disk reported an input/output error',
        'Check the disk, then run the command again.',
      );
    case 'EMFILE':
    case 'ENFILE':
      return made('PROCESS_LIMIT', 'too many files are open', 'Raise the limit (ulimit -n).');
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * Makes a directory that only its owner can enter, with its parents. Not by Node's own recursive mkdir, which never comes
 * back where the system says ENOENT for a parent that exists (as under /proc).
 */
export function ensureDirectory(path: string): void {
  const missing: string[] = [];
  try {
    for (let at = path; !existsSync(at); at = dirname(at)) missing.push(at);
    for (const at of missing.reverse()) makeDirectory(at);
    if (!statSync(path).isDirectory()) mkdirSync(path);
  } catch (error) {
    throw fileError(error, path, 'making the state directory');
  }
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** A rename is durable only once its directory is synced. Not every system can open a directory for that. */
function syncDirectory(path: string): void {
  try {
    const fd = openSync(path, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(errorCode(error) ?? '')) throw error;
  }
}

function writeSynced(path: string, data: string | Uint8Array, mode: number): void {
  const fd = openSync(path, 'wx', mode);
  try {
    writeFileSync(fd, data);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function temporaryName(path: string): string {
  return `${path}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
}

/** Replaces a file as a whole: after a crash at any moment there is the old content or the new one, never a part. */
export function writeFileAtomic(path: string, data: string | Uint8Array, mode = 0o600): void {
  const temporary = temporaryName(path);
  try {
    writeSynced(temporary, data, mode);
    renameSync(temporary, path);
    syncDirectory(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw fileError(error, path, 'writing a file');
  }
}

/**
 * Writes a file that must not exist yet; false where it does. Two processes that try at the same moment: one wins, and
 * the other never sees half a file, because a hard link appears with its content.
 */
export function createFileAtomic(path: string, data: string | Uint8Array, mode = 0o600): boolean {
  const temporary = temporaryName(path);
  try {
    writeSynced(temporary, data, mode);
    linkSync(temporary, path);
    syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw fileError(error, path, 'making a file');
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** The content of a small file; undefined where there is none. */
export function readIfExists(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileError(error, path, 'reading a file');
  }
}

/**
 * Reads a secret, making it on first use (owner-only). A secret that others on this machine can read is refused.
 * Limit: the permission check is skipped on Windows, where there are no mode bits.
 */
export function secretFile(path: string, make: () => string): string {
  ensureDirectory(dirname(path));
  const read = (): string | undefined => {
    const content = readIfExists(path);
    if (content === undefined) return undefined;
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      throw new SidelightError(
        'CONFIG',
        `the key file can be read by others on this machine: expected mode 0600 (${path})`,
        `Run: chmod 600 ${path}`,
      );
    }
    return content.toString('utf8');
  };
  const present = read();
  if (present !== undefined) return present;
  createFileAtomic(path, make());
  const made = read();
  if (made === undefined)
    throw new SidelightError('HOME_NOT_WRITABLE', `a key file vanished while it was being made (${path})`);
  return made;
}
