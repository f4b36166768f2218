import { Buffer } from 'node:buffer';
import { MessageChannel } from 'node:worker_threads';
import { BSON } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../model/description.ts';
import { type CutFormat, isLineDelimited, RecordCutter } from './walk/cut-records.ts';
import { createDescriber } from './describe.ts';
import { openParts, type PartWorker, servePart } from './parallel.ts';

const NOW = Date.UTC(2026, 10, 22);

/** The worker's side in this thread, behind a real channel: what is posted is cloned and transferred as between threads. */
function part(sent: unknown[] = []): PartWorker {
  const { port1, port2 } = new MessageChannel();
  servePart(port2);
  return {
    postMessage: (message, transfer) => port1.postMessage(message, [...(transfer ?? [])]),
    on: (event: string, listener: (...values: never[]) => void) =>
      port1.on(event === 'message' ? 'message' : 'unused', (message: unknown) => {
        sent.push(message);
        (listener as (message: unknown) => void)(message);
      }),
    off: () => undefined,
    terminate: async () => port1.close(),
  };
}

let seed = 7;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(((seed >>> 8) / 16_777_216) * n);
};

function rows(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, i) => ({
    person_id: `P${below(900)}`,
    email: `user${below(100_000)}@example.org`,
    birth_date: `${1950 + below(60)}-0${1 + below(9)}-1${below(10)}`,
    lat: 43 + below(1e6) / 1e6,
    lng: 87 + below(1e6) / 1e6,
    at: new Date(NOW - below(3_000_000)).toISOString(),
    tags: ['a', `b${i}`],
    map: { [`k${i % 3}`]: { n: i } },
    ...(i % 5 === 0 ? { note: 'a line of text that is long enough, with mail@example.org inside' } : {}),
  }));
}

async function inParts(
  bytes: Uint8Array,
  format: CutFormat,
  workers: readonly PartWorker[],
): Promise<DatasetDescription> {
  const describer = createDescriber({ now: NOW, key: 77 });
  const source = describer.source('rows');
  const parts = openParts(() => workers, 77);
  parts.start();
  await parts.ready();
  const open = parts.open(source, format);
  for (let at = 0; at < bytes.length; at += 300_001) await open.feed(bytes.subarray(at, at + 300_001));
  await open.end();
  await parts.close();
  return describer.finish()[0] as DatasetDescription;
}

function inOne(bytes: Uint8Array, format: CutFormat): DatasetDescription {
  const describer = createDescriber({ now: NOW, key: 77 });
  const source = describer.source('rows');
  if (format === 'bson') source.feedBson(bytes);
  else source.feedJson(bytes);
  return describer.finish()[0] as DatasetDescription;
}

const verdicts = (set: DatasetDescription): unknown =>
  set.fields.map((field) => [
    field.path,
    field.n,
    field.types.map((one) => [one.id, Math.round(one.share * 20), Math.round(one.confidence * 50)]),
  ]);

describe('parts', () => {
  const people = rows(12_000);
  const ndjson = Buffer.from(people.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const bson = Buffer.concat(people.map((row) => BSON.serialize(row)));

  it.each([
    ['ndjson', ndjson],
    ['bson', bson],
  ] as const)('of %s say together what one reader says', async (format, bytes) => {
    expect(bytes.length).toBeGreaterThan(2.1e6);
    const one = inOne(bytes, format);
    const two = await inParts(bytes, format, [part(), part()]);
    expect(two.rows).toEqual({ value: 12_000, method: 'counted' });
    expect(verdicts(two)).toEqual(verdicts(one));
    expect(two.shapes.map((shape) => shape.name)).toEqual(one.shapes.map((shape) => shape.name));
    expect(two.people?.low).toBeGreaterThan(700);
    expect(two.people?.low).toBeLessThan(1_100);
  });

  it('count what is broken, and nothing twice', async () => {
    const broken = Buffer.concat([ndjson.subarray(0, 1_500_000), Buffer.from('\n{"a": tru\n{"b": 1}\n')]);
    const set = await inParts(broken, 'ndjson', [part(), part(), part()]);
    const one = inOne(broken, 'ndjson');
    expect(set.n).toBe(one.n);
    expect(set.notes.filter((note) => note.includes('malformed'))).toEqual(
      one.notes.filter((note) => note.includes('malformed')),
    );
  });

  it('send no text back: buffers and numbers alone', async () => {
    const sent: unknown[] = [];
    await inParts(ndjson, 'ndjson', [part(sent), part(sent)]);
    expect(sent.length).toBeGreaterThan(3);
    for (const message of sent as Record<string, unknown>[])
      for (const [key, value] of Object.entries(message))
        expect(key === 'kind' || typeof value === 'number' || value instanceof ArrayBuffer).toBe(true);
    const states = (sent as Record<string, unknown>[]).flatMap((one) =>
      one['state'] ? [one['state'] as ArrayBuffer] : [],
    );
    expect(states.length).toBe(2);
    for (const state of states) expect(Buffer.from(state).some((byte) => byte !== 0)).toBe(false);
  });
});

describe('the cutter', () => {
  it('loses and reorders no byte, and cuts behind records', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 40 }),
        fc.constantFrom<CutFormat>('ndjson', 'bson'),
        fc.integer({ min: 1, max: 50 }),
        (sizes, format, step) => {
          const records = sizes.map((size, i) =>
            format === 'bson'
              ? BSON.serialize({ v: 'x'.repeat(size) })
              : Buffer.from(`${JSON.stringify({ v: `${i}${'x'.repeat(size)}` })}\n`),
          );
          const all = Buffer.concat(records);
          const ends = new Set<number>();
          let sum = 0;
          for (const record of records) ends.add((sum += record.length));
          const cutter = new RecordCutter(format, 64);
          const out: Uint8Array[] = [];
          let at = 0;
          const take = (batch: { bytes: Uint8Array; whole: boolean }): void => {
            out.push(batch.bytes);
            at += batch.bytes.length;
            if (batch.whole) expect(ends.has(at)).toBe(true);
          };
          for (let i = 0; i < all.length; i += step)
            for (const batch of cutter.feed(all.subarray(i, i + step))) take(batch);
          for (const batch of cutter.finish()) take(batch);
          expect(Buffer.concat(out).equals(all)).toBe(true);
        },
      ),
    );
  });

  it('tells lines from one document over many lines', () => {
    const is = (text: string): boolean => isLineDelimited(Buffer.from(text));
    expect(is('{"a":1}\n{"a":"}"}\n{')).toBe(true);
    expect(is('{\n  "a": 1\n}\n')).toBe(false);
    expect(is('[{"a":1},\n{"a":2}]\n')).toBe(false);
    expect(is('{"a":1}')).toBe(false);
  });
});
