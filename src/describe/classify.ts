import type { DataType, Group } from '../datatypes/datatype.ts';
import type { TypeShare } from '../model/description.ts';
import { type Catalogue, codeType } from './catalogue.ts';
import type { Column } from './column.ts';
import { isAbbreviated, type NameEvidence, nameEvidence } from './name-evidence.ts';
import { type Field, type ValueEvidence, valueEvidence } from './record.ts';
import { logTail, wilson } from './wilson.ts';

/** A verdict before conflicts are settled. */
export interface Candidate {
  readonly index: number;
  readonly type: DataType;
  readonly hits: number;
  readonly n: number;
  readonly confidence: number;
  readonly because: string;
  /** How the verdict ranks against others over the same values. */
  readonly rank: number;
}

/** What is known of the whole data set while one field is judged. */
export interface Surroundings {
  /** Countries whose own types were found beyond doubt. */
  readonly countries: ReadonlySet<string>;
  /** Three or more short, ambiguous field names stand together. */
  readonly abbreviated: boolean;
  /** Ids of columns whose date equals the one inside a national number beside it, and of those numbers. */
  readonly provenDates: ReadonlySet<number>;
  readonly provenIds: ReadonlySet<number>;
}

/** A name counts from here on. */
const NAMED = 0.6;
/** Sure enough that chance is not the reason: ln of one in a hundred thousand. */
const UNLIKELY = Math.log(1e-5);
/** More values than this do not make a small deviation more meaningful. */
const ENOUGH = 1_000;

/** The tail of `hits` of `n`, on at most as many values as are needed. */
function tail(hits: number, n: number, p: number): number {
  const scale = n > ENOUGH ? ENOUGH / n : 1;
  return logTail(hits * scale, n * scale, p);
}

/** Share of distinct values among those looked at closely. */
export function distinctRatio(column: Column): number {
  const sketch = column.sketch;
  return sketch === undefined || sketch.total === 0 ? 0 : Math.min(1, sketch.distinct / sketch.total);
}

/** Judges one field against every type of the catalogue that its name or its values speak for. */
export function candidates(field: Field, catalogue: Catalogue, around: Surroundings): Candidate[] {
  const names = nameEvidence(field.elements, catalogue);
  const column = field.column;
  if (column?.array !== undefined && column.n === 0) return [];
  if (column === undefined || column.n === 0) return schemaCandidates(field, catalogue, names);
  const values = valueEvidence(column, catalogue);
  const out: Candidate[] = [];
  for (const index of new Set([...values.keys(), ...names.strong.keys()])) {
    const type = catalogue.types[index] as DataType;
    const candidate = judge(index, type, values.get(index), column, names, around, field);
    if (candidate) out.push(candidate);
  }
  return out;
}

/** Groups whose checks are strong enough to speak without a field name. */
const UNNAMED_GROUPS = new Set<Group>([
  'government-id',
  'financial',
  'device',
  'vehicle',
  'travel',
  'contact',
  'health',
]);

/** True where the numbers lie close together: counters, epochs, snowflakes, and not identifiers of people. */
function countsUp(column: Column): boolean {
  const values = column.values;
  if (values === undefined || values.size < 5 || column.longest > 17) return false;
  const [low, high] = [values.percentile(0.05), values.percentile(0.95)];
  if (low > 0 && high - low < high * 0.02) return true;
  for (const unit of [1, 1e3, 1e6]) if (low >= 9e8 * unit && high <= 2.05e9 * unit) return true;
  return false;
}

interface Verdict {
  readonly hits: number;
  readonly confidence: number;
}

