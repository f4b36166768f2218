import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { type AsyncBuffer, type Compressors, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { anywhere } from './held.ts';
import { lz4Block } from './lz4.ts';
import { LIMITS, Unreadable } from './limits.ts';
import { putFields } from './value-walk.ts';
import { goOn, type Input, type Notes, skipped, target, type Work } from './work.ts';

/** A row group is read in parts of about so many bytes. */
const PART = 32 * 1024 * 1024;
const MOST_ROWS = 20_000;

function limited(size: number): number {
  if (size < 0 || size > LIMITS.held) throw new Unreadable('a page of the Parquet file is larger than 96 MB');
  return size;
}

const compressors: Compressors = {
  LZ4_RAW: (bytes, size) => lz4Block(bytes, limited(size)),
  GZIP: (bytes, size) => gunzipSync(bytes, { maxOutputLength: limited(size) || 1 }),
  BROTLI: (bytes, size) => brotliDecompressSync(bytes, { maxOutputLength: limited(size) || 1 }),
  ZSTD: (bytes, size) => decompress(bytes, new Uint8Array(limited(size))),
};

/**
 * Runs one reading. Where several columns of a damaged file fail, the library leaves all failures but one to nobody, and an
 * unhandled rejection would end the process: they are taken here, for the one that is thrown says it all.
 */
async function reading<T>(read: () => Promise<T>): Promise<T> {
  const take = (): void => undefined;
  process.on('unhandledRejection', take);
  try {
    return await read();
  } finally {
    // Rejections are told of once the current turn's microtasks have run.
    await new Promise((resolve) => setImmediate(resolve));
    process.removeListener('unhandledRejection', take);
  }
}

/** A Parquet file, a part of a row group at a time. Pages that are packed in another way are named and passed over. */
export async function readParquet(input: Input, work: Work, notes: Notes): Promise<void> {
  const random = await anywhere(input, work, 'a Parquet file');
  const file: AsyncBuffer = {
    byteLength: random.size,
    async slice(start, end = random.size) {
      const bytes = await random.read(start < 0 ? random.size + start : start, Math.max(0, end - start));
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
  const metadata = await parquetMetadataAsync(file).catch((error: unknown) => {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(
      'the description at the end of the Parquet file is missing or damaged: it is cut off',
    );
  });
  const here = target(work, input.title);
  let from = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const bytes = Math.max(1, Number(group.total_byte_size));
    if (!(rows >= 0) || rows > 1e12)
      throw new Unreadable('a row group of the Parquet file states a number of rows that cannot be');
    const step = Math.max(1, Math.min(MOST_ROWS, Math.ceil((rows * PART) / bytes)));
    for (let at = 0; at < rows; at += step) {
      goOn(work);
      if (here.full()) return;
      const part = { rowStart: from + at, rowEnd: from + Math.min(rows, at + step) };
      let records: Record<string, unknown>[];
      try {
        records = await reading(() =>
          parquetReadObjects({ file, metadata, compressors, utf8: false, ...part }),
        );
      } catch (error) {
        skipped(
          notes,
          error instanceof Unreadable
            ? error.message
            : 'a row group of the Parquet file is damaged or packed in a way that is not read',
        );
        break;
      }
      if (records.length !== part.rowEnd - part.rowStart)
        skipped(notes, 'a row group of the Parquet file has fewer rows than it states');
      for (const record of records) {
        if (here.full()) return;
        here.sink.beginRecord();
        putFields(here.sink, here.sink.root, record);
        here.sink.endRecord();
      }
    }
    from += rows;
  }
}
