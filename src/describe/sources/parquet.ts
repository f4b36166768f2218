import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  snappyUncompress,
} from 'hyparquet';
import { anywhere } from './held.ts';
import { lz4Block } from './lz4.ts';
import { LIMITS, Unreadable } from './limits.ts';
import type { Levels } from './parquet-runs.ts';
import { checkFooter, checkPages, MOST_SIDE_BY_SIDE, type Unpack } from './parquet-pages.ts';
import { putFields } from './value-walk.ts';
import {
  goOn,
  type Input,
  type Notes,
  type RandomAccess,
  skipped,
  target,
  type Target,
  unpackedMore,
  type Work,
} from './work.ts';

/** A row group is read in parts of about so many bytes. */
const PART = 32 * 1024 * 1024;
const MOST_ROWS = 20_000;

function limited(size: number): number {
  if (size < 0 || size > LIMITS.held) throw new Unreadable('a page of the Parquet file is larger than 96 MB');
  return size;
}

const compressors: Compressors = {
  SNAPPY(bytes, size) {
    const out = new Uint8Array(limited(size));
    snappyUncompress(bytes, out);
    return out;
  },
  LZ4: (bytes, size) => lz4Hadoop(bytes, limited(size)),
  LZ4_RAW: (bytes, size) => lz4Block(bytes, limited(size)),
  GZIP: (bytes, size) => gunzipSync(bytes, { maxOutputLength: limited(size) || 1 }),
  BROTLI: (bytes, size) => brotliDecompressSync(bytes, { maxOutputLength: limited(size) || 1 }),
  ZSTD: (bytes, size) => decompress(bytes, new Uint8Array(limited(size))),
};

const CODECS = new Set(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD', 'LZ4', 'LZ4_RAW']);

/**
 * Bytes of the file for the library, which leaves a rejection to nobody where it has begun several reads: a part that cannot be
 * read comes as no bytes, and fails in the decoder, where each failure is met.
 */
function bufferOf(random: RandomAccess): AsyncBuffer {
  return {
    byteLength: random.size,
    async slice(start, end = random.size) {
      const from = start < 0 ? random.size + start : start;
      try {
        const bytes = await random.read(from, Math.max(0, end - from));
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
      } catch {
        return new ArrayBuffer(0);
      }
    },
  };
}

/** `LZ4` of Hadoop: blocks with their sizes in front, big-endian; some writers leave those out. */
function lz4Hadoop(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  let sum = 0;
  while (at + 8 <= bytes.length) {
    const unpacked = view.getUint32(at);
    const packed = view.getUint32(at + 4);
    if (at + 8 + packed > bytes.length || sum + unpacked > size) return lz4Block(bytes, size);
    try {
      parts.push(lz4Block(bytes.subarray(at + 8, at + 8 + packed), unpacked));
    } catch {
      return lz4Block(bytes, size);
    }
    sum += unpacked;
    at += 8 + packed;
  }
  return sum === size && at === bytes.length ? new Uint8Array(Buffer.concat(parts)) : lz4Block(bytes, size);
}

type Group = FileMetaData['row_groups'][number];
type Tree = ReturnType<typeof parquetSchema>;

/** Whether a column's path leads to a leaf of the schema. */
function leafOf(tree: Tree, path: readonly string[]): Tree | undefined {
  let at: Tree | undefined = tree;
  for (const name of path) at = at?.children.find((child) => child.element.name === name);
  return at === undefined || at.children.length > 0 || at === tree ? undefined : at;
}

/** How deep a column's values may be missing or repeated. */
function levelsOf(tree: Tree, path: readonly string[]): Levels {
  let definition = 0;
  let repetition = 0;
  let at: Tree | undefined = tree;
  for (const name of path) {
    at = at?.children.find((child) => child.element.name === name);
    const kind = at?.element.repetition_type;
    if (kind === 'OPTIONAL' || kind === 'REPEATED') definition++;
    if (kind === 'REPEATED') repetition++;
  }
  return { definition, repetition, boolean: at?.element.type === 'BOOLEAN' };
}

function unpackOf(codec: string): Unpack {
  if (codec === 'UNCOMPRESSED') return (bytes) => bytes;
  const known = (compressors as Readonly<Record<string, Unpack | undefined>>)[codec];
  if (known !== undefined) return known;
  throw new Unreadable('a column of the Parquet file is packed in a way that is not read');
}

/** The columns of a row group that can be read; what is wrong with the others is told. */
async function readable(
  group: Group,
  tree: Tree,
  random: RandomAccess,
  notes: Notes,
): Promise<ReadonlySet<string>> {
  const good = new Set(tree.children.map((child) => child.element.name));
  const seen = new Set<string>();
  let values = 0;
  for (const column of group.columns) {
    const about = column.meta_data;
    if (about === undefined || ('crypto_metadata' in column && column.crypto_metadata !== undefined)) {
      const path = about?.path_in_schema ?? pathOf(column);
      if (path === undefined)
        throw new Unreadable(
          'columns of the Parquet file are encrypted: they cannot be read without their key',
        );
      good.delete(path[0] as string);
      skipped(notes, 'a column of the Parquet file is encrypted: it cannot be read without its key');
      continue;
    }
    const path = about.path_in_schema;
    const key = path.join('\u0000');
    const leaf = leafOf(tree, path);
    if (leaf === undefined || seen.has(key))
      throw new Unreadable('the columns of the Parquet file are not those of its schema: damaged');
    seen.add(key);
    const first =
      Number(about.dictionary_page_offset ?? about.data_page_offset) || Number(about.data_page_offset);
    const start = Math.min(first, Number(about.data_page_offset));
    const size = Number(about.total_compressed_size);
    let wrong: string | undefined;
    if (!(start >= 0) || !(size >= 0) || start + size > random.size)
      wrong = 'a column of the Parquet file lies outside of it: cut off or damaged';
    else if (size > LIMITS.held) wrong = 'a column of a row group has more than 96 MB: not read';
    else if (!CODECS.has(about.codec))
      wrong = `a column of the Parquet file is packed by ${/^[A-Z0-9_]{1,20}$/.test(String(about.codec)) ? String(about.codec) : 'an unknown method'}: not read`;
    else {
      const nested = path.length > 1 || leaf.element.repetition_type === 'REPEATED';
      try {
        if (!nested && Number(about.num_values) !== Number(group.num_rows))
          throw new Unreadable(
            'a column of the Parquet file has another number of values than there are rows',
          );
        values += await checkPages(random, start, start + size, Number(about.num_values), {
          nested,
          levels: levelsOf(tree, path),
          unpack: unpackOf(String(about.codec)),
        });
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        wrong = error.message;
      }
    }
    if (wrong === undefined) continue;
    skipped(notes, wrong);
    good.delete(path[0] as string);
  }
  if (values > MOST_SIDE_BY_SIDE)
    throw new Unreadable('a row group of the Parquet file has more values than can be held: not read');
  for (const name of good)
    if (!group.columns.some((column) => column.meta_data?.path_in_schema[0] === name)) good.delete(name);
  return good;
}

/** The path of an encrypted column, which stands in the clear. */
function pathOf(column: Group['columns'][number]): readonly string[] | undefined {
  const crypto = (column as { readonly crypto_metadata?: unknown }).crypto_metadata;
  const path = (crypto as { readonly field_2?: { readonly field_1?: unknown } } | undefined)?.field_2
    ?.field_1;
  if (!Array.isArray(path)) return undefined;
  return path.map((one) => (one instanceof Uint8Array ? new TextDecoder().decode(one) : String(one)));
}

/** A Parquet file, a part of a row group at a time. Columns that cannot be read are named and passed over. */
export async function readParquet(input: Input, work: Work, notes: Notes): Promise<void> {
  const random = await anywhere(input, work, 'a Parquet file');
  const file = bufferOf(random);
  await checkFooter(random);
  let metadata: FileMetaData;
  let tree: Tree;
  try {
    metadata = await parquetMetadataAsync(file);
    tree = parquetSchema(metadata);
  } catch {
    throw new Unreadable(
      'the description at the end of the Parquet file is missing or damaged: it is cut off',
    );
  }
  const here = target(work, input.title);
  let from = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (!(rows >= 0) || rows > 1e12)
      throw new Unreadable('a row group of the Parquet file states a number of rows that cannot be');
    if (here.full()) return;
    if (rows > 0) await readGroup({ metadata, tree, file, random, from }, group, here, work, notes);
    from += rows;
  }
}

