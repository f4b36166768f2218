import { createReadStream, openSync, readSync, closeSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { createGunzip } from 'node:zlib';
import { createDescriber, freshKey } from '../../../src/describe/describe.ts';
import { openParts, PART_LIMITS, type Parts } from '../../../src/describe/parallel.ts';

const CHUNK = 1024 * 1024;

/** What one pass over a file took: by the clock, and of the processor. */
export interface Pass {
  readonly seconds: number;
  readonly cpu: number;
  readonly records: number;
}

async function timed(run: () => number | Promise<number>): Promise<Pass> {
  const before = process.cpuUsage();
  const from = performance.now();
  const records = await run();
  const used = process.cpuUsage(before);
  return { seconds: (performance.now() - from) / 1000, cpu: (used.user + used.system) / 1e6, records };
}

function eachChunk(path: string, take: (chunk: Uint8Array) => void): void {
  const file = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    for (;;) {
      const size = readSync(file, chunk, 0, CHUNK, null);
      if (size === 0) return;
      take(chunk.subarray(0, size));
    }
  } finally {
    closeSync(file);
  }
}

export function byteLoop(path: string): Promise<Pass> {
  return timed(() => {
    let sum = 0;
    eachChunk(path, (chunk) => {
      sum = (sum + sumOf(chunk)) | 0;
    });
    return sum & 1;
  });
}

function sumOf(chunk: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < chunk.length; i++) sum = (sum + (chunk[i] as number)) | 0;
  return sum;
}

/** Each line by itself, as a tool does that reads NDJSON with what the language brings. */
export function parseLines(path: string): Promise<Pass> {
  return timed(() => {
    const bytes = readFileSync(path);
    let records = 0;
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(0x0a, at);
      if (end < 0) break;
      JSON.parse(bytes.toString('utf8', at, end));
      records++;
      at = end + 1;
    }
    return records;
  });
}

export function describeFile(path: string, format: 'ndjson' | 'bson'): Promise<Pass> {
  return timed(() => {
    const describer = createDescriber();
    const source = describer.source('people');
    eachChunk(path, (chunk) => (format === 'bson' ? source.feedBson(chunk) : source.feedJson(chunk)));
    source.end();
    return describer.finish()[0]?.n ?? 0;
  });
}

export function describeGzip(path: string): Promise<Pass> {
  return timed(async () => {
    const describer = createDescriber();
    const source = describer.source('people');
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }).pipe(
      createGunzip({ chunkSize: CHUNK }),
    ))
      source.feedJson(chunk as Uint8Array);
    source.end();
    return describer.finish()[0]?.n ?? 0;
  });
}

/** Workers that are up, to be used for several passes. */
export async function startWorkers(
  count: number,
  url: URL,
): Promise<{ readonly parts: Parts; readonly key: number }> {
  const key = freshKey();
  const parts = openParts(
    () => Array.from({ length: count }, () => new Worker(url, { resourceLimits: PART_LIMITS })),
    key,
  );
  parts.start();
  await parts.ready();
  return { parts, key };
}

export function describeInParts(
  path: string,
  format: 'ndjson' | 'bson',
  parts: Parts,
  key: number,
): Promise<Pass> {
  return timed(async () => {
    const describer = createDescriber({ key });
    const source = describer.source('people');
    const part = parts.open(source, format);
    const file = openSync(path, 'r');
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const size = readSync(file, chunk, 0, CHUNK, null);
      if (size === 0) break;
      await part.feed(chunk.subarray(0, size));
    }
    closeSync(file);
    await part.end();
    return describer.finish()[0]?.n ?? 0;
  });
}
