import { Unreadable } from './limits.ts';
import { Lzma2 } from './lzma2.ts';
import type { Pull } from './pull.ts';

const LARGEST_DICTIONARY = 64 * 1024 * 1024;
/** What one chunk of LZMA2 can come to. */
const LARGEST_CHUNK = 2 * 1024 * 1024;
const CHECK_SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const DAMAGED = 'the xz stream is damaged or cut off: read up to there';

async function take(pull: Pull, count: number): Promise<Uint8Array> {
  const bytes = await pull.take(count);
  if (bytes === undefined) throw new Unreadable(DAMAGED);
  return bytes;
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

/** The size of the dictionary that a block asks for; it must be packed by LZMA2 alone. */
function dictionaryOf(header: Uint8Array): number {
  const flags = header[1] as number;
  let at = 2;
  if ((flags & 0x40) !== 0) at = varint(header, at).next;
  if ((flags & 0x80) !== 0) at = varint(header, at).next;
  if ((flags & 3) !== 0 || header[at] !== 0x21)
    throw new Unreadable('an xz block that went through a filter for programs: not read');
  const bits = header[at + 2] as number;
  const size = bits >= 40 ? 2 ** 32 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (size > LARGEST_DICTIONARY)
    throw new Unreadable(
      `an xz stream with a dictionary of ${Math.round(size / 1e6)} MB, more than the 64 MB that are held: unpack it first`,
    );
  return size;
}

/** Unpacks .xz (The .xz File Format, version 1.2.1): streams of blocks of LZMA2. Checksums are passed over. */
export async function* xz(pull: Pull): AsyncGenerator<Uint8Array> {
  for (;;) {
    const head = await take(pull, 12);
    if (head[0] !== 0xfd || head[1] !== 0x37) throw new Unreadable(DAMAGED);
    const check = CHECK_SIZES[(head[7] as number) & 0x0f] as number;
    for (;;) {
      const first = (await take(pull, 1))[0] as number;
      if (first === 0) break;
      const rest = await take(pull, first * 4 + 3);
      const header = new Uint8Array(rest.length + 1);
      header[0] = first;
      header.set(rest, 1);
      const start = pull.offset;
      yield* block(pull, new Lzma2(Math.max(LARGEST_CHUNK, dictionaryOf(header))));
      await take(pull, ((4 - ((pull.offset - start) % 4)) % 4) + check);
    }
    await index(pull);
    await take(pull, 12);
    // Streams may follow one another, with zeros between them.
    for (;;) {
      if (!(await pull.fill(4))) return;
      if (pull.bytes[pull.at] !== 0) break;
      pull.at += 4;
    }
    if (pull.bytes[pull.at] !== 0xfd) return;
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