function judge(
  index: number,
  type: DataType,
  evidence: ValueEvidence | undefined,
  column: Column,
  names: NameEvidence,
  around: Surroundings,
  field: Field,
): Candidate | undefined {
  const against = names.against.has(index);
  const strong = against ? 0 : (names.strong.get(index) ?? 0);
  const weak = !against && names.weak.has(index);
  const values = evidence ?? { n: column.tested, shaped: 0, passed: 0, words: 0 };
  const verdict = verdictOf(type, values, column, strong, weak, against, around, field);
  if (verdict === undefined || verdict.hits <= 0) return undefined;
  const n = type.needs === 'name' || values.n === 0 ? column.n : values.n;
  const hits = Math.min(verdict.hits, n);
  return {
    index,
    type,
    hits,
    n,
    confidence: verdict.confidence,
    because: reasons(type, values, strong, weak, column, around),
    rank:
      verdict.confidence +
      strong * 0.08 +
      (type.holds && type.nullRate < 0.5
        ? 0.04 * Math.min(1, -Math.log10(Math.max(type.nullRate, 1e-6)) / 4)
        : 0) +
      (type.country !== undefined && around.countries.has(type.country) ? 0.05 : 0) +
      (hits / Math.max(1, n)) * 0.06,
  };
}

function verdictOf(
  type: DataType,
  values: ValueEvidence,
  column: Column,
  strong: number,
  weak: boolean,
  against: boolean,
  around: Surroundings,
  field: Field,
): Verdict | undefined {
  const named = strong >= NAMED;
  const { n, shaped, passed, words } = values;
  const checked = type.holds !== undefined && type.nullRate < 0.5;
  const narrow = !checked && type.nullRate < 0.5;
  const base = checked ? shaped : n;
  const rate = base > 0 ? passed / base : 0;
  const share = n > 0 ? passed / n : 0;
  const chance = checked || narrow ? tail(passed, n, Math.max(type.nullRate, 1e-6)) : 0;
  const unnamed = field.isKeys || !UNNAMED_GROUPS.has(type.group) || countsUp(column);
  const short = weak && around.abbreviated && isAbbreviated(field);
  const home = type.country !== undefined && around.countries.has(type.country);

  switch (type.needs) {
    case 'value': {
      if (passed < 1) return undefined;
      if (against && share < 0.9) return undefined;
      if (checked || narrow) {
        if (
          type.nullRate > 0.02 &&
          (rate < 0.7 || (!named && (base < 10 || share < 0.5 || countsUp(column))))
        )
          return undefined;
        if (type.nullRate <= 0.02 && rate < (named ? 0.2 : 0.4)) return undefined;
        if (chance > UNLIKELY && !named && !(type.nullRate <= 1e-3 && rate > 0.9)) return undefined;
        if (!named && share < (type.nullRate > 1e-4 ? 0.1 : 0.02)) return undefined;
        const sure = chance < UNLIKELY ? 0.93 : 0.75;
        const wide = type.nullRate > 0.02 && !named && !home ? 0.2 : 0;
        return { hits: passed, confidence: Math.min(0.99, sure + (named ? 0.05 : weak ? 0.02 : 0) - wide) };
      }
      if (!named && (share < 0.05 || passed < 2) && n > 20) return undefined;
      return { hits: passed, confidence: named ? 0.97 : share > 0.8 ? 0.9 : 0.75 };
    }
    case 'value-and-name': {
      if (type.id === 'birth.date') return birthDate(values, column, strong, against, around);
      if (around.provenIds.has(column.id) && type.group === 'government-id' && share > 0.6)
        return { hits: passed, confidence: named ? 0.99 : 0.9 };
      if (type.telling !== undefined && words >= 2 && words / n >= 0.3 && !field.isKeys)
        return { hits: words, confidence: named ? 0.98 : words / n >= 0.6 ? 0.95 : 0.85 };
      if (named || short || (weak && checked && type.nullRate < 0.05)) {
        if (share < (named ? 0.3 : 0.6)) return undefined;
        if (checked && chance > Math.log(0.05) && n >= 5) return undefined;
        const sure = checked && chance < UNLIKELY ? 0.95 : 0.85;
        return { hits: passed, confidence: named ? sure : sure - 0.15 };
      }
      if (against || unnamed || !checked || chance > UNLIKELY) return undefined;
      if (type.nullRate <= 0.02 && rate >= 0.95 && share >= 0.6 && n >= 20)
        return { hits: passed, confidence: home ? 0.9 : 0.8 };
      if (type.nullRate <= 0.15 && rate >= 0.98 && share >= 0.6 && n >= 50)
        return { hits: passed, confidence: home ? 0.8 : 0.6 };
      return undefined;
    }
    case 'name': {
      if (!named) return undefined;
      if (column.booleans > column.n / 2 || tellsNothing(column)) return undefined;
      if (WORDED_GROUPS.has(type.group) && onlyNumbers(column)) return undefined;
      const judgedShape = type.shapes.length > 0 || type.number !== undefined;
      const hits = Math.max(passed, words);
      if (judgedShape && n > 0 && hits / n < 0.5) return undefined;
      return {
        hits: judgedShape && n > 0 ? hits : column.n,
        confidence: (strong >= 0.99 ? 0.85 : 0.72) - (column.n < 5 ? 0.1 : 0),
      };
    }
    case 'dictionary': {
      const cover = n > 0 ? (words + (words > 0 || named ? passed : 0)) / n : 0;
      const distinct = column.sketch?.distinct ?? 0;
      if (distinct > 300) return undefined;
      if (named && cover >= 0.3) return { hits: Math.min(n, words + passed), confidence: 0.95 };
      if (strong >= 0.99 && type.group === 'special' && isEnumeration(column))
        return { hits: column.n, confidence: 0.85 };
      const short = column.bytes / Math.max(1, column.close) < 3;
      if (against || short || n < 5) return undefined;
      if (words / n >= (ownScript(column) ? 0.45 : weak ? 0.5 : 0.7))
        return { hits: words, confidence: weak ? 0.88 : 0.8 };
      return undefined;
    }
    case 'statistics': {
      const hits = Math.max(passed, words);
      const shapedShare = n > 0 ? shaped / n : 0;
      const distinct = column.sketch?.distinct ?? 0;
      const varied = distinct >= 8 || distinctRatio(column) > 0.4;
      if (named) {
        if (shapedShare < 0.5 && words / Math.max(1, n) < 0.5) return undefined;
        if (!varied && column.close >= 20) return undefined;
        // `xm` is a name and a project: the surname has to tell.
        if (isAbbreviated(field) && shaped > 0 && passed / shaped < 0.5) return undefined;
        return {
          hits: Math.max(hits, shaped),
          confidence: tail(passed, shaped, Math.max(type.nullRate, 1e-3)) < UNLIKELY ? 0.96 : 0.85,
        };
      }
      if (against || !varied || shapedShare < 0.8 || n < 10) return undefined;
      if (type.holds === undefined) return undefined;
      const passRate = passed / shaped;
      const wanted = Math.max(weak ? 0.15 : 0.3, type.nullRate * 4);
      if (passRate < Math.min(0.9, wanted) || tail(passed, shaped, type.nullRate) > UNLIKELY)
        return undefined;
      return { hits: shaped, confidence: weak ? 0.88 : passRate > 0.6 ? 0.75 : 0.62 };
    }
    case 'structure': {
      const plate = type.group === 'vehicle' && share >= 0.6 && (named || weak);
      if (plate) return { hits: passed, confidence: 0.85 };
      if (type.group === 'image' && named && share >= 0.3 && !field.isKeys)
        return { hits: passed, confidence: 0.93 };
      if (type.id === 'location.gps.pair' && share >= 0.8 && column.texts > 0)
        return { hits: passed, confidence: named ? 0.96 : 0.85 };
      if (type.id === 'location.geojson' && share >= 0.6) return { hits: passed, confidence: 0.95 };
      return undefined;
    }
  }
}

