import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCatalogue } from '../match/catalogue.ts';
import { Dataset } from '../columns/dataset.ts';
import { JsonWalk } from './json-walk.ts';
import type { PathNode } from '../columns/paths.ts';

const catalogue = compileCatalogue([]);

function walk(parts: readonly Uint8Array[]): Dataset {
  const data = new Dataset(catalogue, 7);
  const walker = new JsonWalk(data);
  for (const part of parts) walker.feed(part);
  walker.finish();
  return data;
}

/** Counts of leaves by path, as the walker saw them. */
function counted(data: Dataset): Record<string, string> {
  const out: Record<string, string> = Object.create(null) as Record<string, string>;
  const visit = (node: PathNode, path: string): void => {
    const column = node.column;
    if (column && column.n + column.nulls > 0)
      out[path] = [column.texts, column.numbers, column.booleans, column.nulls].join(' ');
    for (const child of node.children)
      visit(child, `${path}.${JSON.stringify(Buffer.from(child.key).toString())}`);
    if (node.element) visit(node.element, `${path}[]`);
  };
  visit(data.root, '');
  return out;
}

/** The same counts by JSON.parse. */
function expected(values: readonly unknown[]): Record<string, string> {
  const out = new Map<string, [number, number, number, number]>();
  const add = (path: string, kind: 0 | 1 | 2 | 3): void => {
    const counts = out.get(path) ?? [0, 0, 0, 0];
    counts[kind]++;
    out.set(path, counts);
  };
  const visit = (value: unknown, path: string): void => {
    if (value === null) add(path, 3);
    else if (typeof value === 'string')
      add(path, /^ *(?:|n\/a|null|-|\\N)$/i.test(value.replace(/ +$/, '')) ? 3 : 0);
    else if (typeof value === 'number') add(path, 1);
    else if (typeof value === 'boolean') add(path, 2);
    else if (Array.isArray(value)) for (const one of value) visit(one, `${path}[]`);
    else
      for (const [key, one] of Object.entries(value as object)) visit(one, `${path}.${JSON.stringify(key)}`);
  };
  for (const value of values) visit(value, '');
  return Object.fromEntries([...out].map(([path, counts]) => [path, counts.join(' ')]));
}

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

const record = fc.dictionary(
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }),
  { maxKeys: 6 },
);

