import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { http } from '../../wire/http.ts';
import type { HttpRequest } from '../../wire/http.ts';
import { fill } from '../../wire/template.ts';
import { fieldsOf } from './mapping.ts';
import { batches, planMeasures } from './measure.ts';
import { isIndexName, table } from './table.ts';

const PEER = { host: '127.0.0.1:9200', agent: 'sidelight/0.1' };
const field = fc.record({
  path: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 16 }),
  type: fc.constantFrom('date', 'keyword', 'text', 'long', 'geo_point'),
  nested: fc.boolean(),
});

describe('measures', () => {
  it('fit into a request line, next to the longest name of an index, and ask what was planned', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 80 }), (fields) => {
        const plan = planMeasures(
          fields.map((one) => (one.type === 'keyword' ? { ...one, countAt: one.path } : one)),
        );
        const cut = batches(plan);
        expect(cut.flat()).toEqual(plan);
        for (const measures of cut) {
          const send = fill(table.measure.send, { ...PEER, index: 'ü'.repeat(127), measures }) as HttpRequest;
          expect(http.decode(http.encode(send))).toEqual(send);
          const source = JSON.parse(send.query['source'] ?? '') as { size: number; aggs: object };
          expect(source.size).toBe(0);
          expect(Object.keys(source.aggs).length).toBe(measures.length + 1);
          expect(Object.keys(source).sort()).toEqual(['aggs', 'size', 'timeout']);
        }
      }),
    );
  });

  it('leave out a field whose name alone is longer than a request line', () => {
    const long = { path: 'é'.repeat(1_000), type: 'text', nested: false };
    expect(batches(planMeasures([long, { path: 'a', type: 'text', nested: false }])).flat()).toEqual([
      { kind: 'exists', field: 'a' },
    ]);
  });

  it('take no kind but the listed ones', () => {
    for (const measures of [
      'x',
      [{ kind: 'top_hits', field: 'a' }],
      [{ kind: 'exists', field: '' }],
      [{ kind: 'exists' }],
      [null],
    ]) {
      expect(() => fill(table.measure.send, { ...PEER, index: 'a', measures })).toThrow('measures');
    }
  });
});

describe('names of indices', () => {
  it('are never lists, wildcards, date math or endpoints', () => {
    for (const name of [
      'a,b',
      '*',
      'a*',
      '_all',
      '_cat',
      '-a',
      '+a',
      '<a-{now}>',
      'a/b',
      '..',
      '',
      'a b',
      'a:b',
      'x'.repeat(256),
    ]) {
      expect(isIndexName(name), name).toBe(false);
    }
    for (const name of ['people', '.ds-logs-2026', 'ünïcode', 'qwertyuiop-meow', 'A_b-c.1'])
      expect(isIndexName(name), name).toBe(true);
  });
});

describe('mappings', () => {
  it('are read with types (before 7.0) and without, also where a type or a field is called properties', () => {
    const fields = { a: { type: 'date' }, b: { properties: { c: { type: 'long' } } } };
    const paths = (mappings: unknown): readonly string[] =>
      fieldsOf(mappings as never, 10).fields.map(({ path }) => path);
    expect(paths({ properties: fields })).toEqual(['a', 'b.c']);
    expect(paths({ doc: { properties: fields }, other: { properties: { d: { type: 'ip' } } } })).toEqual([
      'a',
      'b.c',
      'd',
    ]);
    expect(paths({ properties: { properties: fields } })).toEqual(['a', 'b.c']);
    expect(paths({ properties: { properties: { type: 'keyword' }, a: { type: 'date' } } })).toEqual([
      'properties',
      'a',
    ]);
    expect(paths({})).toEqual([]);
  });
});
