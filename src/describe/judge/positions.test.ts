import { BSON, Binary } from 'bson';
import { describe, expect, it } from 'vitest';
import type { DatasetDescription } from '../../model/description.ts';
import { createDescriber } from '../describe.ts';

let seed = 53;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return Math.floor(((seed >>> 8) / 16_777_216) * n);
};
const lat = (): number => Math.round((43.7 + below(1e6) / 5e6) * 1e6) / 1e6;
const lng = (): number => Math.round((87.4 + below(1e6) / 5e6) * 1e6) / 1e6;

/** OGC 06-103r4, written anew here: byte order, type, coordinates; PostGIS puts the reference system behind the type. */
function wkb(
  points: readonly (readonly [number, number])[],
  { srid = 0, big = false, mysql = false } = {},
): Buffer {
  const line = points.length > 1;
  const out = Buffer.alloc(5 + (srid > 0 ? 4 : 0) + (line ? 4 : 0) + 16 * points.length);
  let at = out.writeUInt8(big ? 0 : 1, 0);
  const word = (value: number): void => {
    at = big ? out.writeUInt32BE(value, at) : out.writeUInt32LE(value, at);
  };
  word((line ? 2 : 1) + (srid > 0 ? 0x20000000 : 0));
  if (srid > 0) word(srid);
  if (line) word(points.length);
  for (const value of points.flat()) at = big ? out.writeDoubleBE(value, at) : out.writeDoubleLE(value, at);
  return mysql ? Buffer.concat([Buffer.from([0xe6, 0x10, 0, 0]), out]) : out;
}

function describeRows(n: number, row: (i: number) => object): DatasetDescription {
  const describer = createDescriber({ now: Date.UTC(2026, 10, 22) });
  const source = describer.source('t');
  for (let i = 0; i < n; i++) source.feedBson(BSON.serialize(row(i)));
  return describer.finish()[0] as DatasetDescription;
}
const ids = (set: DatasetDescription, path: string): string[] =>
  (set.fields.find((field) => field.path === path)?.types ?? []).map((one) => one.id);
const shapes = (set: DatasetDescription): string[] => set.shapes.map((shape) => shape.name);
const some = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);

describe('positions', () => {
  it.each([
    ['1e7', 1e7],
    ['1e6', 1e6],
    ['1e5', 1e5],
  ])('as whole numbers of degrees times %s', (_how, scale) => {
    const set = describeRows(80, (i) => ({
      device_id: `d${i % 9}`,
      ts: 1_790_000_000 + i * 30,
      latitude: Math.round(lat() * scale),
      longitude: Math.round(lng() * scale),
    }));
    expect(ids(set, 'latitude')).toEqual(['location.gps.latitude']);
    expect(ids(set, 'longitude')).toEqual(['location.gps.longitude']);
    expect(shapes(set)).toContain('tracking stream');
  });

  it('are not seen in numbers of other things under such names, nor in integers without them', () => {
    const set = describeRows(80, (i) => ({
      latitude: i,
      longitude: i * 3,
      a: Math.round(lat() * 1e7),
      b: Math.round(lng() * 1e7),
    }));
    expect(set.fields.flatMap((field) => field.types)).toEqual([]);
  });

  it.each([
    ['little-endian', {}],
    ['big-endian', { big: true }],
    ['of PostGIS', { srid: 4326 }],
    ['of MySQL', { mysql: true }],
  ])('in well-known binary, %s', (_how, form) => {
    const set = describeRows(60, (i) => ({ n: i, pos: new Binary(wkb([[lng(), lat()]], form)) }));
    expect(ids(set, 'pos')).toEqual(['location.gps.pair']);
  });

  it('under the initials of their names in pinyin, only side by side', () => {
    const both = describeRows(80, () => ({ jd: lng(), wd: lat() }));
    expect(ids(both, 'wd')).toEqual(['location.gps.latitude']);
    expect(ids(both, 'jd')).toEqual(['location.gps.longitude']);
    expect(
      ids(
        describeRows(80, () => ({ wd: lat(), price: lng() })),
        'wd',
      ),
    ).toEqual([]);
  });

  it('rest on the numbers that were kept, and the interval says so', () => {
    const set = describeRows(3_000, () => ({ lat: lat(), lng: lng() }));
    const found = set.fields.find((field) => field.path === 'lat')?.types[0];
    expect(found?.low).toBeLessThan(0.99);
  });
});

describe('trails', () => {
  const trail: readonly [string, (i: number) => object, string][] = [
    [
      'objects in an array',
      () => ({ n: below(9), track: some(6, () => ({ lat: lat(), lng: lng(), t: below(1e9) })) }),
      'track',
    ],
    [
      'GeoJSON beside a person',
      () => ({ user_id: below(9), way: { type: 'LineString', coordinates: some(5, () => [lng(), lat()]) } }),
      'way.coordinates',
    ],
    [
      'well-known text',
      () => ({ driver_id: below(9), geom: `LINESTRING(${some(4, () => `${lng()} ${lat()}`).join(', ')})` }),
      'geom',
    ],
    [
      'extended well-known text',
      () => ({
        driver_id: below(9),
        geom: `SRID=4326;LINESTRING (${some(4, () => `${lng()} ${lat()}`).join(', ')})`,
      }),
      'geom',
    ],
    [
      'well-known binary in hex',
      () => ({
        device_id: below(9),
        geom: wkb(
          some(5, () => [lng(), lat()] as const),
          { srid: 4326 },
        )
          .toString('hex')
          .toUpperCase(),
      }),
      'geom',
    ],
    [
      'well-known binary',
      () => ({ device_id: below(9), geom: new Binary(wkb(some(5, () => [lng(), lat()] as const))) }),
      'geom',
    ],
  ];
  it.each(trail)('as %s', (_how, row, path) => {
    const set = describeRows(60, row);
    expect(ids(set, path)).toContain('location.track');
    expect(shapes(set)).toContain('tracking stream');
  });

  it('are not the outlines of streets and parcels, which are of no one', () => {
    const set = describeRows(60, (i) => ({
      street: `s${i}`,
      geometry: { type: 'LineString', coordinates: some(5, () => [lng(), lat()]) },
      line: `LINESTRING(${some(4, () => `${lng()} ${lat()}`).join(', ')})`,
    }));
    expect(set.fields.flatMap((field) => field.types.map((one) => one.id))).not.toContain('location.track');
    expect(shapes(set)).not.toContain('tracking stream');
  });
});

describe('base stations', () => {
  it('are a registry of sensors', () => {
    const set = describeRows(80, () => ({
      mcc: 460,
      mnc: below(2),
      lac: 1000 + below(60_000),
      cell_id: 1 + below(1e8),
      lat: lat(),
      lon: lng(),
    }));
    expect(set.shapes.find((shape) => shape.name === 'sensor registry')?.because).toContain('base stations');
  });
});
