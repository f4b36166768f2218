import { LIMITS, Unreadable } from './limits.ts';
import { readWal } from './sqlite-wal.ts';
import type { RandomAccess } from './work.ts';

export interface Pages {
  /** Bytes of a page without what is reserved at its end. */
  readonly usable: number;
  /** 1 UTF-8, 2 UTF-16LE, 3 UTF-16BE. */
  readonly encoding: number;
  readonly journaled: boolean;
  /** Pages that came from the log beside the file. */
  readonly fromLog: number;
  page(number: number): Promise<Uint8Array>;
  /** A payload: what stands in the cell, and what is on the overflow pages. */
  chain(first: number, local: Uint8Array, size: number): Promise<Uint8Array>;
}

const BLOCK = 512 * 1024;
const BLOCKS = 64;

/** Pages of a database file, read in larger blocks of which a few are kept. */
export async function openPages(file: RandomAccess, log: RandomAccess | undefined): Promise<Pages> {
  const wal = log && (await readWal(log));
  const logged = wal?.at.get(1);
  const head =
    wal !== undefined && logged !== undefined ? await wal.file.read(logged, 100) : await file.read(0, 100);
  const view = new DataView(head.buffer, head.byteOffset, 100);
  const stated = view.getUint16(16);
  const size = stated === 1 ? 65_536 : stated;
  const usable = size - (head[20] as number);
  if (size < 512 || (size & (size - 1)) !== 0 || usable < 480)
    throw new Unreadable('the database states a page size that cannot be');
  const usesLog = wal !== undefined && wal.pageSize === size && wal.pages > 0;
  const count = usesLog ? wal.pages : Math.floor(file.size / size);
  const kept = new Map<number, Uint8Array>();
  const page = async (number: number): Promise<Uint8Array> => {
    if (number < 1 || number > count)
      throw new Unreadable('it points at a page that is not in the file: cut off or damaged');
    const inLog = usesLog ? wal.at.get(number) : undefined;
    if (usesLog && inLog !== undefined) return wal.file.read(inLog, size);
    const offset = (number - 1) * size;
    if (offset + size > file.size)
      throw new Unreadable('it points at a page that is not in the file: cut off or damaged');
    const index = Math.floor(offset / BLOCK);
    let block = kept.get(index);
    if (block === undefined) {
      block = await file.read(index * BLOCK, Math.min(BLOCK, file.size - index * BLOCK));
      if (kept.size >= BLOCKS) kept.delete(kept.keys().next().value as number);
      kept.set(index, block);
    }
    const from = offset - index * BLOCK;
    return block.subarray(from, from + size);
  };
  return {
    usable,
    encoding: view.getUint32(56),
    journaled: head[18] === 2 || head[19] === 2,
    fromLog: usesLog ? wal.at.size : 0,
    page,
    async chain(first, local, total) {
      if (total > LIMITS.record) throw new Unreadable('a row is longer than 32 MB');
      const out = new Uint8Array(total);
      out.set(local);
      let at = local.length;
      for (let number = first; at < total; ) {
        const bytes = await page(number);
        const step = Math.min(usable - 4, total - at);
        out.set(bytes.subarray(4, 4 + step), at);
        at += step;
        number = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
      }
      return out;
    },
  };
}
