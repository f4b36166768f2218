import type { ArrayStats } from '../columns/array-stats.ts';
import { type Catalogue, codeType } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';
import { distinctRatio } from './distribution.ts';
import { foldName } from '../match/field-names.ts';
import { type NameEvidence, nameEvidence } from './name-evidence.ts';
import type { Field } from './record.ts';
import type { Reservoir } from '../columns/reservoir.ts';
import { candidate, typeOf } from './vectors.ts';
import type { Candidate } from './verdict.ts';
import { parentOf } from './verdict-words.ts';

/** Numbers of degrees as integers: degrees times so much. */
const SCALES = [1e7, 1e6, 1e5] as const;
/** Whose way a trail is. */
const SUBJECT =
  /(?:^| )(?:person|user|member|subject|customer|employee|driver|rider|passenger|courier|device|vehicle|car|bike|imei|imsi|mac|phone|plate|tracker|owner|player|athlete)(?: ?(?:id|no|num|number|key|code|uuid))?$|^(?:uid|pid|openid|msisdn|sfzh|cph|sjh)$/;

/** Positions, and trails of them, in the fields of one data set. */
export function positions(fields: readonly Field[], catalogue: Catalogue): Map<Field, Candidate[]> {
  const out = new Map<Field, Candidate[]>();
  const put = (field: Field, found: Candidate[]): void => {
    if (found.length > 0) out.set(field, [...(out.get(field) ?? []), ...found]);
  };
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const track = typeOf(catalogue, 'location.track');
  const subject = fields.some((field) => SUBJECT.test(foldName(field.elements.at(-1) ?? '')));
  /** The array that holds the position at `path`, where each record has several. */
  const trail = (path: string, why: string, whose: boolean): void => {
    const at = path.lastIndexOf('[]');
    const array = at < 0 ? undefined : byPath.get(path.slice(0, at));
    const stats = array?.column?.array;
    if (array === undefined || stats === undefined || stats.longest < 3) return;
    const named = (nameEvidence(array.elements, catalogue).strong.get(track) ?? 0) >= 0.55;
    if (!named && !whose) return;
    put(array, candidate(catalogue, track, stats.arrays, stats.arrays, named ? 0.95 : 0.8, why));
  };
  for (const { lat, lng, confidence, because, scale } of coordinatePairs(fields, catalogue)) {
    for (const [field, id, limit] of [
      [lat, 'location.gps.latitude', 90],
      [lng, 'location.gps.longitude', 180],
    ] as const) {
      const column = field.column as Column;
      const [n, looked] = [numeric(column), column.values?.size ?? 0];
      const hits = inRange(column, limit * scale);
      put(field, candidate(catalogue, typeOf(catalogue, id), hits, n, confidence, because, looked));
    }
    const timed = fields.some(
      (field) =>
        parentOf(field.elements) === parentOf(lat.elements) &&
        /(?:^| )(?:time|timestamp|ts|at|date|t|dt)$|时间|время|zaman|الوقت/u.test(
          foldName(field.elements.at(-1) ?? ''),
        ),
    );
    trail(lat.path, 'positions one after another in each record', subject || timed);
  }
  for (const field of fields) {
    put(field, lines(field, catalogue, subject));
    const stats = field.column?.array;
    if (stats === undefined) continue;
    const found = pairTypes(field, stats, catalogue, field.elements.join(' '));
    put(field, found);
    if (found.length > 0) trail(field.path, 'pairs of coordinates one after another in each record', subject);
  }
  return out;
}

