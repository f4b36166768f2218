import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeFiles } from './describe-files.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-sources-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = Array.from({ length: 300 }, (_one, i) =>
  JSON.stringify({ email: `person${i}@example.org`, n: i, inner: { when: '2024-01-02' } }),
).join('\n');

async function describeBytes(name: string, bytes: Uint8Array | string, sampleMax?: number) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return describeFiles([{ kind: 'path', path, shown: name }], {
    signal: new AbortController().signal,
    sampleMax,
  });
}

test('NDJSON by content, whatever its name', async () => {
  const result = await describeBytes('people.txt', lines);
  expect(result.complete).toBe(true);
  expect(result.sources[0]?.formats).toEqual(['ndjson']);
  expect(result.datasets[0]?.rows?.value).toBe(300);
  const email = result.datasets[0]?.fields.find((field) => field.path === 'email');
  expect(email?.types[0]?.id).toBe('contact.email');
});

test('gzip in gzip, in many members', async () => {
  const half = Math.floor(lines.length / 2);
  const members = Buffer.concat([gzipSync(lines.slice(0, half)), gzipSync(lines.slice(half))]);
  const result = await describeBytes('x.bin', gzipSync(members));
  expect(result.sources[0]?.formats).toEqual(['gzip', 'gzip', 'ndjson']);
  expect(result.datasets[0]?.rows?.value).toBe(300);
  expect(result.complete).toBe(true);
});

test('a gzip that is cut off gives what came before, and says so', async () => {
  const packed = gzipSync(lines);
  const result = await describeBytes('cut.gz', packed.subarray(0, Math.floor(packed.length * 0.7)));
  expect(result.complete).toBe(false);
  expect(result.records).toBeGreaterThan(20);
  expect(result.sources[0]?.skipped.join()).toMatch(/cut off/);
});

test('--sample-max is exact for JSON in lines and in an array', async () => {
  expect((await describeBytes('a.json', lines, 17)).datasets[0]?.rows?.value).toBe(17);
  const array = `[${lines.split('\n').join(',\n')}]`;
  expect((await describeBytes('b.json', array, 17)).datasets[0]?.rows?.value).toBe(17);
  expect((await describeBytes('c.json', array)).datasets[0]?.rows?.value).toBe(300);
});
