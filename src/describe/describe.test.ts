import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BSON } from 'bson';
import { describe, expect, it } from 'vitest';
import { type DataType, defineDataType } from '../datatypes/datatype.ts';
import { datatypes } from '../datatypes/index.ts';
import type { DatasetDescription } from '../model/description.ts';
import type { DatasetInventory, Sample } from '../model/inventory.ts';
import { rawBson, rawJson, rawText } from '../model/raw.ts';
import { compileCatalogue } from './match/catalogue.ts';
import { createDescriber, describeInventory } from './describe.ts';

const NOW = Date.UTC(2026, 10, 22);

function type(id: string, more: Partial<DataType>): DataType {
  return defineDataType({
    id,
    title: id,
    group: 'other',
    law: { gdpr: 'personal', pipl: 'personal', cpra: 'none' },
    weight: 'medium',
    hints: {},
    shapes: [],
    nullRate: 1,
    needs: 'value',
    examples: [],
    counterexamples: [],
    source: 'made for this test',
    ...more,
  });
}

/** ISO 7064 MOD 11-2, written anew here so that the test shares nothing with the detectors. */
function residentNumber(region: string, birth: string, serial: number): string {
  const body = `${region}${birth}${String(serial).padStart(3, '0')}`;
  let p = 0;
  for (const digit of body) p = ((p + Number(digit)) * 2) % 11;
  const check = (12 - p) % 11;
  return body + (check === 10 ? 'X' : String(check));
}

const luhn = (bytes: Uint8Array, start: number, end: number): boolean => {
  let sum = 0;
  for (let i = end - 1, twice = false; i >= start; i--, twice = !twice) {
    const digit = ((bytes[i] as number) - 48) * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
};

const small = compileCatalogue([
  type('contact.email', {
    group: 'contact',
    shapes: ['[a-z0-9._]+@([a-z0-9-]+\\.)+[a-z]{2,6}'],
    holds: () => true,
    nullRate: 1e-6,
    hints: { en: ['email'] },
  }),
  type('id.xx.luhn', {
    group: 'government-id',
    shapes: ['\\d{12}'],
    holds: luhn,
    nullRate: 0.1,
    needs: 'value-and-name',
    hints: { en: ['citizen number'] },
  }),
  type('birth.date', {
    group: 'birth',
    shapes: ['\\d{4}-\\d{2}-\\d{2}'],
    nullRate: 1,
    needs: 'value-and-name',
    hints: { en: ['birth date'] },
  }),
  type('special.x', {
    group: 'special',
    needs: 'dictionary',
    words: { en: ['elf', 'dwarf', 'orc', 'human'] },
    hints: { en: ['race'] },
  }),
  type('contact.phone', {
    group: 'contact',
    shapes: ['1[3-9]\\d{9}'],
    nullRate: 0.07,
    hints: { en: ['phone'] },
  }),
]);

let seed = 1;
function random(below: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(((seed >>> 8) / 16_777_216) * below);
}

function describeRows(rows: readonly unknown[], catalogue = small): DatasetDescription {
  const describer = createDescriber({ now: NOW, catalogue });
  const source = describer.source('rows');
  for (const row of rows) source.feedJson(Buffer.from(`${JSON.stringify(row)}\n`));
  return describer.finish()[0] as DatasetDescription;
}

const ids = (set: DatasetDescription, path: string): string[] =>
  (set.fields.find((field) => field.path === path)?.types ?? []).map((one) => one.id);

describe('a column', () => {
  it('is judged by its pass rate, not by single hits', () => {
    const digits = (): string => String(100_000_000_000 + random(899_999_999_999));
    const valid = (): string => {
      for (;;) {
        const number = digits();
        if (luhn(Buffer.from(number), 0, 12)) return number;
      }
    };
    const rows = Array.from({ length: 300 }, () => ({
      citizen_number: valid(),
      ref: valid(),
      noise: digits(),
    }));
    const set = describeRows(rows);
    expect(ids(set, 'citizen_number')).toEqual(['id.xx.luhn']);
    expect(ids(set, 'ref')).toEqual(['id.xx.luhn']);
    expect(ids(set, 'noise')).toEqual([]);
    const sure = (path: string): number =>
      set.fields.find((field) => field.path === path)?.types[0]?.confidence ?? 0;
    expect(sure('citizen_number')).toBeGreaterThan(sure('ref'));
  });

  it('keeps two types that speak for different values, with their shares', () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      contact: i % 4 === 0 ? `u${i}@example.org` : `1${3 + random(7)}${100_000_000 + random(899_999_999)}`,
    }));
    const field = describeRows(rows).fields[0];
    expect(field?.types.map((one) => one.id).sort()).toEqual(['contact.email', 'contact.phone']);
    const mail = field?.types.find((one) => one.id === 'contact.email');
    expect(mail?.share).toBeCloseTo(0.25, 5);
    expect(mail?.low).toBeLessThan(0.25);
    expect(mail?.high).toBeGreaterThan(0.25);
  });

  it('reads a phone that is stored as a number, in JSON and as a BSON double', () => {
    const rows = Array.from({ length: 60 }, () => ({ phone: 13_000_000_000 + random(5_000) * 1_000_003 }));
    expect(ids(describeRows(rows), 'phone')).toEqual(['contact.phone']);
    const describer = createDescriber({ now: NOW, catalogue: small });
    const source = describer.source('doubles');
    for (const row of rows) source.feedBson(BSON.serialize(row));
    expect(ids(describer.finish()[0] as DatasetDescription, 'phone')).toEqual(['contact.phone']);
  });

  it('proves a birth date by the identity number beside it, whatever its name', () => {
    const rows = Array.from({ length: 40 }, (_, i) => {
      const birth = `${1950 + random(50)}${String(1 + random(12)).padStart(2, '0')}${String(1 + random(28)).padStart(2, '0')}`;
      return {
        a: residentNumber('650102', birth, i),
        b: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
        c: '2024-01-01',
      };
    });
    const set = describeRows(rows);
    expect(ids(set, 'b')).toEqual(['birth.date']);
    expect(ids(set, 'c')).toEqual([]);
  });

  it('beyond eight thousand values matches one in eight, counts all, and says so', () => {
    const describer = createDescriber({ now: NOW, catalogue: small });
    const source = describer.source('many');
    for (let i = 0; i < 30_000; i++)
      source.feedJson(
        Buffer.from(`{"email":"${(i * 7919) % 4 < 3 ? `u${i}@example.org` : 'none given'}"}\n`),
      );
    const set = describer.finish()[0] as DatasetDescription;
    expect(set.fields[0]?.n).toBe(30_000);
    expect(set.fields[0]?.types[0]?.share).toBeCloseTo(0.75, 1);
    expect(set.notes.join()).toContain('one in 8');
  });

  it('finds what stands inside prose', () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({
      note: `please call back tomorrow about the order, thanks ${i % 5 === 0 ? `(mail: someone${i}@example.org).` : ''}`,
    }));
    const found = describeRows(rows).fields[0]?.types[0];
    expect(found?.id).toBe('contact.email');
    expect(found?.share).toBeCloseTo(0.2, 5);
    expect(found?.because).toContain('inside text');
  });

  it('needs most of a column to be words of a dictionary', () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({
      kind: ['Elf', 'dwarf', 'ORC', 'human'][i % 4],
      other: ['elf', 'red', 'blue', 'green'][i % 4],
    }));
    const set = describeRows(rows);
    expect(ids(set, 'kind')).toEqual(['special.x']);
    expect(ids(set, 'other')).toEqual([]);
  });
});

