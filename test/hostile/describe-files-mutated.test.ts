import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeFiles } from '../../src/describe/sources/describe-files.ts';

/** Files that real writers made, changed in a way that one seed draws: nothing is thrown, nothing is left to nobody, losses are told. */
const sources = join(import.meta.dirname, '../../src/describe/sources');
const files = ['fixtures', 'samples'].flatMap((folder) =>
  readdirSync(join(sources, folder)).map((name) => join(sources, folder, name)),
);
const kinds = [...new Set(files.map((file) => file.slice(file.lastIndexOf('.') + 1)))].sort();
/** Runs of each kind of file. */
const RUNS = 60;

let folder = '';
const unmet: unknown[] = [];
const meet = (reason: unknown): void => void unmet.push(reason);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-mutated-'));
  process.on('unhandledRejection', meet);
});
afterAll(() => {
  process.removeListener('unhandledRejection', meet);
  rmSync(folder, { recursive: true, force: true });
});

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
}

const TELLING = [0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0x22, 0x27, 0x0a, 0x5c];

function mutate(bytes: Buffer, draw: (below: number) => number): Buffer {
  const kind = draw(8);
  if (kind === 0) return bytes.subarray(0, draw(bytes.length));
  if (kind === 1) {
    const at = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + draw(64)))]);
  }
  if (kind === 2) {
    const at = draw(bytes.length);
    const from = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, from + draw(200)), bytes.subarray(at)]);
  }
  const copy = Buffer.from(bytes);
  for (let left = 1 + draw(kind === 3 ? 30 : 4); left > 0; left--) {
    const place = draw(3);
    const span = place === 0 ? 300 : place === 1 ? 2_500 : copy.length;
    const within = draw(Math.min(span, copy.length));
    const at = place === 1 ? copy.length - 1 - within : within;
    const how = draw(3);
    copy[at] =
      how === 0
        ? draw(256)
        : how === 1
          ? (copy[at] as number) ^ (1 << draw(8))
          : (TELLING[draw(TELLING.length)] as number);
  }
  return copy;
}

test.each(kinds)('%s', { timeout: 120_000 }, async (kind) => {
  const draw = random(0x5eed ^ (kind.length * 7919) ^ kind.charCodeAt(0));
  const own = files.filter((file) => file.endsWith(`.${kind}`)).map((file) => readFileSync(file));
  const before = process.memoryUsage().rss;
  for (let run = 0; run < RUNS; run++) {
    const path = join(folder, 'it');
    writeFileSync(path, mutate(own[draw(own.length)] as Buffer, draw));
    const result = await describeFiles([{ kind: 'path', path, shown: 'it' }], {
      signal: new AbortController().signal,
    });
    const said = JSON.stringify(result.sources);
    expect(said, `${kind}, run ${run}`).not.toContain('fault in this program');
    const told =
      result.sources.some((source) => source.skipped.length > 0) ||
      result.datasets.some((set) => set.notes.length > 0);
    expect(result.complete || told, `${kind}, run ${run}: ${said}`).toBe(true);
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(unmet).toEqual([]);
  expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
});
