import { crc32 } from './crc.ts';
import { bzip2 } from './bzip2.ts';
import { LIMITS, Unreadable } from './limits.ts';
import { refusedName } from './members.ts';
import { Pull } from './pull.ts';
import { inflate } from './unpack.ts';
import { goOn, type RandomAccess, unpackedMore, type Work } from './work.ts';
import { xz } from './xz.ts';
import type { ZipEntry } from './zip-directory.ts';
import { zstd } from './zstd.ts';

const LOCAL = 0x04034b50;
const PIECE = 256 * 1024;

async function* stored(file: RandomAccess, from: number, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += PIECE) yield await file.read(from + at, Math.min(PIECE, size - at));
}

/** Methods that are read: stored, deflate, bzip2, zstd, xz (APPNOTE 6.3.10, 4.4.5). */
const METHODS = new Set([0, 8, 12, 93, 95]);

function unpacked(method: number, raw: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  switch (method) {
    case 0:
      return raw;
    case 12:
      return bzip2(new Pull(raw));
    case 93:
      return zstd(new Pull(raw));
    case 95:
      return xz(new Pull(raw));
    default:
      return inflate(raw);
  }
}

/** The bytes of one member, checked against its local header, its size and its checksum. */
export async function* memberBytes(
  file: RandomAccess,
  entry: ZipEntry,
  work: Work,
): AsyncGenerator<Uint8Array> {
  const local = await file.read(entry.offset, 30);
  const view = new DataView(local.buffer, local.byteOffset, 30);
  if (view.getUint32(0, true) !== LOCAL) throw new Unreadable('the zip points at a member that is not there');
  const from = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (from + entry.packed > file.size)
    throw new Unreadable('a member of the zip goes beyond the end of the file');
  const raw = stored(file, from, entry.packed);
  let size = 0;
  let crc = 0;
  for await (const chunk of unpacked(entry.method, raw)) {
    goOn(work);
    size += chunk.length;
    if (size > entry.size)
      throw new Unreadable('a member of the zip is larger than its directory says: read up to there');
    if (size > LIMITS.ratioFrom && size > entry.packed * LIMITS.ratio)
      throw new Unreadable(
        `a member of the zip swells more than ${LIMITS.ratio} times, as a decompression bomb does: read up to ${Math.round(size / 1e6)} MB`,
      );
    unpackedMore(work, chunk.length);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (size < entry.size) throw new Unreadable('a member of the zip is smaller than its directory says');
  if (crc !== entry.crc) throw new Unreadable('a member of the zip does not match its checksum');
}

export function refusedEntry(entry: ZipEntry): string | undefined {
  if (entry.link) return 'a symbolic link: not followed';
  if (entry.overlaps) return 'members that lie over one another, as in a decompression bomb: refused';
  if (entry.encrypted) return 'an encrypted member: not read';
  if (!METHODS.has(entry.method)) return `a member packed by method ${entry.method}, which is not read`;
  return refusedName(entry.name);
}
