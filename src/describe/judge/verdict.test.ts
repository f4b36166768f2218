import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../../model/description.ts';
import type { Inventory, Sample } from '../../model/inventory.ts';
import { rawJson, rawText } from '../../model/raw.ts';
import { createDescriber, describeInventory } from '../describe.ts';

const NOW = Date.UTC(2026, 10, 22);

let seed = 29;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(((seed >>> 8) / 16_777_216) * n);
};
const two = (n: number): string => String(n).padStart(2, '0');
const digits = (n: number): string => Array.from({ length: n }, () => below(10)).join('');

function describeRows(name: string, n: number, row: (i: number) => object): DatasetDescription {
  const describer = createDescriber({ now: NOW });
  const source = describer.source(name);
  for (let i = 0; i < n; i++) source.feedJson(Buffer.from(`${JSON.stringify(row(i))}\n`));
  return describer.finish()[0] as DatasetDescription;
}
const ids = (set: DatasetDescription, path: string): string[] =>
  (set.fields.find((field) => field.path === path)?.types ?? []).map((one) => one.id);

describe('numbers that are no identity numbers', () => {
  it('order numbers that begin with the date of the order, beside that date', () => {
    const set = describeRows('orders', 300, () => {
      const [year, month, day] = [2021 + below(6), two(1 + below(12)), two(1 + below(28))];
      return { order_no: `${year}${month}${day}${digits(8)}`, placed: `${year}-${month}-${day}` };
    });
    expect(ids(set, 'order_no')).toEqual([]);
    expect(ids(set, 'placed')).toEqual([]);
    expect(set.minors).toBeUndefined();
  });

  it('rows numbered one after another, whatever the field is called', () => {
    const set = describeRows('t', 300, (i) => ({ national_id: 10_000_001 + i, passport_no: i + 1 }));
    expect(set.fields.flatMap((field) => field.types)).toEqual([]);
  });
});

describe('labels of places', () => {
  const kinds = ['mosque', 'hotel', 'police station', 'hospital', 'checkpoint', 'water tower'];
  const label = (): string => `${kinds[below(6)] as string} ${1 + below(400)}`;

  it('are told by a word in them where a position stands beside them', () => {
    const set = describeRows('trackers', 400, (i) => ({
      key: `T${i}`,
      name: label(),
      location: { type: 'Point', coordinates: [87.4 + below(1e6) / 1e6, 43.7 + below(1e6) / 1e6] },
    }));
    expect(ids(set, 'name')).toEqual(['location.place-word']);
    expect(set.shapes.map((shape) => shape.name)).toContain('sensor registry');
  });

  it('and not by that word alone', () => {
    expect(
      ids(
        describeRows('songs', 400, () => ({ name: label(), length: below(400) })),
        'name',
      ),
    ).toEqual([]);
  });
});

describe('a field that the schema names and whose inner fields were read', () => {
  it('is told by what was read, and not once more with no value', () => {
    const inventory: Inventory = {
      complete: true,
      unlearned: [],
      datasets: [
        {
          name: rawText('facedb.trackers'),
          kind: 'collection',
          fields: [{ path: rawText('location'), type: '2dsphere' }],
        },
      ],
    };
    const sample: Sample = {
      complete: true,
      unlearned: [],
      draws: [{ dataset: 0, method: 'all', strata: 1, n: 40, whole: true }],
      records: Array.from({ length: 40 }, () => ({
        dataset: 0,
        stratum: 0,
        record: rawJson(
          Buffer.from(
            JSON.stringify({
              location: { type: 'Point', coordinates: [87 + below(1e6) / 1e6, 43 + below(1e6) / 1e6] },
            }),
          ),
        ),
      })),
    };
    const set = describeInventory(inventory, sample, { now: NOW })[0] as DatasetDescription;
    expect(ids(set, 'location')).toEqual([]);
    expect(ids(set, 'location.coordinates')).toEqual(['location.gps.pair']);
    expect(set.fields.filter((field) => field.types.some((one) => one.share === 0))).toEqual([]);
  });
});

describe('an interval', () => {
  it('rests on the values whose check was worked out, not on all that were counted', () => {
    const set = describeRows('mails', 40_000, (i) => ({
      email: i % 3 === 0 ? `u${digits(6)}@firma-nord.de` : 'none',
    }));
    const mail = set.fields[0]?.types[0];
    expect(set.fields[0]?.n).toBe(40_000);
    const width = (mail?.high ?? 0) - (mail?.low ?? 0);
    expect(mail?.share).toBeGreaterThan(mail?.low ?? 1);
    // 95 % of 40,000 would be 0.9 points wide; of the few thousand that were checked it is more than twice that.
    expect(width).toBeGreaterThan(0.018);
    expect(width).toBeLessThan(0.08);
  });
});
