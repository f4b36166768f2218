import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { bzip2 } from './bzip2.ts';
import { Decompress } from 'fzstd';
import { LIMITS, Unreadable } from './limits.ts';
import type { Pull } from './pull.ts';
import { xz } from './xz.ts';
import { goOn, type Work } from './work.ts';

/** Written at a time: what comes out of one piece of a bomb (deflate 1 : 1032) stays small. */
const PIECE = 32 * 1024;
const QUEUED = 4 * 1024 * 1024;

/**
 * Runs bytes through one of Node's decompressors, which work on other threads while this one reads what has come out. What
 * came before an error is given before the error is thrown.
 */
export async function* through(
  transform: Transform,
  from: AsyncIterable<Uint8Array>,
  what: string,
): AsyncGenerator<Uint8Array> {
  const queue: Uint8Array[] = [];
  let queued = 0;
  let over = false;
  let failed = false;
  let wake: (() => void) | undefined;
  let room: (() => void) | undefined;
  const stir = (): void => {
    wake?.();
    room?.();
  };
  transform.on('data', (chunk: Uint8Array) => {
    queue.push(chunk);
    queued += chunk.length;
    wake?.();
  });
  transform.on('error', () => {
    failed = true;
    stir();
  });
  transform.on('end', () => {
    over = true;
    stir();
  });
  transform.on('close', stir);
  let source: Error | undefined;
  const feeding = (async () => {
    for await (const chunk of from) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        if (failed || over || transform.destroyed) return;
        await new Promise<void>((resolve) => {
          room = resolve;
          transform.write(chunk.subarray(at, at + PIECE), () => resolve());
        });
        while (queued > QUEUED && !failed && !transform.destroyed)
          await new Promise<void>((resolve) => {
            room = resolve;
          });
      }
    }
    transform.end();
  })().catch((error: unknown) => {
    source = error instanceof Error ? error : new Unreadable('the packed bytes could not be read');
    stir();
  });
  try {
    for (;;) {
      const chunk = queue.shift();
      if (chunk !== undefined) {
        queued -= chunk.length;
        yield chunk;
        if (queued <= QUEUED) room?.();
        continue;
      }
      if (source !== undefined) throw source;
      if (failed) throw new Unreadable(`the ${what} stream is damaged or cut off: read up to there`);
      if (over || transform.destroyed) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      wake = undefined;
    }
  } finally {
    transform.destroy();
    stir();
    await feeding;
  }
}

/** Pieces that a synchronous decoder puts out, given as they come. */
async function* bySteps(
  pull: Pull,
  size: number,
  what: string,
  step: (bytes: Uint8Array, last: boolean) => Uint8Array[],
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const bytes = await pull.chunk(size);
    let out: Uint8Array[];
    try {
      out = step(bytes ?? new Uint8Array(0), bytes === undefined);
    } catch {
      throw new Unreadable(`the ${what} stream is damaged or cut off: read up to there`);
    }
    yield* out;
    if (bytes === undefined) return;
  }
}

async function* zstd(pull: Pull): AsyncGenerator<Uint8Array> {
  const native = (zlib as { createZstdDecompress?: (options: object) => Transform }).createZstdDecompress;
  if (native !== undefined) {
    yield* through(native({ chunkSize: 256 * 1024 }), pull.rest(), 'zstd');
    return;
  }
  let out: Uint8Array[] = [];
  const decoder = new Decompress((chunk) => void out.push(chunk.slice()));
  // Four bytes can stand for a block of 128 KB, so that little is put in at a time.
  yield* bySteps(pull, 1024, 'zstd', (bytes, last) => {
    out = [];
    decoder.push(bytes, last);
    return out;
  });
}

/** Counts what comes out against what went in, and ends a stream that is a bomb. */
async function* bounded(
  out: AsyncIterable<Uint8Array>,
  pull: Pull,
  work: Work,
  what: string,
): AsyncGenerator<Uint8Array> {
  const from = pull.offset;
  let size = 0;
  for await (const chunk of out) {
    goOn(work);
    size += chunk.length;
    work.unpacked += chunk.length;
    const packed = Math.max(1, pull.offset - from);
    if (size > LIMITS.ratioFrom && size / packed > LIMITS.ratio)
      throw new Unreadable(
        `the ${what} stream swells more than ${LIMITS.ratio} times, as a decompression bomb does: read up to ${Math.round(size / 1e6)} MB`,
      );
    if (work.unpacked > LIMITS.unpacked)
      throw new Unreadable('more than 1 TB came out of packed files: read up to there');
    yield chunk;
  }
}

export const COMPRESSIONS = ['gzip', 'zstd', 'bzip2', 'xz'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

export function unpack(kind: Compression, pull: Pull, work: Work): AsyncGenerator<Uint8Array> {
  switch (kind) {
    case 'gzip':
      return bounded(
        through(zlib.createGunzip({ chunkSize: 256 * 1024 }), pull.rest(), kind),
        pull,
        work,
        kind,
      );
    case 'zstd':
      return bounded(zstd(pull), pull, work, kind);
    case 'bzip2':
      return bounded(bzip2(pull), pull, work, kind);
    case 'xz':
      return bounded(xz(pull), pull, work, kind);
  }
}

/** One deflated member of a zip. */
export function inflate(from: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return through(zlib.createInflateRaw({ chunkSize: 256 * 1024 }), from, 'deflate');
}
