import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { SidelightError } from './errors.ts';
import { ensureDirectory, errorCode, fileError } from './files.ts';

export interface Lock {
  readonly path: string;
  /** Gives the lock back; a second call does nothing. */
  release(): void;
}

interface Holder {
  readonly pid: number;
  /** When the process started, in the kernel's own ticks, with the boot it belongs to: tells a reused pid from the holder. */
  readonly started: string;
  readonly host: string;
  readonly nonce: string;
  readonly purpose: string;
}

/** Linux tells when a process started; elsewhere the pid alone has to do. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return `${boot}:${ticks ?? ''}`;
  } catch {
    return '';
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, started, host, nonce, purpose } = value as Record<string, unknown>;
    if (!Number.isSafeInteger(pid) || typeof nonce !== 'string' || !/^[0-9a-f]{16}$/.test(nonce))
      return undefined;
    return {
      pid: Number(pid),
      started: String(started),
      host: String(host),
      nonce,
      purpose: String(purpose),
    };
  } catch {
    return undefined;
  }
}

/** A holder on another machine (a shared directory) cannot be asked, so it counts as alive. */
function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  const started = processStart(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

function refuse(path: string, holder: Holder | undefined): never {
  const who = holder
    ? `process ${holder.pid}${holder.host === hostname() ? '' : ` on ${JSON.stringify(holder.host)}`}`
    : 'an unreadable lock file';
  throw new SidelightError(
    'LOCKED',
    `${who} holds the lock (${path})`,
    holder
      ? 'Wait until that process has ended, or use another --home.'
      : 'If no other sidelight is running here, remove that file and try again.',
  );
}

/** Claims on claims happen only when a taker dies in the very act; more than this many in a row is not a crash. */
const DEEPEST_CLAIM = 4;

/**
 * Takes the lock or throws LOCKED. The lock file appears whole (hard link) and names its holder. It is taken over only
 * from a process that is dead, never because it is old. Among several takers one wins: each must first hold the claim
 * that is named after the dead holder's nonce, and under that claim look once more.
 */
export function acquireLock(path: string, purpose: string, depth = 0): Lock {
  ensureDirectory(dirname(path));
  const nonce = randomBytes(8).toString('hex');
  const mine: Holder = {
    pid: process.pid,
    started: processStart(process.pid),
    host: hostname(),
    nonce,
    purpose,
  };
  const temporary = `${path}.${process.pid}.${nonce}.tmp`;
  try {
    writeFileSync(temporary, JSON.stringify(mine), { flag: 'wx', mode: 0o600, flush: true });
    for (let attempt = 0; attempt < 1000; attempt += 1) {
      try {
        linkSync(temporary, path);
        return held(path, nonce);
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
      const holder = readHolder(path);
      if (holder === 'gone') continue;
      if (holder === undefined || isAlive(holder) || depth >= DEEPEST_CLAIM) refuse(path, holder);
      const claim = acquireLock(`${path}.${holder.nonce}`, 'take over', depth + 1);
      try {
        const now = readHolder(path);
        if (now !== 'gone' && now?.nonce === holder.nonce) {
          renameSync(temporary, path);
          return held(path, nonce);
        }
      } finally {
        claim.release();
      }
    }
    return refuse(path, undefined);
  } catch (error) {
    throw fileError(error, path, 'taking a lock');
  } finally {
    rmSync(temporary, { force: true });
  }
}

function readHolder(path: string): Holder | undefined | 'gone' {
  try {
    return parseHolder(readFileSync(path, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'gone';
    throw error;
  }
}

function held(path: string, nonce: string): Lock {
  let mine = true;
  return {
    path,
    release() {
      if (!mine) return;
      mine = false;
      const holder = readHolder(path);
      if (holder !== 'gone' && holder?.nonce === nonce) rmSync(path, { force: true });
    },
  };
}

/** True where a live process holds the lock. */
export function isLocked(path: string): boolean {
  const holder = readHolder(path);
  return holder !== 'gone' && (holder === undefined || isAlive(holder));
}
