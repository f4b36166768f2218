import { Unreadable } from './limits.ts';
import type { Pull } from './pull.ts';

const DAMAGED = 'the bzip2 stream is damaged or cut off: read up to there';
/** A block holds 900 KB; packed it is hardly larger. */
const LARGEST_PACKED = 2 * 1024 * 1024;
const GROUP = 50;
const LONGEST_CODE = 20;
const OUT = 512 * 1024;

const CRC = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte << 24;
  for (let i = 0; i < 8; i++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  CRC[byte] = value >>> 0;
}

class Bits {
  readonly #pull: Pull;
  #held = 0;
  #count = 0;

  constructor(pull: Pull) {
    this.#pull = pull;
  }

  bit(): number {
    if (this.#count === 0) {
      if (this.#pull.at >= this.#pull.end) throw new Unreadable(DAMAGED);
      this.#held = this.#pull.bytes[this.#pull.at++] as number;
      this.#count = 8;
    }
    this.#count--;
    return (this.#held >> this.#count) & 1;
  }

  /** Up to 31 bits. */
  read(count: number): number {
    let value = 0;
    let left = count;
    while (left > 0) {
      if (this.#count === 0) {
        if (this.#pull.at >= this.#pull.end) throw new Unreadable(DAMAGED);
        this.#held = this.#pull.bytes[this.#pull.at++] as number;
        this.#count = 8;
      }
      const step = Math.min(left, this.#count);
      this.#count -= step;
      value = value * 2 ** step + ((this.#held >> this.#count) & ((1 << step) - 1));
      left -= step;
    }
    return value;
  }

  /** The rest of a byte that was begun. */
  align(): void {
    this.#count = 0;
  }
}

interface Code {
  readonly limit: Int32Array;
  readonly base: Int32Array;
  readonly order: Uint16Array;
  readonly shortest: number;
}

function codeOf(sizes: Uint8Array): Code {
  const limit = new Int32Array(LONGEST_CODE + 2).fill(-1);
  const base = new Int32Array(LONGEST_CODE + 2);
  const order = new Uint16Array(sizes.length);
  const counts = new Int32Array(LONGEST_CODE + 2);
  for (const size of sizes) counts[size] = (counts[size] as number) + 1;
  let code = 0;
  let index = 0;
  let shortest = LONGEST_CODE;
  for (let size = 1; size <= LONGEST_CODE; size++) {
    base[size] = index - code;
    for (let symbol = 0; symbol < sizes.length; symbol++) if (sizes[symbol] === size) order[index++] = symbol;
    if ((counts[size] as number) > 0 && size < shortest) shortest = size;
    code += counts[size] as number;
    limit[size] = code - 1;
    code *= 2;
  }
  return { limit, base, order, shortest };
}

function symbolOf(bits: Bits, code: Code): number {
  let size = code.shortest;
  let value = bits.read(size);
  while (size <= LONGEST_CODE) {
    // Codes of one size follow one another, behind those of the shorter ones.
    if (value <= (code.limit[size] as number)) {
      const at = value + (code.base[size] as number);
      if (at >= 0 && at < code.order.length) return code.order[at] as number;
      throw new Unreadable(DAMAGED);
    }
    value = value * 2 + bits.bit();
    size++;
  }
  throw new Unreadable(DAMAGED);
}

/** Undoes the Huffman codes, the moves to the front and the runs of zeros; gives how many bytes the block has. */
function readBlock(bits: Bits, block: Uint32Array, counts: Int32Array): number {
  const used = bits.read(16);
  const present: number[] = [];
  for (let i = 0; i < 16; i++) {
    if (((used >> (15 - i)) & 1) === 0) continue;
    const inner = bits.read(16);
    for (let k = 0; k < 16; k++) if (((inner >> (15 - k)) & 1) === 1) present.push(i * 16 + k);
  }
  const symbols = present.length + 2;
  if (symbols < 3) throw new Unreadable(DAMAGED);
  // The number of tables stands before the selectors and the tables themselves behind them.
  const tableCount = bits.read(3);
  if (tableCount < 2 || tableCount > 6) throw new Unreadable(DAMAGED);
  const selectorCount = bits.read(15);
  if (selectorCount < 1) throw new Unreadable(DAMAGED);
  const recent = [0, 1, 2, 3, 4, 5];
  const selectors = new Uint8Array(selectorCount);
  for (let i = 0; i < selectorCount; i++) {
    let at = 0;
    while (bits.bit() === 1) if (++at >= tableCount) throw new Unreadable(DAMAGED);
    const [chosen = 0] = recent.splice(at, 1);
    recent.unshift(chosen);
    selectors[i] = chosen;
  }
  const tables = Array.from({ length: tableCount }, () => tableOf(bits, symbols));
  const front = Uint8Array.from(present);
  let size = 0;
  let run = 0;
  let weight = 1;
  let left = 0;
  let selector = 0;
  let code = tables[0] as Code;
  counts.fill(0);
  for (;;) {
    if (left === 0) {
      if (selector >= selectorCount) throw new Unreadable(DAMAGED);
      code = tables[selectors[selector++] as number] as Code;
      left = GROUP;
    }
    left--;
    const symbol = symbolOf(bits, code);
    if (symbol <= 1) {
      run += weight * (symbol + 1);
      weight *= 2;
      if (run > block.length) throw new Unreadable(DAMAGED);
      continue;
    }
    if (run > 0) {
      if (size + run > block.length) throw new Unreadable(DAMAGED);
      const byte = front[0] as number;
      counts[byte] = (counts[byte] as number) + run;
      block.fill(byte, size, size + run);
      size += run;
      run = 0;
      weight = 1;
    }
    if (symbol === symbols - 1) return size;
    if (size >= block.length) throw new Unreadable(DAMAGED);
    const at = symbol - 1;
    const byte = front[at] as number;
    front.copyWithin(1, 0, at);
    front[0] = byte;
    counts[byte] = (counts[byte] as number) + 1;
    block[size++] = byte;
  }
}

function tableOf(bits: Bits, symbols: number): Code {
  const sizes = new Uint8Array(symbols);
  let size = bits.read(5);
  for (let i = 0; i < symbols; i++) {
    while (bits.bit() === 1) {
      size += bits.bit() === 1 ? -1 : 1;
      if (size < 1 || size > LONGEST_CODE) throw new Unreadable(DAMAGED);
    }
    if (size < 1) throw new Unreadable(DAMAGED);
    sizes[i] = size;
  }
  return codeOf(sizes);
}

/** True where nothing but zeros is left, as tapes and block devices leave them. */
export async function onlyZeros(pull: Pull): Promise<boolean> {
  for (;;) {
    const chunk = await pull.chunk();
    if (chunk === undefined) return true;
    if (chunk.some((byte) => byte !== 0)) return false;
  }
}

/** Unpacks bzip2 streams, one after another; each block is checked against its checksum. Memory: 4 MB, and the block's packed bytes. */
export async function* bzip2(pull: Pull): AsyncGenerator<Uint8Array> {
  const counts = new Int32Array(256);
  for (let first = true; ; first = false) {
    if (!(await pull.fill(4)) || pull.bytes[pull.at] !== 0x42 || pull.bytes[pull.at + 1] !== 0x5a) {
      if (first) throw new Unreadable(DAMAGED);
      if (await onlyZeros(pull)) return;
      throw new Unreadable('bytes behind the end of the bzip2 stream: not read');
    }
    const level = (pull.bytes[pull.at + 3] as number) - 48;
    if (!(level >= 1 && level <= 9)) throw new Unreadable(DAMAGED);
    pull.at += 4;
    const bits = new Bits(pull);
    const block = new Uint32Array(level * 100_000);
    let combined = 0;
    for (;;) {
      await pull.fill(LARGEST_PACKED);
      const high = bits.read(24);
      const low = bits.read(24);
      const crc = bits.read(16) * 65_536 + bits.read(16);
      if (high === 0x177245 && low === 0x385090) {
        if (crc !== combined)
          throw new Unreadable('the bzip2 stream does not match its checksum: a part is missing');
        break;
      }
      combined = (((combined << 1) | (combined >>> 31)) ^ crc) >>> 0;
      if (high !== 0x314159 || low !== 0x265359 || bits.bit() === 1) throw new Unreadable(DAMAGED);
      const start = bits.read(24);
      const size = readBlock(bits, block, counts);
      if (start >= size) throw new Unreadable(DAMAGED);
      yield* unsorted(block, counts, size, start, crc);
    }
    bits.align();
  }
}

/** Undoes the sorting, and the first runs of bytes. */
function* unsorted(
  block: Uint32Array,
  counts: Int32Array,
  size: number,
  start: number,
  crc: number,
): Generator<Uint8Array> {
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = counts[byte] as number;
    counts[byte] = sum;
    sum += count;
  }
  for (let i = 0; i < size; i++) {
    const byte = (block[i] as number) & 0xff;
    const at = counts[byte] as number;
    counts[byte] = at + 1;
    block[at] = ((block[at] as number) & 0xff) | (i << 8);
  }
  let out = new Uint8Array(OUT);
  let filled = 0;
  let check = 0xffffffff;
  let at = (block[start] as number) >>> 8;
  let before = -1;
  let same = 0;
  for (let i = 0; i < size; i++) {
    const entry = block[at] as number;
    const byte = entry & 0xff;
    at = entry >>> 8;
    let times = 1;
    let value = byte;
    if (same === 4) {
      times = byte;
      value = before;
      same = 0;
    } else if (byte === before) same++;
    else {
      before = byte;
      same = 1;
    }
    for (; times > 0; times--) {
      out[filled++] = value;
      check = ((check << 8) ^ (CRC[((check >>> 24) ^ value) & 0xff] as number)) >>> 0;
      if (filled === OUT) {
        yield out;
        out = new Uint8Array(OUT);
        filled = 0;
      }
    }
  }
  if (filled > 0) yield out.subarray(0, filled);
  if ((check ^ 0xffffffff) >>> 0 !== crc)
    throw new Unreadable('a block of the bzip2 stream does not match its checksum: read up to there');
}