/** Groups whose types without a shape are words: numbers under such a name point to a row of another table. */
const WORDED_GROUPS = new Set<Group>(['family', 'employment', 'location', 'special', 'criminal', 'birth']);

function onlyNumbers(column: Column): boolean {
  return column.numbers >= column.n * 0.9 || (column.texts > 0 && column.digitsOnly >= column.close * 0.9);
}

/** One value in all rows is a default, and says nothing of anyone. */
function tellsNothing(column: Column): boolean {
  return column.close >= 20 && column.sketch !== undefined && column.sketch.distinct <= 1;
}

/** A few words that come again and again: what a form offers to choose from. */
function isEnumeration(column: Column): boolean {
  const distinct = column.sketch?.distinct ?? 0;
  return (
    column.texts >= column.n * 0.9 &&
    distinct >= 2 &&
    distinct <= 60 &&
    distinctRatio(column) < 0.5 &&
    column.longest <= 60
  );
}

/** Written in letters of their own, words of a dictionary are less often words of something else. */
function ownScript(column: Column): boolean {
  return column.close >= 20 && column.han + column.cyrillic + column.arabic >= column.close * 0.9;
}

/**
 * A birth date: dates of people, without a time of day, over decades. The name alone is not enough (a column `birth_log`),
 * nor are the dates alone, unless they equal the date inside the national number beside them.
 */
