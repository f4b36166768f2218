import { BSON, Binary, Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BsonWalk } from './bson-walk.ts';
import { compileCatalogue } from '../match/catalogue.ts';
import { Dataset } from '../columns/dataset.ts';
import type { PathNode } from '../columns/paths.ts';

const catalogue = compileCatalogue([]);

function walk(parts: readonly Uint8Array[]): { data: Dataset; broken: boolean } {
  const data = new Dataset(catalogue, 7);
  const walker = new BsonWalk(data);
  for (const part of parts) walker.feed(part);
  walker.finish();
  return { data, broken: walker.broken };
}

function kinds(data: Dataset): Map<string, string> {
  const out = new Map<string, string>();
  const visit = (node: PathNode, path: string): void => {
    const c = node.column;
    if (c && c.n + c.nulls > 0)
      out.set(path, [c.texts, c.numbers, c.booleans, c.dates, c.objectIds, c.binaries, c.nulls].join(' '));
    for (const child of node.children) visit(child, `${path}.${Buffer.from(child.key).toString()}`);
    if (node.element) visit(node.element, `${path}[]`);
  };
  visit(data.root, '');
  return out;
}

function expected(records: readonly unknown[]): Map<string, string> {
  const out = new Map<string, number[]>();
  const add = (path: string, kind: number): void => {
    const counts = out.get(path) ?? [0, 0, 0, 0, 0, 0, 0];
    counts[kind] = (counts[kind] ?? 0) + 1;
    out.set(path, counts);
  };
  const visit = (value: unknown, path: string): void => {
    if (value === null || value === undefined) add(path, 6);
    else if (typeof value === 'string') add(path, 0);
    else if (typeof value === 'boolean') add(path, 2);
    else if (value instanceof Date) add(path, 3);
    else if (value instanceof ObjectId) add(path, 4);
    else if (value instanceof Binary) add(path, 5);
    else if (
      typeof value === 'number' ||
      value instanceof Long ||
      value instanceof Double ||
      value instanceof Int32 ||
      value instanceof Decimal128
    )
      add(path, 1);
    else if (Array.isArray(value)) for (const one of value) visit(one, `${path}[]`);
    else for (const [key, one] of Object.entries(value)) visit(one, `${path}.${key}`);
  };
  for (const record of records) visit(record, '');
  return new Map([...out].map(([path, counts]) => [path, counts.join(' ')]));
}

const leaf = fc.oneof(
  fc.string({ minLength: 5, maxLength: 20 }).map((text) => `x${text}`),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => new Binary(bytes)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.integer().map((value) => Decimal128.fromString(`${value}E-2`)),
);
const key = fc.stringMatching(/^[a-z_]{1,6}$/);
const record = fc.dictionary(
  key,
  fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }), fc.dictionary(key, leaf, { maxKeys: 3 })),
  { maxKeys: 6 },
);

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

describe('the BSON walk', () => {
  it('tells keys apart that begin alike, at every cut', () => {
    const keys = Array.from({ length: 20 }, (_one, size) => 'abcdefghijklmnopqrst'.slice(0, size + 1));
    const records = [...keys, ...keys.toReversed(), ...keys].map((key) => ({ [key]: 'v', z: key.length }));
    const bytes = Buffer.concat(records.map((record) => BSON.serialize(record)));
    for (let at = 0; at < bytes.length; at += 11)
      expect(kinds(walk([bytes.subarray(0, at), bytes.subarray(at)]).data)).toEqual(expected(records));
  });

  it('sees what the official library wrote, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 4 }),
        fc.array(fc.nat(2000), { maxLength: 6 }),
        (records, cuts) => {
          const bytes = Buffer.concat(records.map((one) => BSON.serialize(one)));
          const { data, broken } = walk(cut(bytes, cuts));
          expect(kinds(data)).toEqual(expected(records));
          expect(data.records).toBe(records.length);
          expect(broken).toBe(false);
          expect(data.skipped.size).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('neither throws nor hangs on broken documents', () => {
    fc.assert(
      fc.property(
        record,
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        (one, flips) => {
          const bytes = Uint8Array.from(BSON.serialize(one));
          for (const [place, value] of flips) bytes[place % bytes.length] = value;
          walk([bytes]);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('ends at a length that lies, and says so', () => {
    const { data, broken } = walk([BSON.serialize({ a: 1 }), Uint8Array.of(255, 255, 255, 127, 1)]);
    expect(broken).toBe(true);
    expect(data.records).toBe(1);
    expect(data.skipped.get('lying length')).toBe(1);
  });

  it('passes over a document that is wrong inside and reads the next', () => {
    const bad = Uint8Array.from(BSON.serialize({ text: 'hello' }));
    bad[10] = 200;
    const { data } = walk([bad, BSON.serialize({ b: 1 })]);
    expect(data.records).toBe(2);
    expect(data.skipped.get('malformed record')).toBe(1);
    expect(kinds(data).get('.b')).toBe('0 1 0 0 0 0 0');
  });

  it('reads a deep document without recursion trouble', () => {
    let deep: Record<string, unknown> = { end: 1 };
    for (let i = 0; i < 150; i++) deep = { a: deep };
    expect(walk([BSON.serialize(deep)]).data.records).toBe(1);
  });
});
