import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Clock, systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import type { Scope } from '../model/scope.ts';
import { parseScope } from './parse.ts';

export const SCOPE_FILE = 'sidelight.scope.yaml';

/** The largest scope file that is read, in bytes: some 15,000 entries. */
const LARGEST_SCOPE = 1 << 20;

interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Where the scope file is: `path` (--scope), SIDELIGHT_SCOPE, `sidelight.scope.yaml` in the working directory; no folder above it. */
export function scopePath(path: string | undefined, io: Surroundings): string {
  const named = path ?? io.env?.['SIDELIGHT_SCOPE'];
  return named === undefined || named === '' ? join(io.cwd, SCOPE_FILE) : resolve(io.cwd, named);
}

/** The text of the scope file. Throws SCOPE_NOT_FOUND, or SCOPE_MALFORMED where it is no text file of at most 1 MB. */
export async function readScopeFile(
  path: string | undefined,
  io: Surroundings,
): Promise<{ readonly path: string; readonly text: string }> {
  const full = scopePath(path, io);
  const bytes = await readBounded(full);
  if (!isUtf8(bytes) || bytes.includes(0)) {
    const line = firstBadLine(bytes);
    const kind =
      bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xfe])) ||
      bytes.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))
        ? 'UTF-16'
        : 'not UTF-8 text';
    throw new SidelightError(
      'SCOPE_MALFORMED',
      `${full}, line ${line}, column 1: a scope file must be UTF-8 text; this file is ${kind}.`,
      'Name the scope file with --scope FILE, or save it as UTF-8.',
    );
  }
  return { path: full, text: bytes.toString('utf8') };
}

/** Finds, reads and checks the scope file; see `parseScope` for what is refused. */
export async function loadScope(
  path: string | undefined,
  io: Surroundings,
  clock: Clock = systemClock,
): Promise<{ readonly scope: Scope; readonly path: string; readonly text: string }> {
  const file = await readScopeFile(path, io);
  return { scope: parseScope(file.text, file.path, clock.now()), ...file };
}

async function readBounded(path: string): Promise<Buffer> {
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await handle.stat();
    if (stat.isDirectory())
      throw new SidelightError(
        'SCOPE_NOT_FOUND',
        `${path} is a directory, not a scope file.`,
        `Name the file: --scope ${join(path, SCOPE_FILE)}`,
      );
    if (!stat.isFile())
      throw new SidelightError(
        'SCOPE_NOT_FOUND',
        `${path} is not a regular file.`,
        'Name a scope file with --scope FILE.',
      );
    const buffer = Buffer.alloc(LARGEST_SCOPE + 1);
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    if (filled > LARGEST_SCOPE)
      throw new SidelightError(
        'SCOPE_MALFORMED',
        `${path} is larger than 1 MB, the most that a scope file may have.`,
        'Join neighbouring ranges, or split the work over several scope files.',
      );
    return buffer.subarray(0, filled);
  } catch (error) {
    if (error instanceof SidelightError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new SidelightError(
        'SCOPE_NOT_FOUND',
        `There is no scope file at ${path}. Nothing is looked at without one.`,
        'Write one with `sidelight init`, or name one with --scope FILE.',
      );
    throw new SidelightError(
      'SCOPE_NOT_FOUND',
      `The scope file ${path} cannot be read (${code ?? 'unknown error'}).`,
      'Correct its permissions, or name another with --scope FILE.',
    );
  } finally {
    await handle?.close();
  }
}

/** The line of the first byte that is not UTF-8 text, counted from 1. */
function firstBadLine(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    const part = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (end < 0 || !isUtf8(part) || part.includes(0)) return line;
    line++;
    start = end + 1;
  }
}