interface Opened {
  readonly metadata: FileMetaData;
  readonly tree: Tree;
  readonly file: AsyncBuffer;
  readonly random: RandomAccess;
  /** The first row of the group. */
  readonly from: number;
}

async function readGroup(
  opened: Opened,
  group: Group,
  here: Target,
  work: Work,
  notes: Notes,
): Promise<void> {
  const { metadata, tree, file, from } = opened;
  const rows = Number(group.num_rows);
  const bytes = Math.max(1, Number(group.total_byte_size));
  const columns = await readable(group, tree, opened.random, notes);
  if (columns.size === 0) return;
  let good: readonly string[] = [...columns];
  const step = Math.max(1, Math.min(MOST_ROWS, Math.ceil((rows * PART) / bytes)));
  for (let at = 0; at < rows; at += step) {
    goOn(work);
    if (here.full()) return;
    const rowStart = from + at;
    const rowEnd = from + Math.min(rows, at + step);
    const read = (names: readonly string[]): Promise<Record<string, unknown>[]> =>
      parquetReadObjects({ file, metadata, compressors, utf8: false, rowStart, rowEnd, columns: [...names] });
    let records: Record<string, unknown>[];
    try {
      records = await read(good);
    } catch {
      good = await without(good, read);
      skipped(notes, 'a column of a row group of the Parquet file is damaged: not read from there on');
      if (good.length === 0) return;
      try {
        records = await read(good);
      } catch {
        return;
      }
    }
    for (const record of records) {
      if (here.full()) return;
      unpackedMore(work, weightOf(record));
      here.sink.beginRecord();
      putFields(here.sink, here.sink.root, record);
      here.sink.endRecord();
    }
    if (records.length !== rowEnd - rowStart) {
      skipped(notes, 'a row group of the Parquet file has fewer rows than it states');
      return;
    }
  }
}

/** Bytes of long values: one entry of a dictionary can stand in millions of rows. */
function weightOf(record: Readonly<Record<string, unknown>>): number {
  let sum = 0;
  for (const key in record) {
    const value = record[key];
    if (value instanceof Uint8Array || typeof value === 'string') sum += value.length;
  }
  return sum;
}

/** The columns that can be read alone. */
async function without(
  names: readonly string[],
  read: (names: readonly string[]) => Promise<unknown>,
): Promise<readonly string[]> {
  const good: string[] = [];
  for (const name of names) {
    try {
      await read([name]);
      good.push(name);
    } catch {
      // It is told of once for all.
    }
  }
  return good;
}
