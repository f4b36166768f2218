import { closeSync, fstatSync, fsync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { hash, randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { isoUtc, systemClock, type Clock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import { ensureDirectory, fileError, type StatePaths } from '../kit/files.ts';
import { acquireLock } from '../kit/lock.ts';
import type { Recorder } from '../model/transcript.ts';
import { LONGEST_LINE, START, walkLog, writeLine } from './chain.ts';
import type { AuditEntry, AuditLine, Position } from './entry.ts';
import { readHead, writeHead, type Head } from './head.ts';
import { openSigner, type Signer } from './signing.ts';

/** The one writer of a log. Entries are on the way to the file when the current turn of the event loop ends. */
export interface AuditLog {
  readonly signer: Signer;
  /** Chains an entry. Never fails for the disk's sake: see `onFailure`. Throws RangeError for an entry of 256 KB or more. */
  append(entry: AuditEntry, run?: string): Position;
  appendAll(entries: Iterable<AuditEntry>, run?: string): Position;
  /** The same, in the shape that `wire/` takes. */
  recorder(run?: string): Recorder;
  /** Tells of every line from now on, in order; gives back the way to stop. */
  follow(listener: (line: AuditLine) => void): () => void;
  position(): Position;
  /** What keeps the log from being written, if anything does. */
  failure(): SidelightError | undefined;
  /** Writes out, syncs, and seals what was appended so far. Throws DISK_FULL or HOME_NOT_WRITABLE. */
  seal(): Promise<void>;
  /** Seals, closes and gives the lock back. Where the disk refuses, tries once more, and then throws. */
  close(): Promise<void>;
}

export interface AuditLogOptions {
  readonly paths: StatePaths;
  readonly clock?: Clock;
  /** Told once when the log cannot be written: stop acting, for it would not be recorded. Entries stay in memory until `close`. */
  readonly onFailure?: (error: SidelightError) => void;
  /** Milliseconds between seals while entries come. Default 1,000. */
  readonly sealEvery?: number;
}

const WRITE_AT = 64 * 1024;
/** Entries that wait for a disk which refuses. Past it `append` throws, for silence would be worse. */
const WAITING_LIMIT = 16 * 1024 * 1024;
const synced = promisify(fsync);

function broken(paths: StatePaths, because: string): SidelightError {
  return new SidelightError(
    'AUDIT_BROKEN',
    `${because} (${paths.auditLog})`,
    'Run `sidelight audit verify`. To go on, keep the audit directory as evidence: move it away, and a new log begins.',
  );
}

/** Checks that the sealed end is where the head says it is. The rest of the file is for `audit verify`. */
function checkSealedEnd(fd: number, head: Head, paths: StatePaths): void {
  if (fstatSync(fd).size < head.bytes) {
    throw broken(
      paths,
      `the log is shorter than its seal says: expected at least ${head.bytes} bytes, found ${fstatSync(fd).size}`,
    );
  }
  if (head.count === 0) return;
  const length = Math.min(head.bytes, LONGEST_LINE + 1);
  const end = Buffer.alloc(length);
  readSync(fd, end, 0, length, head.bytes - length);
  const line = end.subarray(end.lastIndexOf(0x0a, length - 2) + 1, length - 1);
  if (end[length - 1] !== 0x0a || hash('sha256', line, 'hex') !== head.hash) {
    throw broken(paths, `line ${head.count} is not the line that was sealed`);
  }
}

interface Resumed {
  readonly fd: number;
  readonly position: Position;
  readonly bytes: number;
  readonly found: 'new' | 'sealed' | { readonly unsealed: number; readonly torn: Buffer };
}

async function resume(paths: StatePaths, signer: Signer, now: string): Promise<Resumed> {
  const fd = openSync(paths.auditLog, 'a+', 0o600);
  try {
    let head = readHead(paths.auditHead);
    if (head === 'damaged') throw broken(paths, 'the seal beside the log is damaged');
    if (head === 'missing') {
      if (fstatSync(fd).size > 0) throw broken(paths, 'the seal beside the log is missing');
      writeHead(paths.auditHead, signer, START, 0, now);
      head = { ...START, bytes: 0, at: now, publicKey: signer.publicKey };
    }
    if (head.publicKey !== signer.publicKey)
      throw broken(paths, 'the log was sealed with another key than the one in this state directory');
    checkSealedEnd(fd, head, paths);
    const from = { bytes: head.bytes, position: { count: head.count, hash: head.hash } };
    const walk = await walkLog(paths.auditLog, { from });
    if (walk.broken)
      throw broken(
        paths,
        `line ${walk.broken.line}, written after the last seal, is damaged: ${walk.broken.because}`,
      );
    ftruncateSync(fd, walk.bytes);
    const unsealed = walk.position.count - head.count;
    const found =
      unsealed > 0 || walk.torn.length > 0
        ? { unsealed, torn: walk.torn }
        : walk.position.count === 0
          ? 'new'
          : 'sealed';
    return { fd, position: walk.position, bytes: walk.bytes, found };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/**
 * Opens the log of a state directory for writing, making it on first use. One writer at a time (LOCKED). A last line that
 * a killed writer left unfinished is cut off, and that is recorded. A log that does not fit its seal is not written to
 * (AUDIT_BROKEN).
 */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
  const { paths, clock = systemClock, sealEvery = 1_000 } = options;
  ensureDirectory(dirname(paths.auditLog));
  const lock = acquireLock(paths.auditLock, 'audit log');
  let signer: Signer;
  let opened: Resumed;
  try {
    signer = openSigner(paths.signingKey);
    opened = await resume(paths, signer, isoUtc(clock.now()));
  } catch (error) {
    lock.release();
    throw fileError(error, paths.auditLog, 'opening the audit log');
  }
  const { fd } = opened;
  let { position, bytes } = opened;
  let waiting: string[] = [];
  let waitingBytes = 0;
  let sealedCount = -1;
  let failed: SidelightError | undefined;
  let turn: NodeJS.Immediate | undefined;
  let closed = false;
  let sealing: Promise<void> = Promise.resolve();
  const listeners = new Set<(line: AuditLine) => void>();

  /** A short write (disk full halfway) leaves the rest waiting, so that a later try goes on at the right byte. */
  const flush = (): void => {
    while (waiting.length > 0) {
      const data = Buffer.from(waiting.join(''), 'latin1');
      const written = writeSync(fd, data, 0, data.length);
      bytes += written;
      waitingBytes = data.length - written;
      waiting = waitingBytes > 0 ? [data.toString('latin1', written)] : [];
    }
  };
  const failWith = (error: unknown): SidelightError => {
    const known = fileError(error, paths.auditLog, 'writing the audit log');
    const told =
      known instanceof SidelightError
        ? known
        : new SidelightError('HOME_NOT_WRITABLE', `writing the audit log: ${known.message}`);
    if (failed === undefined) {
      failed = told;
      options.onFailure?.(told);
    }
    return told;
  };
  const tryFlush = (): void => {
    turn = undefined;
    if (failed !== undefined || closed) return;
    try {
      flush();
    } catch (error) {
      failWith(error);
    }
  };
  const sealNow = async (): Promise<void> => {
    if (closed) return;
    try {
      flush();
      const upTo = position;
      const at = bytes;
      if (upTo.count === sealedCount) return;
      await synced(fd);
      writeHead(paths.auditHead, signer, upTo, at, isoUtc(clock.now()));
      sealedCount = upTo.count;
      failed = undefined;
    } catch (error) {
      throw failWith(error);
    }
  };
  const seal = (): Promise<void> => {
    const next = sealing.then(sealNow);
    sealing = next.catch(() => undefined);
    return next;
  };
  const append = (entry: AuditEntry, run?: string): Position => {
    if (closed) throw new Error('the audit log is closed');
    if (waitingBytes > WAITING_LIMIT && failed) throw failed;
    const made = writeLine(position, entry, run);
    position = made.position;
    waiting.push(made.line, '\n');
    waitingBytes += made.line.length + 1;
    for (const listener of listeners) listener({ entry, run: 'run' in entry ? entry.run : run, position });
    if (waitingBytes >= WRITE_AT) tryFlush();
    else turn ??= setImmediate(tryFlush);
    return position;
  };
  const timer = setInterval(() => {
    seal().catch(() => undefined);
  }, sealEvery);
  timer.unref();

  const log: AuditLog = {
    signer,
    append,
    appendAll(entries, run) {
      for (const entry of entries) append(entry, run);
      return position;
    },
    recorder: (run) => (entry) => {
      append(entry, run);
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    position: () => position,
    failure: () => failed,
    seal,
    async close() {
      if (closed) return;
      clearInterval(timer);
      if (turn) clearImmediate(turn);
      try {
        await seal();
      } finally {
        closed = true;
        closeSync(fd);
        lock.release();
      }
    },
  };
  const at = isoUtc(clock.now());
  try {
    if (opened.found === 'new')
      append({ kind: 'log/opened', at, log: randomBytes(8).toString('hex'), key: signer.publicKey });
    else if (opened.found !== 'sealed') {
      const { unsealed, torn } = opened.found;
      append({
        kind: 'log/recovered',
        at,
        unsealed,
        cutBytes: torn.length,
        cutSha256: hash('sha256', torn, 'hex'),
      });
    } else sealedCount = position.count;
    await seal();
  } catch (error) {
    await log.close().catch(() => undefined);
    throw error;
  }
  return log;
}
