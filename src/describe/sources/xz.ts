import { createHash } from 'node:crypto';
import { Crc64, crc32 } from './crc.ts';
import { Unreadable } from './limits.ts';
import { Lzma2 } from './lzma2.ts';
import type { Pull } from './pull.ts';

const LARGEST_DICTIONARY = 64 * 1024 * 1024;
/** What one chunk of LZMA2 can come to. */
const LARGEST_CHUNK = 2 * 1024 * 1024;
const CHECK_SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const DAMAGED = 'the xz stream is damaged or cut off: read up to there';
const MISMATCH = 'a block of the xz stream does not match its checksum: read up to there';

async function take(pull: Pull, count: number): Promise<Uint8Array> {
  const bytes = await pull.take(count);
  if (bytes === undefined) throw new Unreadable(DAMAGED);
  return bytes;
}

function uint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
}

/** Throws where the four bytes behind the first `size` are not their CRC-32. */
function verify(bytes: Uint8Array, size: number): void {
  if (crc32(bytes.subarray(0, size)) !== uint32(bytes, size)) throw new Unreadable(DAMAGED);
}

function varint(bytes: Uint8Array, from: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const byte = bytes[from + i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, next: from + i + 1 };
  }
  throw new Unreadable(DAMAGED);
}

interface BlockHead {
  readonly dictionary: number;
  /** Distance of a delta filter in front of LZMA2; 0 for none. */
  readonly delta: number;
}

/** What a block was packed by: LZMA2, with nothing or a delta in front of it. */
function blockHead(header: Uint8Array): BlockHead {
  const flags = header[1] as number;
  let at = 2;
  if ((flags & 0x40) !== 0) at = varint(header, at).next;
  if ((flags & 0x80) !== 0) at = varint(header, at).next;
  let delta = 0;
  const filters = (flags & 3) + 1;
  for (let i = 1; i < filters; i++) {
    if (header[at] !== 0x03 || delta > 0)
      throw new Unreadable('an xz block that went through a filter for programs: not read (unpack it first)');
    delta = (header[at + 2] as number) + 1;
    at += 3;
  }
  if (header[at] !== 0x21) throw new Unreadable(DAMAGED);
  const bits = header[at + 2] as number;
  const size = bits >= 40 ? 2 ** 32 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (size > LARGEST_DICTIONARY)
    throw new Unreadable(
      `an xz stream with a dictionary of ${Math.round(size / 1e6)} MB, more than the 64 MB that are held: unpack it first`,
    );
  return { dictionary: size, delta };
}

/** The checksum over what comes out of a block; one of an unknown kind is passed over, as the format says. */
interface Check {
  update(bytes: Uint8Array): void;
  holds(stored: Uint8Array): boolean;
}

function checkOf(kind: number): Check {
  if (kind === 1) {
    let crc = 0;
    return {
      update: (bytes) => void (crc = crc32(bytes, crc)),
      holds: (stored) => uint32(stored, 0) === crc,
    };
  }
  if (kind === 4) {
    const crc = new Crc64('ecma');
    return { update: (bytes) => crc.update(bytes), holds: (stored) => crc.is(stored) };
  }
  if (kind === 10) {
    const hash = createHash('sha256');
    return { update: (bytes) => void hash.update(bytes), holds: (stored) => hash.digest().equals(stored) };
  }
  return { update: () => undefined, holds: () => true };
}

/** Undoes differences to the byte `distance` before. */
function undelta(distance: number): (bytes: Uint8Array) => Uint8Array {
  const history = new Uint8Array(distance);
  let at = 0;
  return (bytes) => {
    const out = new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) {
      const value = ((bytes[i] as number) + (history[at] as number)) & 0xff;
      out[i] = value;
      history[at] = value;
      if (++at === distance) at = 0;
    }
    return out;
  };
}

/** Unpacks .xz (The .xz File Format, version 1.2.1): streams of blocks of LZMA2, each checked against its checksum. */
export async function* xz(pull: Pull): AsyncGenerator<Uint8Array> {
  for (;;) {
    const head = await take(pull, 12);
    if (head[0] !== 0xfd || head[1] !== 0x37) throw new Unreadable(DAMAGED);
    verify(head.subarray(6), 2);
    const kind = (head[7] as number) & 0x0f;
    for (;;) {
      const first = (await take(pull, 1))[0] as number;
      if (first === 0) break;
      const rest = await take(pull, first * 4 + 3);
      const header = new Uint8Array(rest.length + 1);
      header[0] = first;
      header.set(rest, 1);
      verify(header, header.length - 4);
      const { dictionary, delta } = blockHead(header);
      const start = pull.offset;
      const check = checkOf(kind);
      const plain = delta > 0 ? undelta(delta) : undefined;
      for await (const chunk of block(pull, new Lzma2(Math.max(LARGEST_CHUNK, dictionary)))) {
        const out = plain === undefined ? chunk : plain(chunk);
        check.update(out);
        yield out;
      }
      await take(pull, (4 - ((pull.offset - start) % 4)) % 4);
      if (!check.holds(await take(pull, CHECK_SIZES[kind] as number))) throw new Unreadable(MISMATCH);
    }
    await index(pull);
    const foot = await take(pull, 12);
    if (foot[10] !== 0x59 || foot[11] !== 0x5a) throw new Unreadable(DAMAGED);
    // Streams may follow one another, with zeros between them.
    for (;;) {
      if (!(await pull.fill(4))) {
        if (pull.available > 0) throw new Unreadable('bytes behind the end of the xz stream: not read');
        return;
      }
      if (pull.bytes[pull.at] !== 0) break;
      pull.at += 4;
    }
    if (pull.bytes[pull.at] !== 0xfd) throw new Unreadable('bytes behind the end of the xz stream: not read');
  }
}

async function* block(pull: Pull, decoder: Lzma2): AsyncGenerator<Uint8Array> {
  for (;;) {
    const control = (await take(pull, 1))[0] as number;
    if (control === 0) return;
    try {
      if (control < 0x80) {
        if (control > 2) throw new Unreadable(DAMAGED);
        if (control === 1) decoder.resetDictionary();
        const head = await take(pull, 2);
        const size = ((head[0] as number) << 8) + (head[1] as number) + 1;
        decoder.store(await take(pull, size));
        yield decoder.last(size);
        continue;
      }
      const head = await take(pull, 4);
      const size = ((control & 0x1f) << 16) + ((head[0] as number) << 8) + (head[1] as number) + 1;
      const packed = ((head[2] as number) << 8) + (head[3] as number) + 1;
      const reset = (control >> 5) & 3;
      if (reset === 3) decoder.resetDictionary();
      if (reset >= 2) decoder.setProperties((await take(pull, 1))[0] as number);
      else if (reset === 1) decoder.resetState();
      decoder.unpack(await take(pull, packed), size);
      yield decoder.last(size);
    } catch (error) {
      throw error instanceof Unreadable ? new Unreadable(DAMAGED) : error;
    }
  }
}

/** Passes over the index: a number of records, two numbers each, padding, a checksum. */
async function index(pull: Pull): Promise<void> {
  const start = pull.offset - 1;
  const number = async (): Promise<number> => {
    let value = 0;
    for (let i = 0; i < 9; i++) {
      const byte = (await take(pull, 1))[0] as number;
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw new Unreadable(DAMAGED);
  };
  const records = await number();
  for (let i = 0; i < records * 2; i++) await number();
  await take(pull, ((4 - ((pull.offset - start) % 4)) % 4) + 4);
}