function birthDate(
  values: ValueEvidence,
  column: Column,
  strong: number,
  against: boolean,
  around: Surroundings,
): Verdict | undefined {
  const dated =
    column.dates > 0
      ? column.dates
      : Math.max(column.dateTexts * (column.texts / Math.max(1, column.close)), values.passed);
  const share = column.n > 0 ? Math.min(1, dated / column.n) : 0;
  if (share < 0.4) return undefined;
  const hits = Math.round(share * (values.n > 0 ? values.n : column.n));
  if (around.provenDates.has(column.id)) return { hits, confidence: 0.99 };
  if (against || strong < NAMED) return undefined;
  const times = column.times;
  const spread =
    times !== undefined && times.size >= 5 ? times.percentile(0.9) - times.percentile(0.1) : Number.NaN;
  if (spread < 2 * 365 * 86_400_000 && column.close >= 20) return undefined;
  return { hits, confidence: column.timed * 2 > column.close ? 0.75 : 0.96 };
}

/** Types of one script or writing, beside a wider type of the same meaning. */
const NARROW = /\.han$|-code$|-national$|-15$/;

/** What the name, and the engine's type word, say where no value was read. Less sure, and said so. */
function schemaCandidates(field: Field, catalogue: Catalogue, names: NameEvidence): Candidate[] {
  const out: Candidate[] = [];
  const kind = engineKind(field.engineType);
  for (const [index, strength] of names.strong) {
    const type = catalogue.types[index] as DataType;
    if (strength < NAMED || names.against.has(index) || !fits(type, kind)) continue;
    out.push({
      index,
      type,
      hits: 0,
      n: 0,
      confidence: strength >= 0.99 ? 0.6 : 0.5,
      because: 'field name only, no value read',
      rank:
        strength +
        (type.needs === 'value' ? 0.01 : 0) -
        (type.country ? 0.02 : 0) -
        (NARROW.test(type.id) ? 0.03 : 0),
    });
  }
  if (kind === 'geo' && !out.some((one) => one.type.group === 'location')) {
    const index = catalogue.byId.get('location.gps.pair');
    if (index !== undefined)
      out.push({
        index,
        type: catalogue.types[index] as DataType,
        hits: 0,
        n: 0,
        confidence: 0.7,
        because: 'type of the field in the schema, no value read',
        rank: 2,
      });
  }
  return out;
}

export type EngineKind = 'text' | 'number' | 'date' | 'boolean' | 'geo' | 'binary' | 'vector' | 'any';

/** The engine's type word in eight kinds. */
export function engineKind(type: string): EngineKind {
  if (/geo|point|geometry|2dsphere|2d\b/.test(type)) return 'geo';
  if (/vector|embedding|knn/.test(type)) return 'vector';
  if (/bool|\bbit\b/.test(type)) return 'boolean';
  if (/date|time|year/.test(type)) return 'date';
  if (/blob|bytea|binary|image/.test(type)) return 'binary';
  if (/char|text|string|keyword|clob|uuid|enum|citext|name/.test(type)) return 'text';
  if (/int|num|dec|float|double|real|long|short|byte|money|serial/.test(type)) return 'number';
  return 'any';
}

