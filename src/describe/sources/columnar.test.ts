import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeFiles, type FileDescription } from './describe-files.ts';

/** Written by pyarrow and fastavro. */
const samples = join(import.meta.dirname, 'samples');

function read(name: string): Promise<FileDescription> {
  return describeFiles([{ kind: 'path', path: join(samples, name), shown: name }], {
    signal: new AbortController().signal,
  });
}

function counts(result: FileDescription): Readonly<Record<string, number>> {
  return Object.fromEntries((result.datasets[0]?.fields ?? []).map((field) => [field.path, field.n]));
}

test.each(['v2-groups.parquet', 'delta.parquet'])('%s: every value, nested ones too', async (name) => {
  const result = await read(name);
  expect(result.complete).toBe(true);
  expect(result.datasets[0]?.rows?.value).toBe(60);
  expect(counts(result)).toMatchObject({ id: 60, email: 54, 'contacts[].phone': 60, born: 60 });
});

test('a Parquet file with one encrypted column: the others are read, that one is told', async () => {
  const result = await read('encrypted-column.parquet');
  expect(result.complete).toBe(false);
  expect(result.sources[0]?.skipped).toEqual([
    'a column of the Parquet file is encrypted: it cannot be read without its key',
  ]);
  expect(counts(result)).toMatchObject({ id: 60, email: 54, 'contacts[].phone': 60 });
  expect(counts(result)['born']).toBeUndefined();
});

test.each([
  ['encrypted-footer.parquet', /encrypted footer/],
  ['arrow.feather', /Arrow or Feather/],
  ['table.orc', /ORC/],
])('%s is named', async (name, says) => {
  const result = await read(name);
  expect(result.complete).toBe(false);
  expect(result.sources[0]?.skipped.join()).toMatch(says);
});

test.each(['recursive-snappy.avro', 'recursive-zstandard.avro'])(
  '%s: a type that holds itself',
  async (name) => {
    const result = await read(name);
    expect(result.complete).toBe(true);
    expect(counts(result)).toMatchObject({ id: 60, email: 54, 'child.id': 30, 'child.email': 30 });
  },
);
