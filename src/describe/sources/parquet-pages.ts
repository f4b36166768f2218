import { LIMITS, Unreadable } from './limits.ts';
import { checkDataPage, type Levels } from './parquet-runs.ts';
import { ThriftReader } from './thrift.ts';
import type { RandomAccess } from './work.ts';

/** Values of one page, and of one column of a row group whose rows are lists: they are held decoded. */
const MOST_IN_PAGE = 2_000_000;
/** Values of the largest pages of all columns together: they are decoded side by side. */
export const MOST_SIDE_BY_SIDE = 24_000_000;
export const MOST_NESTED = 8_000_000;
const MOST_PAGES = 1_000_000;
const WINDOW = 16 * 1024;
const LARGEST_HEADER = 1024 * 1024;

const damaged = (): Unreadable => new Unreadable('a column of the Parquet file is damaged: not read');
const LARGEST_FOOTER = 32 * 1024 * 1024;

/** Unpacks a page; the second argument is the size that it comes to. */
export type Unpack = (bytes: Uint8Array, size: number) => Uint8Array;

interface PageHead {
  readonly size: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly values: number;
  /** 0 data, 2 dictionary, 3 data of version 2. */
  readonly kind: number;
  readonly encoding: number;
  /** Of version 2: bytes of the levels, and whether the values behind them are packed. */
  readonly apart: { readonly repetition: number; readonly definition: number } | undefined;
  readonly isPacked: boolean;
}

async function pageHead(file: RandomAccess, at: number, end: number): Promise<PageHead> {
  for (let window = WINDOW; ; window *= 8) {
    const size = Math.min(window, end - at);
    const reader = new ThriftReader(await file.read(at, size));
    try {
      const fields = reader.struct(0);
      const number = (from: Map<number, unknown>, key: number): number => {
        const value = from.get(key);
        return typeof value === 'number' ? value : 0;
      };
      // Data page, dictionary page, data page of version 2: the number of values comes first in each.
      const about = [5, 7, 8].map((key) => fields.get(key)).find((value) => value instanceof Map);
      return {
        size: reader.at,
        unpacked: number(fields, 2),
        packed: number(fields, 3),
        values: about === undefined ? 0 : number(about, 1),
        kind: number(fields, 1),
        encoding: about === undefined ? 0 : number(about, about === fields.get(8) ? 4 : 2),
        apart:
          about !== undefined && about === fields.get(8)
            ? { definition: number(about, 5), repetition: number(about, 6) }
            : undefined,
        isPacked: about === undefined || about !== fields.get(8) || about.get(7) !== 0,
      };
    } catch (error) {
      if (!(error instanceof RangeError) || size < window || window > LARGEST_HEADER) throw damaged();
    }
  }
}

/**
 * Goes through the headers of a column's pages before any is decoded, and gives how many values the largest has: a page of a few bytes may state millions of values, and
 * the library makes room for what is stated.
 */
export async function checkPages(
  file: RandomAccess,
  start: number,
  end: number,
  values: number,
  column: { readonly nested: boolean; readonly levels: Levels; readonly unpack: Unpack },
): Promise<number> {
  const { nested } = column;
  let largest = 0;
  if (nested && values > MOST_NESTED)
    throw new Unreadable(`a column of lists with more than ${MOST_NESTED} values in a row group: not read`);
  let seen = 0;
  let pages = 0;
  for (let at = start; at < end - 1 && (nested || seen < values); ) {
    if (++pages > MOST_PAGES) throw damaged();
    const head = await pageHead(file, at, end);
    if (head.packed < 0 || head.unpacked < 0 || head.values < 0 || at + head.size + head.packed > end)
      throw damaged();
    if (head.unpacked > LIMITS.held || head.values > MOST_IN_PAGE)
      throw new Unreadable('a page of the Parquet file is larger than can be held: its column is not read');
    if (head.kind === 0 || head.kind === 3) {
      seen += head.values;
      await checkRunsOf(file, at + head.size, head, column);
    }
    if (seen > values) throw damaged();
    largest = Math.max(largest, head.values);
    at += head.size + head.packed;
  }
  return largest;
}

async function checkRunsOf(
  file: RandomAccess,
  at: number,
  head: PageHead,
  { levels, unpack }: { readonly levels: Levels; readonly unpack: Unpack },
): Promise<void> {
  const bytes = await file.read(at, head.packed);
  const { apart } = head;
  const before = apart === undefined ? 0 : apart.repetition + apart.definition;
  if (before > bytes.length || (apart !== undefined && (apart.repetition < 0 || apart.definition < 0)))
    throw damaged();
  let page: Uint8Array;
  try {
    const inner =
      head.isPacked && head.packed > before
        ? unpack(bytes.subarray(before), Math.max(0, head.unpacked - before))
        : bytes.subarray(before);
    page = before === 0 ? inner : Buffer.concat([bytes.subarray(0, before), inner]);
  } catch {
    throw damaged();
  }
  checkDataPage(page, levels, head.values, head.encoding, apart);
}

/** Goes through the description at the end of the file, for the same reason. */
export async function checkFooter(file: RandomAccess): Promise<void> {
  const tail = await file.read(file.size - 8, 8);
  const size = new DataView(tail.buffer, tail.byteOffset, 8).getUint32(0, true);
  if (size > LARGEST_FOOTER)
    throw new Unreadable('a Parquet file whose description of itself has more than 32 MB: not read');
  try {
    new ThriftReader(await file.read(file.size - 8 - size, size)).pass(12, 0);
  } catch {
    throw new Unreadable(
      'the description at the end of the Parquet file is missing or damaged: it is cut off',
    );
  }
}