function fits(type: DataType, kind: EngineKind): boolean {
  if (kind === 'any' || kind === 'text') return true;
  if (kind === 'boolean') return false;
  if (kind === 'date') return type.group === 'birth' || type.group === 'time';
  if (kind === 'geo') return type.group === 'location';
  if (kind === 'vector' || kind === 'binary')
    return type.group === 'biometric' || type.group === 'image' || type.group === 'genetic';
  return (
    type.number !== undefined ||
    type.shapes.some((shape) => /\\d|0-9/.test(shape)) ||
    type.shapes.length === 0
  );
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

function reasons(
  type: DataType,
  values: ValueEvidence,
  strong: number,
  weak: boolean,
  column: Column,
  around: Surroundings,
): string {
  const parts: string[] = [];
  const { n, shaped, passed, words } = values;
  if (shaped > 0) parts.push(`shape ${Math.round(shaped)}/${n}`);
  if (type.holds !== undefined && shaped > 0) parts.push(`check ${Math.round(passed)}/${Math.round(shaped)}`);
  if (type.holds !== undefined && type.nullRate < 0.5) parts.push(`null rate ${percent(type.nullRate)}`);
  if (words > 0) parts.push(`dictionary ${words}/${n}`);
  if (around.provenDates.has(column.id)) parts.push('equals the date inside an identity number');
  else if (around.provenIds.has(column.id) && type.group === 'government-id')
    parts.push('carries the date of another field');
  if (strong >= NAMED) parts.push('field name');
  else if (weak) parts.push('short field name');
  return parts.join(', ');
}

/**
 * Settles which types a field has: for the same values the best one wins (a 12-digit number is not five numbers); a second
 * type stays only where it speaks for other values.
 */
export function settle(found: readonly Candidate[], column?: Column): Candidate[] {
  const sorted = [...found].sort((a, b) => b.rank - a.rank || a.type.id.localeCompare(b.type.id));
  const kept: Candidate[] = [];
  let taken = 0;
  for (const candidate of sorted) {
    const share = candidate.n > 0 ? candidate.hits / candidate.n : 1;
    if (kept.length > 0 && (taken + share > 1.02 || speaksForTheSame(candidate, kept, column))) continue;
    if (kept.length >= 3) break;
    kept.push(candidate);
    taken += share;
  }
  return kept;
}

/** True where hardly any value has the shape of this type and not that of one which was kept before. */
function speaksForTheSame(
  candidate: Candidate,
  kept: readonly Candidate[],
  column: Column | undefined,
): boolean {
  if (column === undefined) return false;
  const before = new Set(kept.map((one) => one.index));
  let all = 0;
  let own = 0;
  for (const slots of [column.slots, column.wildSlots])
    for (const slot of slots.values()) {
      if (!slot.codes.some((code) => codeType(code) === candidate.index)) continue;
      all += slot.hits;
      if (!slot.codes.some((code) => before.has(codeType(code)))) own += slot.hits;
    }
  return all > 0 && own < all * 0.5;
}

/**
 * How often a verdict of this strength was right, from the development half of test/corpus (n = 20 to 300), rounded down
 * between its points. The order of verdicts does not change.
 */
const CALIBRATION: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.5, 0.7],
  [0.6, 0.92],
  [0.75, 0.95],
  [0.85, 0.97],
  [0.93, 0.98],
  [1, 0.99],
];

function calibrated(confidence: number): number {
  let [fromRaw, fromTrue] = [0, 0];
  for (const [raw, share] of CALIBRATION) {
    if (confidence <= raw)
      return raw === fromRaw
        ? share
        : fromTrue + ((share - fromTrue) * (confidence - fromRaw)) / (raw - fromRaw);
    [fromRaw, fromTrue] = [raw, share];
  }
  return 0.99;
}

export function toShare(candidate: Candidate): TypeShare {
  const interval = candidate.n > 0 ? wilson(candidate.hits, candidate.n) : { share: 0, low: 0, high: 1 };
  return {
    id: candidate.type.id,
    share: interval.share,
    low: interval.low,
    high: interval.high,
    confidence:
      Math.round(
        Math.min(
          0.99,
          Math.max(0.01, candidate.n > 0 ? calibrated(candidate.confidence) : candidate.confidence),
        ) * 100,
      ) / 100,
    because: candidate.because,
  };
}
