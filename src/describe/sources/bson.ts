import { deserialize } from 'bson';
import { Unreadable } from './limits.ts';
import { readParted, isParted } from './parted.ts';
import type { Pull } from './pull.ts';
import { goOn, type Input, type Notes, skipped, target, type Target, type Work } from './work.ts';

const LARGEST = 17 * 1024 * 1024;

async function size32(pull: Pull): Promise<number | undefined> {
  if (pull.available < 4 && !(await pull.fill(4))) return undefined;
  const { bytes, at } = pull;
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

/** BSON documents one after another, as mongodump writes a collection. */
export async function readBson(input: Input, work: Work): Promise<void> {
  const parted = await isParted(input, work);
  const here = target(work, input.title);
  if (parted) await readParted(input, work, here, 'bson');
  else if (work.sampleMax === undefined) {
    for (;;) {
      goOn(work);
      const chunk = await input.pull.chunk();
      if (chunk === undefined) break;
      here.source.feedBson(chunk);
    }
  } else {
    while (!here.full()) {
      goOn(work);
      const size = await size32(input.pull);
      if (size === undefined) break;
      if (size < 5 || size > LARGEST) {
        here.sink.skip('lying length');
        break;
      }
      const document = await input.pull.take(size);
      if (document === undefined) {
        here.sink.skip('truncated record');
        break;
      }
      here.source.feedBson(document);
    }
  }
  here.source.end();
}

/** A header of a mongodump archive: `{db, collection, EOF, CRC, …}`. */
function header(bytes: Uint8Array): {
  readonly db: string;
  readonly collection: string;
  readonly eof: boolean;
} {
  let document: Record<string, unknown>;
  try {
    document = deserialize(bytes);
  } catch {
    throw new Unreadable('a header of the mongodump archive is damaged: read up to there');
  }
  const { db, collection, EOF: eof } = document;
  return {
    db: typeof db === 'string' ? db.slice(0, 256) : '',
    collection: typeof collection === 'string' ? collection.slice(0, 256) : '',
    eof: eof === true,
  };
}

const TERMINATOR = -1;
const LARGEST_HEADER = 1024 * 1024;

/**
 * `mongodump --archive`: a magic number, a prelude of documents, then blocks of one collection's documents each, all ended by
 * 0xffffffff (mongo-tools, `archive` package). Blocks of several collections may alternate.
 */
export async function readMongoArchive(input: Input, work: Work, notes: Notes): Promise<void> {
  const { pull } = input;
  await pull.take(4);
  await blockOf(pull, () => undefined);
  const byName = new Map<string, Target>();
  const ended = new Set<string>();
  for (;;) {
    goOn(work);
    const size = await size32(pull);
    if (size === undefined) break;
    if (size < 5 || size > LARGEST_HEADER)
      throw new Unreadable('a block of the mongodump archive has a length that cannot be: read up to there');
    const bytes = await pull.take(size);
    if (bytes === undefined) throw new Unreadable('the mongodump archive is cut off: read up to there');
    const { db, collection, eof } = header(bytes);
    const name = `${db}.${collection}`;
    if (eof) ended.add(name);
    const internal = collection.startsWith('system.') || db === '';
    let here = byName.get(name);
    if (here === undefined && !internal) {
      if (byName.size >= 10_000)
        throw new Unreadable('more than 10,000 collections: the others are not read');
      here = target(work, name);
      byName.set(name, here);
    }
    await blockOf(pull, (document) => {
      goOn(work);
      if (here !== undefined && !here.full()) here.source.feedBson(document);
    });
  }
  for (const here of byName.values()) here.source.end();
  const open = [...byName.keys()].filter((name) => !ended.has(name)).length;
  if (open > 0) skipped(notes, `the archive ends before ${open} of its collections do: it is cut off`);
}

async function blockOf(pull: Pull, take: (document: Uint8Array) => void): Promise<void> {
  for (;;) {
    const size = await size32(pull);
    if (size === undefined) throw new Unreadable('the mongodump archive is cut off: read up to there');
    if (size === TERMINATOR) {
      pull.at += 4;
      return;
    }
    if (size < 5 || size > LARGEST)
      throw new Unreadable(
        'a document of the mongodump archive has a length that cannot be: read up to there',
      );
    const document = await pull.take(size);
    if (document === undefined) throw new Unreadable('the mongodump archive is cut off: read up to there');
    take(document);
  }
}
