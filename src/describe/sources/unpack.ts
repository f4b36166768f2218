import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { bzip2 } from './bzip2.ts';
import { LIMITS, Unreadable } from './limits.ts';
import type { Pull } from './pull.ts';
import { xz } from './xz.ts';
import { goOn, unpackedMore, type Work } from './work.ts';
import { zstd } from './zstd.ts';

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
    const packed = Math.max(1, pull.offset - from);
    if (size > LIMITS.ratioFrom && size / packed > LIMITS.ratio)
      throw new Unreadable(
        `the ${what} stream swells more than ${LIMITS.ratio} times, as a decompression bomb does: read up to ${Math.round(size / 1e6)} MB`,
      );
    unpackedMore(work, chunk.length);
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
