import type { FieldProfile, TypeShare } from '../../model/description.ts';
import {
  type Cell,
  type Coverage,
  cell,
  coverage,
  roundDown,
  type Rules,
  step,
  TRAIT_FLOOR,
} from './suppress-rules.ts';
import { BECAUSE, isGenericPath, isProtectedType, reasonWords, WHY } from './suppress-words.ts';
import { wilson } from '../judge/wilson.ts';

/** What suppression needs to know of a data type; the catalogue's own entries fit. */
export interface TypeFacts {
  readonly group: string;
  readonly law: { readonly gdpr: string };
}
export type TypeTable = ReadonlyMap<string, TypeFacts>;

const PLACE = /^(?:birth\.place|contact\.address|special\.immigration)/;

/** GDPR Articles 9 and 10, and what tells of children. A type that is not in the table counts as protected. */
export function isProtected(id: string, types: TypeTable): boolean {
  const facts = types.get(id);
  return facts === undefined || isProtectedType({ id, law: facts.law });
}

function isPlace(id: string, types: TypeTable): boolean {
  return types.get(id)?.group === 'location' || PLACE.test(id);
}

/**
 * How many values a share rests on: those of the field, or fewer where the field was matched in part. Read back from the
 * width of the interval, which is Wilson's for that number.
 */
function restsOn(share: TypeShare, n: number): number {
  let low = 1;
  let high = Math.max(2, n);
  if (share.high - share.low <= 0) return n;
  for (let round = 0; round < 60 && high - low > 0.01; round++) {
    const middle = (low + high) / 2;
    const interval = wilson(share.share * middle, middle);
    if (interval.high - interval.low > share.high - share.low) low = middle;
    else high = middle;
  }
  const found = Math.round(high);
  return Math.abs(found - n) <= 0.5 + n * 0.005 ? n : Math.min(found, n);
}

/** In four steps, down. Nothing finer is told: a cell of few values would show in it. */
function confidence(value: number, hidden: boolean): number {
  if (hidden) return value >= 0.5 ? 0.5 : 0.25;
  return value >= 0.9 ? 0.9 : value >= 0.75 ? 0.75 : value >= 0.5 ? 0.5 : 0.25;
}

function nothingTold(share: TypeShare, why: string): TypeShare {
  return {
    id: share.id,
    share: 0,
    low: 0,
    high: 1,
    confidence: confidence(share.confidence, true),
    because: '',
    withheld: why,
  };
}

const outward = (low: number, high: number, rules: Rules): { low: number; high: number } => {
  const unit = rules.percent;
  return {
    low: Math.max(0, (Math.floor((low * 100) / unit + 1e-9) * unit) / 100),
    high: Math.min(1, (Math.ceil((high * 100) / unit - 1e-9) * unit) / 100),
  };
};

/** What a share is told to be. */
export interface Band {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly withheld?: string;
}

/** The band of a cell: made of the cell and of what is told of `n`, and of nothing else. */
export function bandOf(
  found: Exclude<Cell, { kind: 'dark' }>,
  within: Exclude<Coverage, { kind: 'dark' }>,
  rules: Rules,
): Band {
  // That something is told at all says `2 * dark` or more; the CERT edition says so from half of that on, and its band is to
  // lie within this one.
  const least =
    rules.edition === 'public' && within.low <= 2 * rules.dark
      ? Math.min(within.low, rules.dark)
      : within.low;
  if (found.kind === 'few' || found.kind === 'all') {
    // As wide as the interval of the most that "few" can mean, so that a finer edition's band lies within.
    const part = Math.max(0.05, wilson(Math.min(rules.dark - 1, least), least).high);
    const band = found.kind === 'few' ? outward(0, part, rules) : outward(1 - part, 1, rules);
    return {
      share: Math.round((band.low + band.high) * 500) / 1000,
      ...band,
      withheld: found.kind === 'few' ? WHY.few(rules) : WHY.all(rules),
    };
  }
  const middle = Math.min(1, (found.low + found.high) / (within.low + within.high));
  return {
    share: (Math.round((middle * 100) / rules.percent) * rules.percent) / 100,
    ...outward(
      wilson(Math.min(found.low, within.high), within.high).low,
      wilson(Math.min(found.high, least), least).high,
      rules,
    ),
  };
}

/** The share as the edition tells it. */
function tellShare(share: TypeShare, found: Cell, within: Coverage, rules: Rules): TypeShare {
  if (within.kind === 'dark' || found.kind === 'dark') return nothingTold(share, WHY.values(rules));
  return {
    id: share.id,
    confidence: confidence(share.confidence, found.kind !== 'some'),
    because: found.kind === 'some' ? reasonWords(share.because) : '',
    ...bandOf(found, within, rules),
  };
}

function told(share: TypeShare, n: number, whole: number, within: Coverage, rules: Rules): TypeShare {
  if (within.kind === 'dark') return nothingTold(share, WHY.values(rules));
  const base = restsOn(share, n);
  if (base === n)
    return tellShare(share, cell(Math.round(share.share * n), n, whole, within, rules), within, rules);
  const size = step(whole, rules);
  const edge = roundDown(base, size);
  const low = Math.max(edge, 2 * rules.dark);
  const fewer: Coverage = { kind: 'part', shown: low, low, high: Math.max(low, edge + size - 1) };
  return tellShare(share, cell(Math.round(share.share * base), base, whole, fewer, rules), fewer, rules);
}

