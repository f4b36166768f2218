import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../../model/description.ts';
import { wholeCatalogue } from '../match/catalogue.ts';
import { Dataset } from './dataset.ts';
import { createDescriber } from '../describe.ts';
import { readEmbedded } from './embedded-json.ts';
import { JsonWalk } from '../walk/json-walk.ts';
import type { PathNode } from './paths.ts';

function describeRows(n: number, row: (i: number) => object): DatasetDescription {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let i = 0; i < n; i++) source.feedJson(Buffer.from(`${JSON.stringify(row(i))}\n`));
  return describer.finish()[0] as DatasetDescription;
}
const ids = (set: DatasetDescription, path: string): string[] =>
  (set.fields.find((field) => field.path === path)?.types ?? []).map((one) => one.id);
const paths = (set: DatasetDescription): string[] => set.fields.map((field) => field.path);

const catalogue = wholeCatalogue();

/** Paths with how often each was met, as a plain list. */
function tree(node: PathNode, path = ''): string[] {
  return [
    ...(node.column === undefined || node.column.n + node.column.nulls === 0
      ? []
      : [`${path}=${node.column.n + node.column.nulls}`]),
    ...node.children.flatMap((child) => tree(child, `${path}.${Buffer.from(child.key).toString('utf8')}`)),
    ...(node.element === undefined || node.element === node ? [] : tree(node.element, `${path}[]`)),
  ];
}

describe('JSON that stands as text in a field', () => {
  it('is described field by field, arrays and escapes included', () => {
    const set = describeRows(60, (i) => ({
      id: i,
      payload: JSON.stringify({
        user: { 'e-mail': `u${i * 7919}@firma-nord.de`, note: 'a "quoted"\nline' },
        list: [{ ip: `203.0.113.${i}` }],
      }),
    }));
    expect(ids(set, 'payload.user.e-mail')).toEqual(['contact.email']);
    expect(ids(set, 'payload.list[].ip')).toEqual(['device.ip']);
    expect(ids(set, 'payload')).toEqual([]);
  });

  it('is read inside JSON inside JSON, three levels deep and no deeper', () => {
    const nest = (times: number, i: number): unknown =>
      times === 0 ? { email: `u${i}@firma-nord.de` } : { next: JSON.stringify(nest(times - 1, i)) };
    const set = describeRows(20, (i) => ({ a: nest(3, i), b: nest(5, i) }));
    expect(ids(set, 'a.next.next.next.email')).toEqual(['contact.email']);
    expect(paths(set)).toContain('b.next.next.next.next');
    expect(paths(set)).not.toContain('b.next.next.next.next.next.email');
  });

  it('that a column of limited width cut off tells what came before', () => {
    const set = describeRows(60, (i) => ({
      payload: JSON.stringify({ email: `u${i}@firma-nord.de`, text: 'x'.repeat(300), rest: { a: 1 } }).slice(
        0,
        255,
      ),
    }));
    expect(ids(set, 'payload.email')).toEqual(['contact.email']);
  });

  it('of vectors is a vector', () => {
    const vector = (): string =>
      `[${Array.from({ length: 128 }, (_v, k) => (Math.sin(k * 12.9898 + Math.random()) / 8).toFixed(5)).join(',')}]`;
    const set = describeRows(40, () => ({ face_feature: vector(), other: vector() }));
    expect(ids(set, 'face_feature')).toEqual(['biometric.face-vector']);
  });

  it.each([
    '[INFO] service started on port 8080, waiting',
    '{name} has {count} new messages in {place} and more',
    '[12:30] lunch',
    '{"a":1} and more',
    '{}x',
    '[1,2',
  ])('is not seen in %s', (text) => {
    expect(paths(describeRows(20, () => ({ text })))).toEqual(['text']);
  });

  it('has the same paths and counts as the same JSON in place of the text', () => {
    const leaf = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const key = fc.stringMatching(/^[a-z]{1,4}$/);
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(key, tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 5, minKeys: 1 }), (object) => {
        const [plain, text] = [new Dataset(catalogue, 5), new Dataset(catalogue, 5)];
        const walk = new JsonWalk(plain);
        walk.feed(Buffer.from(JSON.stringify({ p: object })));
        walk.finish();
        const bytes = Buffer.from(JSON.stringify(object));
        expect(readEmbedded(text, text.field(text.root, 'p'), bytes, 0, bytes.length)).toBe(true);
        // A text that is JSON itself is opened one level deeper on both sides; what it holds is the same.
        expect(tree(text.root).sort()).toEqual(tree(plain.root).sort());
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it('never throws or leaves its level open, whatever the bytes', () => {
    const data = new Dataset(catalogue, 5);
    const path = data.field(data.root, 'p');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = Uint8Array.of(0x7b, ...bytes);
        readEmbedded(data, path, text, 0, text.length);
      }),
      { numRuns: 500, seed: 3 },
    );
    const deep = Buffer.from('['.repeat(5_000) + ']'.repeat(5_000));
    expect(readEmbedded(data, path, deep, 0, deep.length)).toBe(false);
    const fine = Buffer.from('{"a":[1,2,{"b":"c"}]}');
    expect(readEmbedded(data, path, fine, 0, fine.length)).toBe(true);
  });
});
