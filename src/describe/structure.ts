import { distinctRatio } from './distribution.ts';
import type { Candidate } from './verdict.ts';
import { parentOf } from './verdict-words.ts';
import { type Catalogue, codeType } from './catalogue.ts';
import type { ArrayStats } from './array-stats.ts';
import type { Column } from './column.ts';
import { foldName } from './field-names.ts';
import { AUDIO_MAGICS, IMAGE_MAGICS, TEMPLATE_MAGICS } from './magics.ts';
import { type NameEvidence, nameEvidence } from './name-evidence.ts';
import type { Field } from './record.ts';
import { candidate, FACE_WORDS, magicShare, typeOf, VOICE_WORDS, vectorTypes } from './vectors.ts';

/** Who says something to whom: what stands beside a message. */
const PARTY =
  /^(from|to|sender|recipient|receiver|author|speaker|conversation|chat|thread|dialog|room|channel)( user| id| name)*$|发送|接收|отправитель|получатель|المرسل|gonderen|alici/u;

export function isLongText(column: Column | undefined): boolean {
  if (column === undefined || column.close === 0 || (column.marks?.json ?? 0) > column.close * 0.5)
    return false;
  return column.freeTexts >= column.close * 0.25;
}

/** Long text of low duplication under a name for messages, beside those who wrote it. */
function spokenText(field: Field, column: Column, catalogue: Catalogue): Candidate[] {
  const index = catalogue.byId.get('communication.free-text') ?? -1;
  const named = (nameEvidence(field.elements, catalogue).strong.get(index) ?? 0) >= 0.6;
  if (!named || !isLongText(column) || distinctRatio(column) < 0.5) return [];
  return candidate(
    catalogue,
    index,
    column.n,
    column.n,
    0.85,
    'long text that hardly repeats, beside who wrote it, field name',
  );
}

/**
 * What no single value tells: coordinates by their pair, photos, recordings and templates by their first bytes, vectors by
 * their constant length. `persons` says whether fields of a person stand in the same record.
 */
export function structures(
  fields: readonly Field[],
  catalogue: Catalogue,
  persons: boolean,
): Map<Field, Candidate[]> {
  const out = new Map<Field, Candidate[]>();
  const put = (field: Field, found: Candidate[]): void => {
    if (found.length > 0) out.set(field, [...(out.get(field) ?? []), ...found]);
  };
  for (const [lat, lng, confidence, because] of coordinatePairs(fields, catalogue)) {
    put(
      lat,
      candidate(
        catalogue,
        typeOf(catalogue, 'location.gps.latitude'),
        inRange(lat.column as Column, 90),
        numeric(lat.column as Column),
        confidence,
        because,
      ),
    );
    put(
      lng,
      candidate(
        catalogue,
        typeOf(catalogue, 'location.gps.longitude'),
        inRange(lng.column as Column, 180),
        numeric(lng.column as Column),
        confidence,
        because,
      ),
    );
  }
  const talk = new Set(
    fields
      .filter((field) => PARTY.test(foldName(field.elements.at(-1) ?? '')))
      .map((field) => parentOf(field.elements)),
  );
  const texts = new Set(
    fields.filter((field) => isLongText(field.column)).map((field) => parentOf(field.elements)),
  );
  for (const field of fields) {
    const column = field.column;
    if (column === undefined) continue;
    const name = field.elements.join(' ');
    if (talk.has(parentOf(field.elements))) put(field, spokenText(field, column, catalogue));
    if (column.array) put(field, pairTypes(field, column.array, catalogue, name));
    put(field, vectorTypes(field, column, catalogue, { text: texts.has(parentOf(field.elements)), persons }));
    const images = magicShare(column, IMAGE_MAGICS);
    if (images >= 0.3) {
      const face = FACE_WORDS.test(name);
      const names = nameEvidence(field.elements, catalogue);
      const photo = typeOf(catalogue, 'image.photo');
      const named = (names.strong.get(photo) ?? 0) >= 0.6;
      if (persons || named || face)
        put(
          field,
          candidate(
            catalogue,
            photo,
            images * column.n,
            column.n,
            named || face ? 0.96 : 0.85,
            `image signature in ${Math.round(images * 100)} % of values${named ? ', field name' : ', beside fields of a person'}`,
          ),
        );
    }
    const audio = magicShare(column, AUDIO_MAGICS);
    if (audio >= 0.3 && (persons || VOICE_WORDS.test(name)))
      put(
        field,
        candidate(
          catalogue,
          typeOf(catalogue, 'image.recording'),
          audio * column.n,
          column.n,
          0.85,
          'audio signature',
        ),
      );
    const templates = magicShare(column, TEMPLATE_MAGICS);
    if (templates >= 0.3)
      put(
        field,
        candidate(
          catalogue,
          typeOf(catalogue, 'biometric.template'),
          templates * column.n,
          column.n,
          0.95,
          'signature of a biometric template',
        ),
      );
  }
  return out;
}

/** The objects in which a position stands: a pair of coordinates, a geometry, a geohash, by shape or by name. */
export function placesOf(fields: readonly Field[], catalogue: Catalogue): ReadonlySet<string> {
  const out = new Set<string>();
  for (const [lat] of coordinatePairs(fields, catalogue)) out.add(parentOf(lat.elements));
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

function isCoordinate(column: Column | undefined, limit: number): column is Column {
  const values = column?.values;
  if (column === undefined || values === undefined || values.size === 0) return false;
  const numbers = column.numbers + column.texts;
  if (numbers < column.n * 0.8) return false;
  return (
    values.share((value) => value >= -limit && value <= limit) >= 0.98 && column.fine >= 0.5 * values.seen
  );
}

/** Most values within a few degrees, away from zero: `x` and `y` of a town or a country, and not of a drawing. */
function isOneArea(column: Column | undefined): boolean {
  const values = column?.values;
  if (values === undefined || values.size < 5) return false;
  const [low, high] = [values.percentile(0.1), values.percentile(0.9)];
  return high - low < 15 && Math.abs(low) > 1 && Math.sign(low) === Math.sign(high);
}

function* coordinatePairs(
  fields: readonly Field[],
  catalogue: Catalogue,
): Generator<readonly [Field, Field, number, string]> {
  const latitude = catalogue.byId.get('location.gps.latitude') ?? -1;
  const longitude = catalogue.byId.get('location.gps.longitude') ?? -1;
  const groups = new Map<string, { field: Field; names: NameEvidence }[]>();
  for (const field of fields) {
    if (!isCoordinate(field.column, 180)) continue;
    const key = parentOf(field.elements);
    const group = groups.get(key) ?? [];
    group.push({ field, names: nameEvidence(field.elements, catalogue) });
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    if (group.length > 24) continue;
    for (const lat of group) {
      if (!isCoordinate(lat.field.column, 90)) continue;
      for (const lng of group) {
        if (lng === lat) continue;
        const strong =
          (lat.names.strong.get(latitude) ?? 0) >= 0.6 && (lng.names.strong.get(longitude) ?? 0) >= 0.6;
        const weak =
          !strong &&
          lat.names.weak.has(latitude) &&
          lng.names.weak.has(longitude) &&
          isOneArea(lat.field.column) &&
          isOneArea(lng.field.column);
        if (strong)
          yield [
            lat.field,
            lng.field,
            0.98,
            'latitude and longitude side by side, in range, four decimals or more',
          ];
        else if (weak) yield [lat.field, lng.field, 0.7, 'a pair of numbers in range, four decimals or more'];
      }
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