/** Sizes of the data set around a field. */
export interface Around {
  /** Records looked at. */
  readonly records: number;
  /** Rows that the container has; those looked at where it is not known. */
  readonly rows: number;
  /** At least so many people, where they were counted: several rows may be about one. */
  readonly people: number | undefined;
}

/**
 * At least how many people of a protected trait, as a power of ten; undefined where there may be fewer than twice the floor,
 * or too few others. `hits` of those that were read, `all` taken over everything that there is.
 */
export function magnitude(hits: number, all: number, around: Around, rules: Rules): number | undefined {
  const people = Math.min(all, around.people ?? all);
  if (hits < rules.floor || people < 2 * TRAIT_FLOOR) return undefined;
  let found = 0;
  for (let next = TRAIT_FLOOR; next <= people && next <= around.rows - 2 * TRAIT_FLOOR; next *= 10)
    found = next;
  return found === 0 ? undefined : found;
}

function traitMagnitude(share: TypeShare, n: number, around: Around, rules: Rules): number | undefined {
  const all = around.rows > around.records ? share.low * around.rows : share.share * n;
  return magnitude(share.share * restsOn(share, n), all, around, rules);
}

export interface FieldsTold {
  readonly fields: readonly FieldProfile[];
  /** A protected trait is spoken of. */
  readonly trait: boolean;
}

/**
 * The one type of a field that has a share: the commonest of those that are no protected trait, where there are any. So it is the
 * same in each edition, also where the public is not told that a trait stands beside it.
 */
function mainOf(shares: readonly TypeShare[], types: TypeTable): TypeShare | undefined {
  const [first] = [...shares].sort(
    (a, b) =>
      Number(isProtected(a.id, types)) - Number(isProtected(b.id, types)) ||
      b.share - a.share ||
      (a.id < b.id ? -1 : 1),
  );
  return first;
}

/** The fields of one data set in one edition. `traitTold`: a protected trait is spoken of elsewhere in it. */
export function tellFields(
  fields: readonly FieldProfile[],
  around: Around,
  types: TypeTable,
  rules: Rules,
  traitTold: boolean,
): FieldsTold {
  const open = rules.edition === 'cert';
  const { dark } = rules;
  const magnitudes = new Map<TypeShare, number | undefined>();
  const silent = new Set<TypeShare>();
  let trait = traitTold;
  if (!open)
    for (const field of fields)
      for (const share of field.types) {
        if (!isProtected(share.id, types)) continue;
        const schema = field.n === 0 && around.records === 0;
        const many = schema ? undefined : traitMagnitude(share, field.n, around, rules);
        magnitudes.set(share, many);
        if (many !== undefined || (schema && around.rows >= 4 * TRAIT_FLOOR)) trait = true;
        else silent.add(share);
      }
  const out = fields.map((field, at): FieldProfile => {
    const found = field.types.filter((share) => !silent.has(share));
    const beside = found.some((share) => magnitudes.has(share));
    const path =
      open || (found.length > 0 && isGenericPath(field.path, beside)) ? field.path : `field ${at + 1}`;
    const schema = around.records === 0 && field.n === 0;
    const within: Coverage = schema ? { kind: 'dark' } : coverage(field.n, around.records, rules);
    const whole = Math.max(field.n, around.records);
    const main = mainOf(found, types);
    const dim = around.records < 3 * dark ? WHY.records(rules) : WHY.values(rules);
    // How many values a field has is how many people have the trait, where only they have one; and a field of which nothing is
    // told may be that of a trait under its floor.
    const unsaid = open || schema ? undefined : beside ? BECAUSE.trait : main ? undefined : BECAUSE.untyped;
    const withheld = unsaid ?? (within.kind === 'dark' && !schema ? dim : undefined);
    return {
      path,
      n: within.kind === 'dark' || unsaid !== undefined ? 0 : within.shown,
      types: found.map((share): TypeShare => {
        if (magnitudes.has(share)) {
          const many = magnitudes.get(share);
          return { ...nothingTold(share, BECAUSE.trait), ...(many === undefined ? {} : { atLeast: many }) };
        }
        if (schema)
          return {
            id: share.id,
            share: 0,
            low: 0,
            high: 1,
            confidence: confidence(share.confidence, false),
            because: reasonWords(share.because),
          };
        if (trait && isPlace(share.id, types)) return nothingTold(share, BECAUSE.place);
        if (beside) return nothingTold(share, BECAUSE.besideTrait);
        if (share !== main) return nothingTold(share, within.kind === 'dark' ? dim : BECAUSE.beside);
        return within.kind === 'dark' ? nothingTold(share, dim) : told(share, field.n, whole, within, rules);
      }),
      ...(withheld === undefined ? {} : { withheld }),
    };
  });
  return { fields: out, trait };
}