describe('the JSON walk', () => {
  it('sees the leaves that JSON.parse sees, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 5 }),
        fc.array(fc.nat(4000), { maxLength: 6 }),
        fc.constantFrom(0, 2),
        (records, cuts, indent) => {
          const text = records.map((one) => JSON.stringify(one, null, indent)).join('\n');
          const parsed = records.map((one) => JSON.parse(JSON.stringify(one)) as unknown);
          const data = walk(cut(Buffer.from(text), cuts));
          expect(counted(data)).toEqual(expected(parsed));
          expect(data.records).toBe(records.length);
          expect(data.skipped.size).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('sees the same cut at every byte: texts and keys of every length, with and without escapes', () => {
    const lengths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 63, 64, 65, 66, 130, 300, 700];
    const records = ['', '"', '\\', '\n', 'é', '😀'].map((sign) => {
      const record: Record<string, unknown> = {};
      for (const length of lengths) {
        const half = 'k'.repeat(length >> 1);
        record[`${half}${sign}${'x'.repeat(length - half.length)}`.slice(0, 200)] = [
          `${'v'.repeat(length)}${sign}`,
          `${sign}${'v'.repeat(length)}`,
          length,
          -length / 7,
          [0.5, 1, -2, 3e4, { n: length }, null, true],
        ];
      }
      return record;
    });
    // Twice, so that keys are foretold the second time.
    const bytes = Buffer.from([...records, ...records].map((one) => JSON.stringify(one)).join('\n'));
    const whole = expected([...records, ...records]);
    expect(counted(walk([bytes]))).toEqual(whole);
    for (const size of [1, 2, 3, 4, 5, 7, 64, 1_021]) {
      const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_one, n) =>
        bytes.subarray(n * size, (n + 1) * size),
      );
      expect(counted(walk(parts))).toEqual(whole);
    }
  });

  it('tells keys apart that begin alike', () => {
    const keys = Array.from({ length: 30 }, (_one, size) => 'abcdefghijklmnopqrstuvwxyzabcd'.slice(0, size));
    const records = [...keys, ...keys.toReversed(), ...keys].map((key) => ({ [key]: 1, z: 'x' }));
    const bytes = Buffer.from(records.map((one) => JSON.stringify(one)).join('\n'));
    expect(counted(walk([bytes]))).toEqual(expected(records));
  });

  it('counts what it only passes over as what it looks at', () => {
    const texts = Array.from(
      { length: 400 },
      (_one, size) => `${'t'.repeat(size)}${size % 3 === 0 ? '\\"' : ''}`,
    );
    const records = texts.map((text, n) => ({ text: `${text}.`, n, list: [n, n / 3, [n]] }));
    const bytes = Buffer.from(records.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const data = new Dataset(catalogue, 7);
    const walker = new JsonWalk(data);
    for (let at = 0; at < bytes.length; at += 1_009) {
      for (const column of data.columns) column.textGap = column.numberGap = 1_000_000;
      walker.feed(bytes.subarray(at, at + 1_009));
    }
    walker.finish();
    expect(counted(data)).toEqual(expected(records));
    expect(data.skipped.size).toBe(0);
  });

  it('takes the elements of one large array as records', () => {
    const records = [{ a: 1 }, { a: [1, { b: 'x' }] }, { a: null }];
    for (const indent of [0, 1]) {
      const data = walk(cut(Buffer.from(JSON.stringify(records, null, indent)), [3, 9, 17]));
      expect(counted(data)).toEqual(expected(records));
      expect(data.records).toBe(3);
    }
  });

  it('reads ASCII escapes as the text that they stand for', () => {
    const han = JSON.stringify({ 姓名: '维吾尔族😀' }).replace(
      /[^\x20-\x7e]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    const data = walk([Buffer.from(han)]);
    expect(Buffer.from((data.root.children[0] as PathNode).key).toString()).toBe('姓名');
    expect(data.root.children[0]?.column?.longest).toBe(Buffer.byteLength('维吾尔族😀'));
  });

  it('leaves a broken record at the next line and goes on', () => {
    const lines = [
      '{"a":1}',
      '{"a":1,"b":{"c":',
      '{"a":2}',
      '{"a":"unclosed',
      '{"a":3}',
      'not json',
      '{"a":nul}',
      '{"a":4}',
    ];
    const data = walk([Buffer.from(lines.join('\n'))]);
    expect(data.root.children[0]?.column?.numbers).toBe(4);
    expect(data.skipped.get('malformed record')).toBe(4);
  });

  it('keeps __proto__ a key like any other', () => {
    const data = walk([Buffer.from('{"__proto__":{"x":1},"constructor":2}')]);
    expect(Object.keys(counted(data))).toEqual(['."__proto__"."x"', '."constructor"']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('neither throws nor hangs on any bytes', () => {
    const soup = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        '\\',
        ':',
        ',',
        '1',
        '-',
        'e',
        'null',
        'tr',
        '\n',
        '\\u12',
        '\u0000',
        '"a":',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          soup.map((parts) => new Uint8Array(Buffer.from(parts.join('')))),
        ),
        fc.array(fc.nat(300), { maxLength: 4 }),
        (bytes, cuts) => {
          walk(cut(bytes, cuts));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('stays bounded on a nesting bomb, a giant text and 100,000 keys', () => {
    const bomb = walk([Buffer.from(`${'['.repeat(1_000_000)}\n{"a":1}\n`)]);
    expect(bomb.skipped.get('nested too deeply')).toBe(1);
    expect(bomb.root.children[0]?.column?.numbers).toBe(1);

    const giant = new JsonWalk(bomb);
    giant.feed(Buffer.from('{"big":"'));
    for (let i = 0; i < 40; i++) giant.feed(Buffer.alloc(1024 * 1024, 'x'));
    giant.feed(Buffer.from('","after":1}\n'));
    giant.finish();
    expect(bomb.root.children.map((child) => Buffer.from(child.key).toString())).toContain('after');

    const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, index]));
    const data = walk([Buffer.from(JSON.stringify(keys))]);
    expect(data.tree.size).toBeLessThan(1_100);
    expect(data.root.any?.column?.numbers).toBe(99_000);
  });
});
