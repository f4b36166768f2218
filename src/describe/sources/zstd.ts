import { Decompress } from 'fzstd';
import { onlyZeros } from './bzip2.ts';
import { Unreadable } from './limits.ts';
import type { Pull } from './pull.ts';
import { XxHash64 } from './xxhash64.ts';

const DAMAGED = 'the zstd stream is damaged or cut off: read up to there';
const MISMATCH = 'a frame of the zstd stream does not match its checksum: what came out of it may be wrong';
const LARGEST_WINDOW = 64 * 1024 * 1024;
const LARGEST_BLOCK = 128 * 1024;

async function need(pull: Pull, count: number): Promise<void> {
  if (pull.available < count && !(await pull.fill(count))) throw new Unreadable(DAMAGED);
}

interface FrameHead {
  readonly size: number;
  readonly checksum: boolean;
}

/** Reads the head of a frame (RFC 8878, 3.1.1.1) at hand, without taking it. */
async function frameHead(pull: Pull): Promise<FrameHead> {
  await need(pull, 6);
  const flags = pull.bytes[pull.at + 4] as number;
  const single = (flags & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][flags & 3] as number;
  const content = flags >> 6 === 0 ? (single ? 1 : 0) : 1 << (flags >> 6);
  const size = 5 + (single ? 0 : 1) + dictionary + content;
  await need(pull, size);
  const { bytes, at } = pull;
  const number = (from: number, count: number): number => {
    let value = 0;
    for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[at + from + i] as number);
    return value;
  };
  if (number(size - content - dictionary, dictionary) !== 0)
    throw new Unreadable(
      'a zstd frame that was packed with a dictionary: not read (zstd -D DICTIONARY -dc FILE | sidelight describe -)',
    );
  const exponent = 10 + ((bytes[at + 5] as number) >> 3);
  const window = single
    ? number(size - content, content) + (content === 2 ? 256 : 0)
    : 2 ** exponent + (2 ** exponent / 8) * ((bytes[at + 5] as number) & 7);
  if (window > LARGEST_WINDOW)
    throw new Unreadable(
      `a zstd frame with a window of ${Math.round(window / 1e6)} MB, more than the 64 MB that are held: unpack it first (zstd -dc --long=31)`,
    );
  return { size, checksum: (flags & 4) !== 0 };
}

/** Unpacks zstd frames, one after another, each checked against its checksum where it has one. Memory: the window. */
export async function* zstd(pull: Pull): AsyncGenerator<Uint8Array> {
  for (let first = true; ; first = false) {
    await pull.fill(4);
    if (pull.available === 0 && !first) return;
    const { bytes, at } = pull;
    const magic =
      pull.available < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
    if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) {
      await need(pull, 8);
      const size = new DataView(pull.bytes.buffer, pull.bytes.byteOffset + pull.at + 4, 4).getUint32(0, true);
      if (!(await pull.skip(8 + size))) throw new Unreadable(DAMAGED);
    } else if (magic === 0xfd2fb528) yield* frame(pull);
    else if (first) throw new Unreadable(DAMAGED);
    else if (await onlyZeros(pull)) return;
    else throw new Unreadable('bytes behind the end of the zstd stream: not read');
  }
}

async function* frame(pull: Pull): AsyncGenerator<Uint8Array> {
  const { size, checksum } = await frameHead(pull);
  let out: Uint8Array[] = [];
  const decoder = new Decompress((chunk) => void out.push(chunk.slice()));
  const hash = checksum ? new XxHash64() : undefined;
  const push = (bytes: Uint8Array, last: boolean): Uint8Array[] => {
    out = [];
    try {
      decoder.push(bytes, last);
    } catch {
      throw new Unreadable(DAMAGED);
    }
    for (const chunk of out) hash?.update(chunk);
    return out;
  };
  yield* push((await pull.take(size)) as Uint8Array, false);
  for (let last = false; !last; ) {
    await need(pull, 3);
    const { bytes, at } = pull;
    const head = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
    last = (head & 1) === 1;
    const kind = (head >> 1) & 3;
    const length = kind === 1 ? 1 : head >> 3;
    if (kind === 3 || head >> 3 > LARGEST_BLOCK) throw new Unreadable(DAMAGED);
    await need(pull, 3 + length);
    // The decoder ends with the last block; the checksum behind it is for us.
    const block = (await pull.take(3 + length)) as Uint8Array;
    const tail = last && checksum;
    if (tail) await need(pull, 4);
    const whole = tail ? joined(block, pull.bytes.subarray(pull.at, pull.at + 4)) : block;
    yield* push(whole, last);
  }
  if (hash === undefined) return;
  const stored = (await pull.take(4)) as Uint8Array;
  if (new DataView(stored.buffer, stored.byteOffset, 4).getUint32(0, true) !== hash.low())
    throw new Unreadable(MISMATCH);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