describe('keys', () => {
  it('are data where they look like data', () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({
      users: { [`mail${i}@example.org`]: { visits: i } },
    }));
    const set = describeRows(rows);
    expect(set.fields.map((field) => field.path).sort()).toEqual(['users.<key>', 'users.<key>.visits']);
    expect(ids(set, 'users.<key>')).toEqual(['contact.email']);
  });

  it('are listed only where they occur often enough, or in every record of a small sample', () => {
    const rows: Record<string, number>[] = Array.from({ length: 50 }, () => ({ common: 1 }));
    (rows[3] as Record<string, number>)['janesmith'] = 2;
    expect(describeRows(rows).fields.map((field) => field.path)).toEqual(['common', '<other>']);
    expect(describeRows([{ few: 1 }, { few: 2 }]).fields.map((field) => field.path)).toEqual(['few']);
  });
});

function dataset(
  name: string,
  fields: readonly (readonly [string, string])[] = [],
  more: Partial<DatasetInventory> = {},
): DatasetInventory {
  return {
    name: rawText(name),
    kind: 'collection',
    fields: fields.map(([path, word]) => ({ path: rawText(path), type: word })),
    ...more,
  };
}

describe('an inventory', () => {
  it('is described from the schema alone, less surely and saying so', () => {
    const [set] = describeInventory(
      {
        complete: true,
        unlearned: [],
        datasets: [
          dataset(
            'shop.users',
            [
              ['email', 'varchar'],
              ['birth_date', 'date'],
              ['email_verified', 'boolean'],
              ['phone', 'varchar'],
            ],
            { rows: { value: 900, method: 'estimate' } },
          ),
        ],
      },
      undefined,
      { catalogue: small, now: NOW },
    );
    expect(set?.draw).toBe('schema only');
    expect(set?.rows).toEqual({ value: 900, method: 'estimate' });
    expect(set?.fields.filter((field) => field.types.length > 0).map((field) => field.path)).toEqual([
      'email',
      'birth_date',
      'phone',
    ]);
    expect(set?.fields[0]?.types[0]?.because).toContain('no value read');
    const shape = set?.shapes.find((one) => one.name === 'person table');
    expect(shape?.because).toContain('schema only');
    expect(shape?.confidence).toBeLessThan(0.75);
  });

  it('merges containers of one kind and leaves the engine’s own books out', () => {
    const sets = describeInventory(
      {
        complete: true,
        unlearned: [],
        datasets: [
          dataset('user:a@example.org', [], { rows: { value: 2, method: 'exact' } }),
          dataset('user:b@example.org', [], { rows: { value: 3, method: 'exact' } }),
          dataset('.kibana', [], { internal: true }),
        ],
      },
      undefined,
      { catalogue: small },
    );
    expect(sets.map((set) => [set.name, set.containers, set.rows?.value])).toEqual([['user:<email>', 2, 5]]);
  });

  it('joins a registry and a stream to live tracking', () => {
    const devices = Array.from({ length: 100 }, (_, i) => `K${650_000 + i * 7}`);
    const stream = Array.from({ length: 300 }, (_, i) => ({
      person_id: random(1e6),
      device_id: devices[i % 100],
      lat: 43 + random(1e6) / 1e6,
      lng: 87 + random(1e6) / 1e6,
      at: new Date(NOW - random(3_000_000)),
    }));
    const registry = devices.map((device, i) => ({
      code: device,
      place: ['mosque', 'hotel', 'police station'][i % 3],
      location: { type: 'Point', coordinates: [87 + random(1e6) / 1e6, 43 + random(1e6) / 1e6] },
    }));
    const sample: Sample = {
      complete: true,
      unlearned: [],
      draws: [
        { dataset: 0, method: '_id quantiles', strata: 10, n: 300, whole: false },
        { dataset: 1, method: 'all', strata: 1, n: 100, whole: true },
      ],
      records: [
        ...stream.map((one, i) => ({ dataset: 0, stratum: i % 10, record: rawBson(BSON.serialize(one)) })),
        ...registry.map((one) => ({
          dataset: 1,
          stratum: 0,
          record: rawJson(Buffer.from(JSON.stringify(one))),
        })),
      ],
    };
    const sets = describeInventory(
      {
        complete: true,
        unlearned: [],
        datasets: [
          dataset('x.events', [], {
            rows: { value: 1_000, method: 'exact' },
            later: { rows: 1_600, seconds: 6 },
          }),
          dataset('x.sensors', [], { rows: { value: 100, method: 'exact' } }),
        ],
      },
      sample,
      { now: NOW },
    );
    expect(sets[0]?.shapes.map((shape) => shape.name)).toEqual(
      expect.arrayContaining(['live tracking', 'tracking stream']),
    );
    expect(sets[1]?.shapes.map((shape) => shape.name)).toContain('sensor registry');
    expect(sets[0]?.ingest).toEqual({ perSecond: 100, seconds: 6 });
    expect(sets[0]?.people?.method).toContain('birthday estimate');
    expect(sets[0]?.people?.low).toBeGreaterThan(300);
    expect(sets[0]?.draw).toBe('_id quantiles, 10 strata x 30'.slice(0, 13));
  });
});

