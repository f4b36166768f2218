import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { SidelightError } from './errors.ts';

interface HomeSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** Where the state directory is, without touching it: --home, SIDELIGHT_HOME, XDG_STATE_HOME, ~/.local/state. */
export function homePath(source: HomeSource, options: { readonly home: string | undefined }): string {
  const named = options.home ?? source.env['SIDELIGHT_HOME'];
  if (named !== undefined && named !== '') return resolve(source.cwd, named);
  const xdg = source.env['XDG_STATE_HOME'];
  // The XDG base directory specification says that a relative path there is to be ignored.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'sidelight');
  const home = source.env['HOME'];
  return join(home !== undefined && isAbsolute(home) ? home : homedir(), '.local', 'state', 'sidelight');
}

/** The state directory, made where it is absent (mode 0700). Throws HOME_NOT_WRITABLE. */
export function homeDirectory(source: HomeSource, options: { readonly home: string | undefined }): string {
  const path = homePath(source, options);
  try {
    makeDirectories(path);
    if (!statSync(path).isDirectory()) throw new Error('not a directory');
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SidelightError(
      'HOME_NOT_WRITABLE',
      `The state directory ${path} cannot be written: ${reason((error as NodeJS.ErrnoException).code)}.`,
      'Name another with --home DIR or SIDELIGHT_HOME.',
    );
  }
  return path;
}

/**
 * One level after another: where a file system refuses new directories with ENOENT (as /proc does), the recursive mode of
 * mkdirSync tries for ever.
 */
function makeDirectories(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectories(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function reason(code: string | undefined): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'permission is denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'a file is in its place';
    default:
      return code ?? 'it is not a directory';
  }
}
