import { Unreadable } from './limits.ts';

/** How the values of a column are told apart in its pages. */
export interface Levels {
  readonly definition: number;
  readonly repetition: number;
  readonly boolean: boolean;
}

const RLE = 3;
const PLAIN_DICTIONARY = 2;
const RLE_DICTIONARY = 8;

const damaged = (): Unreadable => new Unreadable('a column of the Parquet file is damaged: not read');

function widthOf(level: number): number {
  return 32 - Math.clz32(level);
}

/**
 * Walks the runs of a part that is run-length encoded (Parquet's RLE and bit-packing hybrid) without decoding them. A run that
 * is longer than the page would let the library write behind the end of its array, until the process dies of it.
 */
function checkRuns(bytes: Uint8Array, from: number, to: number, width: number, count: number): void {
  const stop = Math.min(to, bytes.length);
  let at = from;
  for (let seen = 0; seen < count && at < stop; ) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return;
      header |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
      if (shift > 35) throw damaged();
    }
    if ((header & 1) === 1) {
      const groups = header >>> 1;
      at += groups * width;
      seen += groups * 8;
    } else {
      const run = header >>> 1;
      if (run === 0 || run > count - seen) throw damaged();
      at += (width + 7) >> 3;
      seen += run;
    }
  }
}

function uint32(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) throw damaged();
  return new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
}

/** Checks the runs of an unpacked page; `levelsAt`: where values begin in a page of version 2, whose levels stand apart. */
export function checkDataPage(
  bytes: Uint8Array,
  levels: Levels,
  values: number,
  encoding: number,
  apart: { readonly repetition: number; readonly definition: number } | undefined,
): void {
  let at = 0;
  if (apart !== undefined) {
    checkRuns(bytes, 0, apart.repetition, widthOf(levels.repetition), levels.repetition > 0 ? values : 0);
    at = apart.repetition;
    checkRuns(
      bytes,
      at,
      at + apart.definition,
      widthOf(levels.definition),
      levels.definition > 0 ? values : 0,
    );
    at += apart.definition;
  } else
    for (const level of [levels.repetition, levels.definition]) {
      if (level === 0) continue;
      const size = uint32(bytes, at);
      checkRuns(bytes, at + 4, bytes.length, widthOf(level), values);
      at += 4 + size;
    }
  if (encoding === RLE_DICTIONARY || encoding === PLAIN_DICTIONARY || (encoding === RLE && !levels.boolean)) {
    const width = bytes[at];
    if (width === undefined || width === 0) return;
    if (width > 32) throw damaged();
    checkRuns(bytes, at + 1, bytes.length, width, values);
  } else if (encoding === RLE) checkRuns(bytes, at + 4, bytes.length, 1, values);
}
