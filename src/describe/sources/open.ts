import { readBlocks } from './blocks.ts';
import { readBson, readMongoArchive } from './bson.ts';
import { readCsv } from './csv.ts';
import { csvDialect } from './csv-dialect.ts';
import { toUtf8 } from './decoding.ts';
import { readElasticdump, readJson } from './json.ts';
import { Interrupted, LIMITS, Unreadable } from './limits.ts';
import { readLogins } from './logins.ts';
import { Pull } from './pull.ts';
import { type Compression, COMPRESSIONS, unpack } from './unpack.ts';
import { HEAD, sniff, type Sniffed } from './sniff.ts';
import { startsWith } from './named-formats.ts';
import { readAvro } from './avro.ts';
import { readParquet } from './parquet.ts';
import { readRdb } from './rdb.ts';
import { readSqlite } from './sqlite.ts';
import { readSql } from './sql.ts';
import { readTar } from './tar.ts';
import { readZip } from './zip.ts';
import { readText } from './text.ts';
import { type Input, newNotes, type Notes, remark, skipped, type Work } from './work.ts';

/** The log of an SQLite database, or the index of that log. */
function isCompanion(head: Uint8Array): boolean {
  return head.length === 0 || ['377f0682', '377f0683', '18e22d00'].some((magic) => startsWith(head, magic));
}

/** The first bytes; more of them where the first line is longer: a table may have very many columns. */
async function headOf(pull: Pull): Promise<Uint8Array> {
  const head = await pull.peek(HEAD);
  return head.length < HEAD || head.includes(0x0a) || head.includes(0) ? head : pull.peek(WIDE_HEAD);
}

/** Lists a source, or counts it where there are too many to list. */
export function listed(work: Work, notes: Notes): Notes {
  if (work.sources.length < LIMITS.listed) work.sources.push(notes);
  else work.unlisted++;
  return notes;
}

const WIDE_HEAD = 2 * 1024 * 1024;

function isCompression(format: string): format is Compression {
  return (COMPRESSIONS as readonly string[]).includes(format);
}

/** Reads whatever it is, by its content. What cannot be read is told in the notes; only an interruption is thrown. */
export async function readInput(input: Input, work: Work, notes: Notes): Promise<void> {
  try {
    await readKnown(input, work, notes);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    skipped(
      notes,
      error instanceof Unreadable
        ? error.message
        : 'a fault in this program ended the reading of this source',
    );
  }
}

/** Forms of text that are no formats of their own. */
const SAID: Readonly<Record<string, string>> = { logins: 'csv', blocks: 'text' };

async function readKnown(input: Input, work: Work, notes: Notes): Promise<void> {
  if (input.depth > LIMITS.depth)
    throw new Unreadable(`packed more than ${LIMITS.depth} times into one another: not unpacked further`);
  const head = await headOf(input.pull);
  const whole = input.pull.ended && input.pull.available === head.length;
  const found = sniff(head, whole);
  notes.formats.push(SAID[found.format] ?? found.format);
  if (isCompression(found.format)) {
    const inner = new Pull(unpack(found.format, input.pull, work));
    try {
      await readKnown({ pull: inner, title: input.title, depth: input.depth + 1 }, work, notes);
      if (inner.failure) throw inner.failure;
    } finally {
      await inner.close();
    }
    return;
  }
  await readFormat(found, input, work, notes, whole);
}

async function readFormat(
  found: Sniffed,
  input: Input,
  work: Work,
  notes: Notes,
  whole: boolean,
): Promise<void> {
  switch (found.format) {
    case 'empty':
      remark(notes, 'empty');
      return;
    case 'json':
    case 'ndjson':
    case 'elasticdump':
    case 'csv':
    case 'logins':
    case 'blocks':
    case 'sql':
    case 'text':
      return readTextual(found, input, work, notes, whole);
    case 'bson':
      return readBson(input, work);
    case 'mongodump archive':
      return readMongoArchive(input, work, notes);
    case 'tar':
      return readTar(input, work, notes, readMember);
    case 'zip':
      return readZip(input, work, notes, readMember);
    case 'sqlite':
      return readSqlite(input, work, notes);
    case 'redis rdb':
      return readRdb(input, work, notes);
    case 'avro':
      return readAvro(input, work);
    case 'parquet':
      return readParquet(input, work, notes);
    default:
      if (input.companion === true && isCompanion(await input.pull.peek(4))) {
        remark(notes, 'a part of the database beside it, and read with it');
        return;
      }
      throw new Unreadable(found.named ?? `${found.format} is not read`);
  }
}

async function readTextual(
  found: Sniffed,
  given: Input,
  work: Work,
  notes: Notes,
  whole: boolean,
): Promise<void> {
  let input = given;
  if (found.encoding !== 'utf-8') {
    remark(notes, `read as ${found.encoding}`);
    input = { ...given, pull: new Pull(toUtf8(given.pull.rest(), found.encoding)) };
  }
  await readText8(found, input, work, notes, whole);
  if (input.pull.failure) throw input.pull.failure;
}

async function readText8(
  found: Sniffed,
  input: Input,
  work: Work,
  notes: Notes,
  whole: boolean,
): Promise<void> {
  switch (found.format) {
    case 'json':
    case 'ndjson':
      return readJson(input, work, notes);
    case 'elasticdump':
      return readElasticdump(input, work);
    case 'sql':
      return readSql(input, work, notes);
    case 'logins':
      return found.logins === undefined
        ? readText(input, work, notes)
        : readLogins(input, work, notes, found.logins);
    case 'blocks':
      return found.blocks === undefined
        ? readText(input, work, notes)
        : readBlocks(input, work, notes, found.blocks);
    case 'csv': {
      const text = new TextDecoder().decode(await headOf(input.pull));
      const dialect = csvDialect(text, whole);
      if (dialect === undefined) return readText(input, work, notes);
      return readCsv(input, work, notes, dialect);
    }
    default:
      return readText(input, work, notes);
  }
}

/** A member of an archive: a source of its own. */
export async function readMember(
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  about: { readonly title: string; readonly depth: number; readonly formats: readonly string[] },
  work: Work,
): Promise<Notes> {
  const notes = listed(work, newNotes(name, about.formats));
  const pull = new Pull(bytes);
  const { held } = work;
  try {
    await readInput({ pull, title: about.title, depth: about.depth }, work, notes);
    // The rest is read so that the archive can go on behind it.
    while ((await pull.chunk()) !== undefined);
    if (pull.failure) throw pull.failure;
  } catch (error) {
    if (error instanceof Interrupted) {
      notes.complete = false;
      throw error;
    }
    skipped(
      notes,
      error instanceof Unreadable
        ? error.message
        : 'a fault in this program ended the reading of this source',
    );
  } finally {
    work.held = held;
    notes.bytes = pull.offset;
    if (!notes.complete && !work.sources.includes(notes)) work.unlistedIncomplete++;
  }
  return notes;
}
