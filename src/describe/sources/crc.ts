import * as zlib from 'node:zlib';

const native = (zlib as { crc32?: (data: Uint8Array, value?: number) => number }).crc32;

const TABLE32 = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLE32[byte] = value >>> 0;
}

/** CRC-32 (ISO 3309) of `bytes`, going on from `value`. */
export function crc32(bytes: Uint8Array, value = 0): number {
  if (native !== undefined) return native(bytes, value) >>> 0;
  let crc = ~value;
  for (let i = 0; i < bytes.length; i++)
    crc = (crc >>> 8) ^ (TABLE32[(crc ^ (bytes[i] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

/** A reflected CRC of 64 bits, kept in two halves. */
export class Crc64 {
  #low: number;
  #high: number;
  readonly #tables: Int32Array;
  readonly #flip: number;

  /** `ecma`: of .xz (ECMA-182, inverted); `jones`: of Redis (no inversion). */
  constructor(kind: 'ecma' | 'jones') {
    this.#tables = kind === 'ecma' ? ECMA : JONES;
    this.#flip = kind === 'ecma' ? -1 : 0;
    this.#low = this.#flip;
    this.#high = this.#flip;
  }

  update(bytes: Uint8Array, start = 0, end = bytes.length): void {
    const tables = this.#tables;
    let low = this.#low;
    let high = this.#high;
    for (let i = start; i < end; i++) {
      const index = ((low ^ (bytes[i] as number)) & 0xff) << 1;
      low = ((low >>> 8) | (high << 24)) ^ (tables[index] as number);
      high = (high >>> 8) ^ (tables[index + 1] as number);
    }
    this.#low = low;
    this.#high = high;
  }

  /** Whether the eight little-endian bytes at `at` are this sum. */
  is(bytes: Uint8Array, at = 0): boolean {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
    return (
      view.getInt32(0, true) === (this.#low ^ this.#flip) &&
      view.getInt32(4, true) === (this.#high ^ this.#flip)
    );
  }
}

function tablesOf(reflected: bigint): Int32Array {
  const out = new Int32Array(512);
  for (let byte = 0; byte < 256; byte++) {
    let value = BigInt(byte);
    for (let i = 0; i < 8; i++) value = value & 1n ? (value >> 1n) ^ reflected : value >> 1n;
    out[byte * 2] = Number(BigInt.asIntN(32, value));
    out[byte * 2 + 1] = Number(BigInt.asIntN(32, value >> 32n));
  }
  return out;
}

const ECMA = tablesOf(0xc96c5795d7870f42n);
/** The polynomial 0xad93d23594c935a9 (Jones), its bits turned round. */
const JONES = tablesOf(0x95ac9329ac4bc9b5n);
