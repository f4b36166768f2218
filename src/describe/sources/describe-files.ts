import { createHash } from 'node:crypto';
import type { DatasetDescription } from '../../model/description.ts';
import { createDescriber, freshKey } from '../describe.ts';
import { openParts, type Parts, type PartWorker } from '../parallel.ts';
import { foundName } from './found-name.ts';
import { Interrupted, LIMITS } from './limits.ts';
import { listed, readInput } from './open.ts';
import { Pull } from './pull.ts';
import { pipeChunks } from './pipe.ts';
import { type Found, isFile, openFile, walk } from './walk.ts';
import {
  countTables,
  type Input,
  begin,
  newNotes,
  type Notes,
  type RandomAccess,
  skipped,
  type SourceReport,
  type Work,
} from './work.ts';

/** What is to be described: a path as the user typed it, or bytes that come in. */
export type FileInput =
  | { readonly kind: 'path'; readonly path: string; readonly shown: string }
  | { readonly kind: 'stream'; readonly bytes: AsyncIterable<Uint8Array>; readonly shown: string };

export interface FileOptions {
  readonly signal: AbortSignal;
  /** Records of each data set, at most; all where it is undefined. */
  readonly sampleMax?: number | undefined;
  /** Bytes read of the bytes there are (undefined for a stream), and records so far. */
  readonly progress?: (done: number, total: number | undefined, records: number) => void;
  /** Starts threads for large inputs; none where it is not given. */
  readonly startWorkers?: () => readonly PartWorker[];
  /** Milliseconds since 1970. */
  readonly now?: number;
}

export interface FileDescription {
  readonly complete: boolean;
  readonly interrupted: boolean;
  readonly sources: readonly SourceReport[];
  /** Sources beyond the first 1,000, which are not listed. */
  readonly sourcesMore: number;
  readonly datasets: readonly DatasetDescription[];
  readonly bytesRead: number;
  readonly bytesUnpacked: number;
  readonly records: number;
}

/** So many bytes of a file are read at a time. */
const CHUNK = 512 * 1024;

