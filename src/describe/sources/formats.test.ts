import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFiles } from './describe-files.ts';

/** Written by pyarrow, fastavro, openpyxl, Python's lzma, bz2 and sqlite3, zstd, and redis-server: 60 people each. */
const fixtures = join(import.meta.dirname, 'fixtures');
const files = readdirSync(fixtures).sort();

test('there are fixtures of every format that Node cannot write', () => {
  const endings = new Set(files.map((file) => file.slice(file.lastIndexOf('.') + 1)));
  expect([...endings].sort()).toEqual(['avro', 'bz2', 'parquet', 'rdb', 'sqlite', 'xlsx', 'xz', 'zst']);
});

test.each(files)('%s: every row, and what stands in it', async (file) => {
  const path = join(fixtures, file);
  const result = await describeFiles([{ kind: 'path', path, shown: file }], {
    signal: new AbortController().signal,
  });
  expect(result.sources.flatMap((source) => source.skipped)).toEqual([]);
  expect(result.complete).toBe(true);
  const set = result.datasets.find((one) => one.fields.some((field) => field.path === 'email'));
  expect(set?.rows?.value).toBe(60);
  const typeOf = (name: string) => set?.fields.find((field) => field.path === name)?.types[0]?.id;
  expect(typeOf('email')).toBe('contact.email');
  expect(typeOf('phone')).toBe('contact.phone');
  expect(typeOf('born')).toBe('birth.date');
  if (file.endsWith('.parquet')) expect(typeOf('photo')).toBe('image.photo');
  if (file.endsWith('.avro') || file.endsWith('.parquet'))
    expect(typeOf('loc.lat')).toBe('location.gps.latitude');
});
