import { Unreadable } from './limits.ts';
import type { RandomAccess } from './work.ts';

/** Pages that a write-ahead log holds in their last committed form. */
export interface Wal {
  readonly pageSize: number;
  /** Pages of the database after the last commit; 0 where the log commits nothing. */
  readonly pages: number;
  /** Where each page stands in the log. */
  readonly at: ReadonlyMap<number, number>;
  readonly file: RandomAccess;
}

const HEAD = 32;
const FRAME = 24;
const MOST_FRAMES = 2_000_000;

/** The running checksum of the log (sqlite.org/fileformat2.html, "Checksum Algorithm"). */
class Sum {
  #first = 0;
  #second = 0;
  readonly #little: boolean;

  constructor(little: boolean) {
    this.#little = little;
  }

  add(view: DataView, start: number, end: number): void {
    let first = this.#first;
    let second = this.#second;
    for (let at = start; at < end; at += 8) {
      first = (first + view.getUint32(at, this.#little) + second) >>> 0;
      second = (second + view.getUint32(at + 4, this.#little) + first) >>> 0;
    }
    this.#first = first;
    this.#second = second;
  }

  is(view: DataView, at: number): boolean {
    return view.getUint32(at) === this.#first && view.getUint32(at + 4) === this.#second;
  }
}

/** Reads which pages a log holds, up to its last commit. Frames of an older generation, or that do not match their checksum, end it. */
export async function readWal(file: RandomAccess): Promise<Wal | undefined> {
  if (file.size < HEAD + FRAME) return undefined;
  const bytes = await file.read(0, HEAD);
  const head = new DataView(bytes.buffer, bytes.byteOffset, HEAD);
  const magic = head.getUint32(0);
  const pageSize = head.getUint32(8);
  if ((magic !== 0x377f0682 && magic !== 0x377f0683) || pageSize < 512 || pageSize > 65_536) return undefined;
  const sum = new Sum(magic === 0x377f0682);
  sum.add(head, 0, 24);
  if (!sum.is(head, 24)) return undefined;
  const committed = new Map<number, number>();
  const waiting = new Map<number, number>();
  let pages = 0;
  let count = 0;
  for (let at = HEAD; at + FRAME + pageSize <= file.size; at += FRAME + pageSize) {
    if (++count > MOST_FRAMES) throw new Unreadable('the log of the database (-wal) is too long to be held');
    const frame = await file.read(at, FRAME + pageSize);
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    if (view.getUint32(8) !== head.getUint32(16) || view.getUint32(12) !== head.getUint32(20)) break;
    sum.add(view, 0, 8);
    sum.add(view, FRAME, FRAME + pageSize);
    if (!sum.is(view, 16)) break;
    waiting.set(view.getUint32(0), at + FRAME);
    const after = view.getUint32(4);
    if (after === 0) continue;
    pages = after;
    for (const [page, offset] of waiting) committed.set(page, offset);
    waiting.clear();
  }
  return { pageSize, pages, at: committed, file };
}