/** Describes files, folders or a stream. Reads every byte once, keeps none, writes nothing. Throws only for a path that cannot be opened. */
export async function describeFiles(
  inputs: readonly FileInput[],
  options: FileOptions,
): Promise<FileDescription> {
  const key = freshKey();
  const start = options.startWorkers;
  let parts: Parts | undefined;
  const work: Work = {
    describer: createDescriber({ key, ...(options.now === undefined ? {} : { now: options.now }) }),
    parts: start && (() => (parts ??= openParts(start, key))),
    signal: options.signal,
    sampleMax: options.sampleMax,
    sources: [],
    targets: new Map(),
    tables: [],
    unpacked: 0,
    held: 0,
    rootBytes: 0,
    rootUnpacked: 0,
    unlisted: 0,
    unlistedIncomplete: 0,
    stoppedAt: undefined,
  };
  let interrupted = false;
  let done = 0;
  const tell = (total: number | undefined) => {
    let records = 0;
    for (const target of work.targets.values()) records += target.data.records;
    options.progress?.(done, total, records);
  };
  try {
    for (const input of inputs) {
      begin(work);
      if (input.kind === 'stream') {
        const notes = listed(work, newNotes(input.shown));
        await readRoot({ bytes: input.bytes, title: 'standard input', notes }, work, (count) => {
          done += count;
          tell(undefined);
        });
        continue;
      }
      const found = await walk(input.path, input.shown, work);
      const total = found.reduce((sum, one) => sum + one.size, done);
      for (const one of found) {
        begin(work);
        await readOne(one, work, (count) => {
          done += count;
          tell(total);
        });
      }
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    interrupted = true;
  } finally {
    await parts?.close();
  }
  return concluded(work, interrupted, done);
}

function concluded(work: Work, interrupted: boolean, bytesRead: number): FileDescription {
  let records = 0;
  countTables(work);
  const datasets = work.describer.finish();
  let lost = false;
  for (const { data } of work.targets.values()) {
    records += data.records;
    if (data.skipped.size > 0 || data.tooDeep > 0) lost = true;
  }
  const complete =
    !interrupted && !lost && work.unlistedIncomplete === 0 && work.sources.every((notes) => notes.complete);
  return {
    complete,
    interrupted,
    sources: work.sources.map(report),
    sourcesMore: work.unlisted,
    datasets,
    bytesRead,
    bytesUnpacked: work.unpacked,
    records,
  };
}

function report(notes: Notes): SourceReport {
  return {
    name: notes.name,
    formats: notes.formats,
    bytes: notes.bytes,
    ...(notes.sha256 === undefined ? {} : { sha256: notes.sha256 }),
    complete: notes.complete,
    skipped: notes.skipped,
    remarks: notes.remarks,
  };
}

async function readOne(one: Found, work: Work, count: (bytes: number) => void): Promise<void> {
  const notes = listed(work, newNotes(one.typed ? one.shown : foundName(one.shown)));
  if (one.refused !== undefined) {
    skipped(notes, one.refused);
    return;
  }
  if (one.piped === true) {
    await readRoot({ bytes: pipeChunks(one.path, work.signal), title: one.title, notes }, work, count);
    return;
  }
  const file = await openFile(one.path);
  if (file === undefined) {
    skipped(notes, 'the file cannot be opened');
    return;
  }
  try {
    const companion = /-(?:wal|shm)$/.test(one.path) && (await isFile(one.path.slice(0, -4)));
    await readRoot(
      {
        bytes: file.chunks(CHUNK),
        random: file,
        title: one.title,
        notes,
        companion,
        beside: async (ending) =>
          (await isFile(one.path + ending)) ? openFile(one.path + ending) : undefined,
      },
      work,
      count,
    );
    const now = await file.sizeNow();
    if (now > file.size && file.size > 0)
      skipped(notes, 'the file grew while it was read: what was added is not looked at');
    if (now < file.size) skipped(notes, 'the file became shorter while it was read');
  } finally {
    await file.close();
  }
}

/** The chunks of a source until the user stops; a source that gives nothing for long is not waited for. */
async function* untilAborted(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  let wake: (() => void) | undefined;
  const stop = (): void => wake?.();
  signal.addEventListener('abort', stop, { once: true });
  let over = false;
  try {
    while (!signal.aborted) {
      // A race with one lasting promise would keep every chunk alive in that promise.
      const next = await new Promise<IteratorResult<Uint8Array> | undefined>((resolve, reject) => {
        wake = () => resolve(undefined);
        iterator.next().then(resolve, reject);
      });
      if (next === undefined) break;
      if (next.done === true) {
        over = true;
        return;
      }
      yield next.value;
    }
    throw new Interrupted();
  } finally {
    signal.removeEventListener('abort', stop);
    // A stream that is waiting for its next chunk answers its end only with that chunk.
    if (!over) {
      if ('destroy' in bytes && typeof bytes.destroy === 'function') bytes.destroy();
      void iterator.return?.()?.catch(() => undefined);
    }
  }
}

interface Root extends Pick<Input, 'beside' | 'companion'> {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly random?: RandomAccess;
  readonly title: string;
  readonly notes: Notes;
}

async function readRoot(root: Root, work: Work, count: (bytes: number) => void): Promise<void> {
  const { notes } = root;
  work.rootBytes = root.random?.size ?? 0;
  work.rootUnpacked = work.unpacked;
  work.held = 0;
  const hash = createHash('sha256');
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of untilAborted(root.bytes, work.signal)) {
      hash.update(chunk);
      notes.bytes += chunk.length;
      work.rootBytes = Math.max(work.rootBytes, notes.bytes);
      count(chunk.length);
      yield chunk;
    }
  }
  const pull = new Pull(counted());
  try {
    await readInput(
      {
        pull,
        title: root.title,
        depth: 0,
        ...(root.random ? { random: root.random } : {}),
        ...(root.beside ? { beside: root.beside } : {}),
        ...(root.companion ? { companion: true } : {}),
      },
      work,
      notes,
    );
    // What a reader had no need of is read all the same: the hash is of the whole file.
    while ((await pull.chunk()) !== undefined);
    if (pull.failure) throw pull.failure;
    notes.sha256 = hash.digest('hex');
  } catch (error) {
    notes.complete = false;
    if (error instanceof Interrupted) throw error;
    skipped(notes, 'the file could not be read to its end');
  } finally {
    await pull.close();
    if (!notes.complete && work.sources.length >= LIMITS.listed && !work.sources.includes(notes))
      work.unlistedIncomplete++;
  }
}