/** Lines on the ground as text or bytes (WKT, GeoJSON, WKB): trails where the record says whose, or where the name does. */
function lines(field: Field, catalogue: Catalogue, subject: boolean): Candidate[] {
  const column = field.column;
  if (column === undefined || column.close === 0) return [];
  const found = (column.marks?.lines ?? 0) + (column.magics.get('wkb-line') ?? 0);
  const points = column.magics.get('wkb-point') ?? 0;
  const track = typeOf(catalogue, 'location.track');
  if (found >= column.close * 0.5) {
    const named = (nameEvidence(field.elements, catalogue).strong.get(track) ?? 0) >= 0.6;
    const why = `lines of coordinates in ${found} of ${column.close} values`;
    if (!named && !subject) {
      // Of no one that the record names: streets have such lines, too.
      const geometry = typeOf(catalogue, 'location.geojson');
      const share = (found / column.close) * column.n;
      return candidate(catalogue, geometry, share, column.n, 0.75, why, column.close);
    }
    const sure = named ? 0.95 : 0.8;
    return candidate(catalogue, track, (found / column.close) * column.n, column.n, sure, why, column.close);
  }
  if (points < column.close * 0.5 || column.binaries < column.n * 0.5) return [];
  const pair = typeOf(catalogue, 'location.gps.pair');
  const why = `a point in well-known binary, in range, in ${points} of ${column.close} values`;
  return candidate(catalogue, pair, (points / column.close) * column.n, column.n, 0.95, why, column.close);
}

/** The objects in which a position stands: a pair of coordinates, a geometry, a geohash, by shape or by name. */
export function placesOf(fields: readonly Field[], catalogue: Catalogue): ReadonlySet<string> {
  const out = new Set<string>();
  for (const { lat } of coordinatePairs(fields, catalogue)) out.add(parentOf(lat.elements));
  const pair = typeOf(catalogue, 'location.gps.pair');
  for (const field of fields) {
    const column = field.column;
    if (column === undefined) continue;
    const found =
      column.array === undefined
        ? [...column.slots.values(), ...column.wildSlots.values()].some(
            (slot) => slot.hits >= column.close * 0.5 && slot.codes.some((code) => codeType(code) === pair),
          )
        : pairTypes(field, column.array, catalogue, field.elements.join(' ')).length > 0;
    if (!found) continue;
    // GeoJSON: `location.coordinates` stands for `location`.
    const last = field.elements.at(-1);
    const from = last === 'coordinates' ? field.elements.slice(0, -1) : field.elements;
    out.add(parentOf(from));
  }
  return out;
}

function numeric(column: Column): number {
  return column.tested > 0 ? column.tested : column.n;
}

function inRange(column: Column, limit: number): number {
  const values = column.values;
  return values === undefined
    ? 0
    : values.share((value) => value >= -limit && value <= limit && value !== 0) * numeric(column);
}

/** By how much whole degrees were multiplied to be stored as integers (`lat_e7`); 0 where these are no such numbers. */
function scaleOf(lat: Column | undefined, lng: Column | undefined): number {
  const [a, b] = [lat?.values, lng?.values];
  if (lat === undefined || lng === undefined || a === undefined || b === undefined) return 0;
  if (a.size < 5 || b.size < 5 || distinctRatio(lat) < 0.2) return 0;
  if (a.share(Number.isInteger) < 1 || b.share(Number.isInteger) < 1) return 0;
  for (const scale of SCALES) {
    const within = (values: Reservoir, limit: number): boolean =>
      values.share((value) => Math.abs(value) <= limit * scale) >= 0.98 &&
      values.share((value) => Math.abs(value) >= scale) >= 0.5;
    if (within(a, 90) && within(b, 180)) return scale;
  }
  return 0;
}

function isCoordinate(column: Column | undefined, limit: number): column is Column {
  const values = column?.values;
  if (column === undefined || values === undefined || values.size === 0) return false;
  const numbers = column.numbers + column.texts;
  if (numbers < column.n * 0.8) return false;
  return (
    values.share((value) => value >= -limit && value <= limit) >= 0.98 && column.fine >= 0.5 * values.seen
  );
}

/** Most values within a few degrees, away from zero: `x` and `y` of a town or a small country, and not of a drawing. */
function isOneArea(column: Column | undefined): boolean {
  const values = column?.values;
  if (values === undefined || values.size < 5) return false;
  const [low, high] = [values.percentile(0.1), values.percentile(0.9)];
  return high - low < 5 && Math.abs(low) > 1 && Math.sign(low) === Math.sign(high);
}