/** Bare words that a name or a dictionary entry may legitimately share with our own sentences are no canaries. */
function canaries(): string[] {
  const own = datatypes
    .flatMap((one) => one.examples)
    .filter((example) => /\d/.test(example) && example.length >= 8);
  return [
    ...own,
    ...Array.from({ length: 20 }, (_, i) => `canary-${i}-zq${(i * 7919).toString(36)}vx@leak${i}.example`),
  ];
}

describe('no value leaves', () => {
  it('planted as values, keys, map keys, container names and schema names', () => {
    const planted = canaries();
    const records: unknown[] = planted.map((canary) => ({
      value: canary,
      list: [canary],
      [canary]: 1,
      map: { [canary]: { text: `a long sentence that holds ${canary} in the middle of it` } },
    }));
    const datasets = planted.map((canary) =>
      dataset(`keys:${canary}`, [
        [canary, 'varchar'],
        [`data.${canary}`, 'text'],
      ]),
    );
    const all = dataset('all');
    const sample: Sample = {
      complete: true,
      unlearned: [],
      draws: [],
      records: records.flatMap((one) => [
        { dataset: datasets.length, stratum: 0, record: rawJson(Buffer.from(JSON.stringify(one))) },
        { dataset: datasets.length, stratum: 0, record: rawText(JSON.stringify(one)) },
      ]),
    };
    const out = JSON.stringify(
      describeInventory({ complete: true, unlearned: [], datasets: [...datasets, all] }, sample, {
        now: NOW,
      }),
    );
    const describer = createDescriber({ now: NOW });
    for (const canary of planted) {
      const source = describer.source(canary);
      source.feedJson(
        Buffer.from(`${JSON.stringify({ v: canary })}\n{"broken": "${canary.replaceAll('"', '')}`),
      );
      source.feedText(Buffer.from(canary));
    }
    const files = JSON.stringify(describer.finish());
    const leaked = planted.filter((canary) => {
      const inside = JSON.stringify(canary).slice(1, -1);
      return out.includes(inside) || files.includes(inside);
    });
    expect(leaked).toEqual([]);
  });

  it('because only one file opens a Raw', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    expect(files.length).toBeGreaterThan(80);
    expect(
      files.filter((file) => readFileSync(join(import.meta.dirname, file), 'utf8').includes('openRaw(')),
    ).toEqual([join('judge', 'raw-values.ts')]);
  });
});
