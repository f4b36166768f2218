import { constants } from 'node:fs';
import { type FileHandle, lstat, open, opendir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { SidelightError } from '../../kit/errors.ts';
import { LIMITS, Unreadable } from './limits.ts';
import { begin, type RandomAccess, titleOf, type Work } from './work.ts';

/** A file to read, or one that was refused. */
export interface Found {
  readonly path: string;
  readonly shown: string;
  /** True where the user named it; a name that was found is templated before it is shown. */
  readonly typed: boolean;
  readonly title: string;
  readonly size: number;
  readonly refused?: string;
  /** A pipe that the user named: it can be read once, from its start. */
  readonly piped?: boolean;
}

export interface OpenFile extends RandomAccess {
  /** As long as the file was when it was opened: one that grows as fast as it is read would never end. */
  chunks(size: number): AsyncGenerator<Uint8Array>;
  sizeNow(): Promise<number>;
  close(): Promise<void>;
}

/** The file for reading; undefined where it is none any more. Devices and pipes are not opened by a walk. */
export async function openFile(path: string): Promise<OpenFile | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  const { size } = await handle.stat();
  return {
    size,
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > size || length > LIMITS.held)
        throw new Unreadable('the file points beyond its end, or at a part too large to hold');
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
        if (bytesRead === 0) throw new Unreadable('the file ended while it was read');
        at += bytesRead;
      }
      return bytes;
    },
    async *chunks(each) {
      // The next piece is read while this one is looked at.
      // Files of the system (/proc) are 0 bytes long and hold something all the same.
      const stop = size > 0 ? size : LIMITS.held;
      let next = piece(handle, Math.min(each, stop), 0);
      for (let at = 0; ; ) {
        const bytes = await next;
        if (bytes.length === 0) return;
        at += bytes.length;
        next = piece(handle, Math.min(each, stop - at), at);
        // A reader that stops early leaves this read to nobody.
        next.catch(() => undefined);
        yield bytes;
      }
    },
    sizeNow: async () => (await handle.stat()).size,
    close: () => handle.close(),
  };
}

/** Whether there is a plain file of that name; links are not followed. */
export async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() === true;
}

async function piece(handle: FileHandle, size: number, at: number): Promise<Uint8Array> {
  if (size <= 0) return new Uint8Array(0);
  const bytes = new Uint8Array(size);
  const { bytesRead } = await handle.read(bytes, 0, size, at);
  return bytesRead === size ? bytes : bytes.subarray(0, bytesRead);
}

/** The file itself, or all files below a folder, sorted; symbolic links that lead out of the folder are refused. */
export async function walk(path: string, shown: string, work: Work): Promise<readonly Found[]> {
  let about: Awaited<ReturnType<typeof stat>>;
  try {
    about = await stat(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SidelightError(
      'INPUT_NOT_FOUND',
      `There is nothing to read at "${shown}" (${code}).`,
      'Name a file, a folder, or - for standard input.',
    );
  }
  if (!about.isDirectory())
    return [
      {
        path,
        shown,
        typed: true,
        title: titleOf(path),
        size: about.size,
        ...(about.isFile() ? {} : { piped: true }),
      },
    ];
  const root = await realpath(path);
  const out: Found[] = [];
  await below(root, root, shown, 0, out, work, new Set([root]));
  return out;
}

async function below(
  root: string,
  folder: string,
  shown: string,
  depth: number,
  out: Found[],
  work: Work,
  seen: Set<string>,
): Promise<void> {
  begin(work);
  const refuse = (name: string, refused: string): void => {
    out.push({
      path: join(folder, name),
      shown: shownBelow(root, join(folder, name), shown),
      typed: false,
      title: titleOf(name),
      size: 0,
      refused,
    });
  };
  if (depth > LIMITS.folders)
    return refuse('', `folders more than ${LIMITS.folders} deep: not walked further`);
  const names: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      names.push(entry.name);
      if (names.length + out.length > LIMITS.members) {
        refuse('', `more than ${LIMITS.members} files: the others are not read`);
        break;
      }
    }
  } catch {
    return refuse('', 'the folder cannot be listed');
  }
  names.sort();
  for (const name of names) {
    if (out.length > LIMITS.members) return;
    const path = join(folder, name);
    const link = await lstat(path).catch(() => undefined);
    if (link === undefined) {
      refuse(name, 'the file cannot be opened');
      continue;
    }
    let real = path;
    if (link.isSymbolicLink()) {
      const target = await realpath(path).catch(() => undefined);
      if (target === undefined) {
        refuse(name, 'a symbolic link that leads nowhere');
        continue;
      }
      if (target !== root && !target.startsWith(root + sep)) {
        refuse(name, 'a symbolic link out of the folder: not followed');
        continue;
      }
      // What it leads to is met by the walk itself.
      continue;
    }
    real = path;
    const about = await stat(real).catch(() => undefined);
    if (about?.isDirectory()) {
      if (!seen.has(real)) {
        seen.add(real);
        await below(root, real, shown, depth + 1, out, work, seen);
      }
    } else if (about?.isFile()) {
      out.push({
        path: real,
        shown: shownBelow(root, real, shown),
        typed: false,
        title: titleBelow(root, real),
        size: about.size,
      });
    } else refuse(name, 'no plain file (a device, a pipe or a socket): not opened');
  }
}

function shownBelow(root: string, path: string, shown: string): string {
  const inside = relative(root, path);
  return inside === '' ? shown : `${shown.replace(/\/+$/, '')}/${inside}`;
}

/** A file in a folder of a mongodump is `database.collection`; other files go by their own name. */
function titleBelow(root: string, path: string): string {
  const parts = relative(root, path).split(sep);
  const name = titleOf(parts.at(-1) as string);
  const folder = parts.at(-2);
  return folder !== undefined && /\.bson(?:\.gz)?$/.test(parts.at(-1) as string) ? `${folder}.${name}` : name;
}