/** A weak hint, or the initials in pinyin (纬度, 经度), which mean other things where no pair of coordinates stands. */
function isSpoken(
  one: { readonly field: Field; readonly names: NameEvidence },
  type: number,
  initials: string,
): boolean {
  const last = foldName(one.field.elements.at(-1) ?? '');
  return (
    one.names.weak.has(type) ||
    one.names.strong.has(type) ||
    last === initials ||
    last.endsWith(` ${initials}`)
  );
}

interface CoordinatePair {
  readonly lat: Field;
  readonly lng: Field;
  readonly confidence: number;
  readonly because: string;
  /** Degrees are so many times as small as the numbers. */
  readonly scale: number;
}

function* coordinatePairs(fields: readonly Field[], catalogue: Catalogue): Generator<CoordinatePair> {
  const latitude = catalogue.byId.get('location.gps.latitude') ?? -1;
  const longitude = catalogue.byId.get('location.gps.longitude') ?? -1;
  const groups = new Map<string, { field: Field; names: NameEvidence }[]>();
  for (const field of fields) {
    if ((field.column?.values?.size ?? 0) === 0) continue;
    const names = nameEvidence(field.elements, catalogue);
    if (!isCoordinate(field.column, 180) && !names.strong.has(latitude) && !names.strong.has(longitude))
      continue;
    const key = parentOf(field.elements);
    const group = groups.get(key) ?? [];
    group.push({ field, names });
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    if (group.length > 24) continue;
    for (const lat of group)
      for (const lng of group) {
        if (lng === lat) continue;
        const strong =
          (lat.names.strong.get(latitude) ?? 0) >= 0.6 && (lng.names.strong.get(longitude) ?? 0) >= 0.6;
        const pair = { lat: lat.field, lng: lng.field };
        if (isCoordinate(lat.field.column, 90) && isCoordinate(lng.field.column, 180)) {
          const weak =
            isSpoken(lat, latitude, 'wd') &&
            isSpoken(lng, longitude, 'jd') &&
            isOneArea(lat.field.column) &&
            isOneArea(lng.field.column);
          if (strong)
            yield {
              ...pair,
              confidence: 0.98,
              because: 'latitude and longitude side by side, in range, four decimals or more',
              scale: 1,
            };
          else if (weak)
            yield {
              ...pair,
              confidence: 0.7,
              because: 'a pair of numbers in range, four decimals or more',
              scale: 1,
            };
          continue;
        }
        const scale = strong ? scaleOf(lat.field.column, lng.field.column) : 0;
        if (scale > 0)
          yield {
            ...pair,
            confidence: 0.93,
            because: `latitude and longitude side by side, as whole numbers of degrees times ${scale}`,
            scale,
          };
      }
  }
}

/** Coordinates as arrays of two or three numbers. */
function pairTypes(field: Field, stats: ArrayStats, catalogue: Catalogue, name: string): Candidate[] {
  if (stats.arrays === 0 || stats.read === 0 || stats.allNumbers < stats.read * 0.9) return [];
  const constant = stats.shortest === stats.longest;
  if (constant && (stats.longest === 2 || stats.longest === 3)) {
    const first = stats.first;
    const second = stats.second;
    const fine = (reservoir: typeof first): number =>
      reservoir.share((value) => Math.abs(value * 1000 - Math.round(value * 1000)) > 1e-6);
    if (fine(first) < 0.5 || fine(second) < 0.5) return [];
    const within = (a: number, b: number): boolean =>
      first.share((v) => Math.abs(v) <= a) >= 0.98 && second.share((v) => Math.abs(v) <= b) >= 0.98;
    if (!within(180, 180) || !(within(180, 90) || within(90, 180))) return [];
    const index = typeOf(catalogue, 'location.gps.pair');
    const named =
      (nameEvidence(field.elements, catalogue).strong.get(index) ?? 0) >= 0.6 || /coordinates/i.test(name);
    if (!named) return [];
    return candidate(
      catalogue,
      index,
      stats.arrays,
      stats.arrays,
      0.96,
      'pairs of numbers in range, four decimals or more',
    );
  }
  return [];
}
