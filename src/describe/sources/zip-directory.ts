import { LIMITS, Unreadable } from './limits.ts';
import type { RandomAccess } from './work.ts';

/** One member by the central directory (APPNOTE 6.3.10, section 4.3.12). */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Of the local header. */
  readonly offset: number;
  /** From the Unix mode, where there is one. */
  readonly link: boolean;
  /** Set where its bytes lie over those of another member, as in a bomb. */
  overlaps: boolean;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LARGEST_DIRECTORY = 64 * 1024 * 1024;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function big(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Unreadable('the zip has a length that cannot be');
  return Number(value);
}

async function endRecord(
  file: RandomAccess,
): Promise<{ readonly offset: number; readonly size: number; readonly count: number }> {
  const tail = Math.min(file.size, 65_557);
  const bytes = await file.read(file.size - tail, tail);
  const view = viewOf(bytes);
  for (let at = tail - 22; at >= 0; at--) {
    if (view.getUint32(at, true) !== END || at + 22 + view.getUint16(at + 20, true) > tail) continue;
    const count = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    if (count !== 0xffff && size !== 0xffffffff && offset !== 0xffffffff) return { count, size, offset };
    if (at >= 20 && view.getUint32(at - 20, true) === LOCATOR64) {
      const record = viewOf(await file.read(big(view, at - 12), 56));
      if (record.getUint32(0, true) === END64)
        return { count: big(record, 32), size: big(record, 40), offset: big(record, 48) };
    }
    return { count, size, offset };
  }
  throw new Unreadable('the zip has no directory at its end: it is cut off or damaged');
}

/** The members of a zip, as its directory tells them, in the order of their bytes; every length is checked against the file. */
export async function zipEntries(file: RandomAccess): Promise<readonly ZipEntry[]> {
  const { count, size, offset } = await endRecord(file);
  if (size > LARGEST_DIRECTORY || count > LIMITS.members)
    throw new Unreadable(`a zip with more than ${LIMITS.members} members is not read`);
  const bytes = await file.read(offset, size);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= bytes.length && view.getUint32(at, true) === CENTRAL; ) {
    const nameSize = view.getUint16(at + 28, true);
    const extraSize = view.getUint16(at + 30, true);
    const next = at + 46 + nameSize + extraSize + view.getUint16(at + 32, true);
    if (next > bytes.length) throw new Unreadable('the directory of the zip is damaged');
    let packed = view.getUint32(at + 20, true);
    let whole = view.getUint32(at + 24, true);
    let start = view.getUint32(at + 42, true);
    for (let extra = at + 46 + nameSize; extra + 4 <= at + 46 + nameSize + extraSize; ) {
      const end = extra + 4 + view.getUint16(extra + 2, true);
      if (view.getUint16(extra, true) === 1) {
        let field = extra + 4;
        const wide = (): number => {
          if (field + 8 > end) throw new Unreadable('the directory of the zip is damaged');
          field += 8;
          return big(view, field - 8);
        };
        if (whole === 0xffffffff) whole = wide();
        if (packed === 0xffffffff) packed = wide();
        if (start === 0xffffffff) start = wide();
      }
      extra = end;
    }
    const unix = view.getUint8(at + 5) === 3;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameSize)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      packed,
      size: whole,
      offset: start,
      link: unix && view.getUint32(at + 38, true) >>> 28 === 0xa,
      overlaps: false,
    });
    at = next;
  }
  if (entries.length !== count)
    throw new Unreadable('the zip has another number of members than its directory says');
  entries.sort((a, b) => a.offset - b.offset);
  let last: ZipEntry | undefined;
  for (const entry of entries) {
    // A member may lie over many: it is compared with the one that reaches farthest.
    if (last !== undefined && last.offset + 30 + last.packed > entry.offset) {
      last.overlaps = true;
      entry.overlaps = true;
    }
    if (entry.offset + 30 + entry.packed > offset) entry.overlaps = true;
    if (last === undefined || entry.offset + entry.packed > last.offset + last.packed) last = entry;
  }
  return entries;
}
