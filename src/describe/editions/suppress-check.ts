import type { DatasetDescription, FieldProfile, TypeShare } from '../../model/description.ts';
import { type HidingEdition, type Rules, RULES, roundDown, step } from './suppress-rules.ts';
import { WHY } from './suppress-words.ts';

/** A count under the floor of which more follows from what was published than that it is under it. */
export interface Leak {
  readonly dataset: number;
  readonly field?: number;
  readonly type?: string;
  /** `with` the type, `without` it among the values, `absent` from the records, `present`, `rows`, `looked at`. */
  readonly cell: 'rows' | 'looked at' | 'present' | 'absent' | 'with' | 'without';
  /** Which look, from 0. */
  readonly look: number;
  readonly low: number;
  readonly high: number;
}

/** What the reader knows from elsewhere. */
export interface Known {
  /** Records looked at, exactly, by look and data set. */
  readonly totals?: readonly (readonly number[])[];
  /** Rows of all data sets, exactly, by look. */
  readonly grandTotals?: readonly number[];
  /** Nothing is ever deleted: each count grows between two looks, and by no more than the records do. */
  readonly grows?: boolean;
}

class Range {
  low: number;
  high: number;
  constructor(low = 0, high = Number.MAX_SAFE_INTEGER) {
    this.low = low;
    this.high = high;
  }
  /** Narrows; true where that changed something. */
  meet(low: number, high: number): boolean {
    const changed = low > this.low || high < this.high;
    if (low > this.low) this.low = low;
    if (high < this.high) this.high = high;
    return changed;
  }
}

interface Triple {
  readonly whole: Range;
  readonly part: Range;
  readonly rest: Range;
}

/** part + rest = whole. */
function settle({ whole, part, rest }: Triple): boolean {
  const a = whole.meet(part.low + rest.low, part.high + rest.high);
  const b = part.meet(whole.low - rest.high, whole.high - rest.low);
  const c = rest.meet(whole.low - part.high, whole.high - part.low);
  return a || b || c;
}

function meetCount(range: Range, value: number | undefined, withheld: boolean, rules: Rules): void {
  if (withheld) range.meet(0, rules.dark - 1);
  else if (value !== undefined) range.meet(value, value + step(value, rules) - 1);
}

function meetField(
  { whole, part, rest }: Triple,
  field: FieldProfile,
  set: DatasetDescription,
  rules: Rules,
): void {
  if (set.withheld?.fields !== undefined) return;
  if (field.withheld !== undefined) {
    if (field.withheld === WHY.values(rules)) part.meet(0, 2 * rules.dark - 1);
    return;
  }
  if (field.n === 0) return;
  const size = step(Math.max(field.n, set.n), rules);
  const top = roundDown(set.n - 2 * rules.dark, size);
  // As good as all, or the topmost step: the number alone does not say which, the reader is granted the narrower one.
  if (field.n === set.n) {
    rest.meet(0, rules.dark - 1);
    part.meet(field.n - rules.dark + 1, whole.high);
  } else part.meet(field.n, field.n >= top ? whole.high - rules.dark : field.n + size - 1);
}

function meetShare(
  { part, rest, whole }: Triple,
  share: Pick<TypeShare, 'share' | 'withheld' | 'atLeast'>,
  rules: Rules,
): void {
  if (share.withheld === WHY.few(rules)) part.meet(0, rules.dark - 1);
  else if (share.withheld === WHY.all(rules)) rest.meet(0, rules.dark - 1);
  else if (share.atLeast !== undefined) part.meet(share.atLeast, Number.MAX_SAFE_INTEGER);
  else if (share.withheld === undefined) {
    part.meet(rules.dark, whole.high - rules.dark);
    rest.meet(rules.dark, whole.high - rules.dark);
    const unit = rules.percent / 100;
    // The middle of a step, taken at its word to within one step and the rounding.
    const half = step(whole.high, rules);
    part.meet(
      Math.floor((share.share - unit) * whole.low) - half,
      Math.ceil((share.share + unit) * whole.high) + half,
    );
  }
}

interface Cells {
  readonly rows: Range;
  readonly looked: Range;
  readonly fields: { readonly n: Triple; readonly types: Map<string, Triple> }[];
  /** Birth dates that were read, those of minors, the others. Undefined where an order of magnitude alone was told. */
  minors?: Triple;
}

function readLook(editions: readonly (readonly DatasetDescription[])[]): Cells[] {
  const out: Cells[] = [];
  for (const sets of editions)
    for (const [at, set] of sets.entries()) {
      if (set.edition === undefined) continue;
      const rules = RULES[set.edition satisfies HidingEdition];
      out[at] ??= { rows: new Range(), looked: new Range(), fields: [] };
      const cells = out[at];
      meetCount(cells.rows, set.rows?.value, set.withheld?.rows !== undefined, rules);
      if (set.draw !== 'schema only') meetCount(cells.looked, set.n, set.withheld?.n !== undefined, rules);
      if (set.withheld?.fields !== undefined) cells.looked.meet(0, 3 * rules.dark - 1);
      if (set.minors !== undefined && set.minors.atLeast === undefined) {
        cells.minors ??= { whole: new Range(), part: new Range(), rest: new Range() };
        meetCount(cells.minors.whole, set.minors.n, false, rules);
        meetShare(cells.minors, set.minors, rules);
      }
      for (const [index, field] of set.fields.entries()) {
        cells.fields[index] ??= {
          n: { whole: cells.looked, part: new Range(), rest: new Range() },
          types: new Map(),
        };
        const known = cells.fields[index];
        meetField(known.n, field, set, rules);
        if (field.n === 0) continue;
        for (const share of field.types) {
          let triple = known.types.get(share.id);
          if (triple === undefined) {
            triple = { whole: known.n.part, part: new Range(), rest: new Range() };
            known.types.set(share.id, triple);
          }
          meetShare(triple, share, rules);
        }
      }
    }
  return out;
}

/** x of the earlier look, y of the later one, no more than `most` between them. */
function grow(x: Range, y: Range, most: number): boolean {
  const a = y.meet(x.low, x.high + most);
  return x.meet(y.low - most, y.high) || a;
}

function growCells(before: Cells, after: Cells, most: number): boolean {
  let changed = grow(before.looked, after.looked, most);
  for (const [at, field] of before.fields.entries()) {
    const later = after.fields[at];
    if (later === undefined) continue;
    const pairs: [Triple, Triple][] = [[field.n, later.n]];
    for (const [id, triple] of field.types) {
      const other = later.types.get(id);
      if (other !== undefined) pairs.push([triple, other]);
    }
    for (const [x, y] of pairs) {
      changed = grow(x.part, y.part, most) || changed;
      changed = grow(x.rest, y.rest, most) || changed;
    }
  }
  return changed;
}

/**
 * What follows from editions that are laid side by side, over one look or several: bounds of every count, its complement and
 * the totals, narrowed against each other until nothing changes (interval propagation over sums). A count that may be under the
 * floor leaks where fewer than floor - 1 values are left for it; exact zeros may be told. Editions of one look stand in the
 * same order of data sets.
 */
export function derivable(
  editions: readonly (readonly DatasetDescription[])[],
  known: Known = {},
  ...laterLooks: readonly (readonly (readonly DatasetDescription[])[])[]
): Leak[] {
  const every = [editions, ...laterLooks];
  const looks = every.map(readLook);
  for (const [look, sets] of looks.entries()) {
    for (const [at, total] of (known.totals?.[look] ?? []).entries()) sets[at]?.looked.meet(total, total);
  }
  for (let round = 0, changed = true; changed && round < 100; round++) {
    changed = false;
    for (const [look, sets] of looks.entries()) {
      const grand = known.grandTotals?.[look];
      if (grand !== undefined) {
        const low = sets.reduce((sum, set) => sum + set.rows.low, 0);
        const high = sets.reduce((sum, set) => sum + set.rows.high, 0);
        for (const { rows } of sets)
          changed = rows.meet(grand - (high - rows.high), grand - (low - rows.low)) || changed;
      }
      for (const set of sets)
        for (const field of set.fields) {
          // More values than records: an array, whose values are no part of the records.
          if (field.n.part.low <= set.looked.high) changed = settle(field.n) || changed;
          for (const triple of field.types.values()) changed = settle(triple) || changed;
        }
      for (const { minors } of sets) if (minors !== undefined) changed = settle(minors) || changed;
      const before = looks[look - 1];
      if (known.grows !== true || before === undefined) continue;
      for (const [at, set] of sets.entries()) {
        const earlier = before[at];
        const most =
          (known.totals?.[look]?.[at] ?? Number.NaN) - (known.totals?.[look - 1]?.[at] ?? Number.NaN);
        if (earlier !== undefined && most >= 0) changed = growCells(earlier, set, most) || changed;
      }
    }
  }
  const rules = every.flat(2).some((set) => set.edition === 'cert') ? RULES.cert : RULES.public;
  return looks.flatMap((sets, look) => sets.flatMap((set, at) => leaksOf(set, at, look, rules, known)));
}

function leaksOf(set: Cells, dataset: number, look: number, rules: Rules, known: Known): Leak[] {
  const out: Leak[] = [];
  const test = (range: Range, most: number, where: Omit<Leak, 'low' | 'high' | 'dataset' | 'look'>): void => {
    const low = Math.max(0, range.low);
    const { high } = range;
    // Of 5 records that are known from elsewhere, 0 to 5 is everything.
    const wide = high - low + 1 >= Math.min(rules.floor - 1, most + 1);
    if (high < 1 || low >= rules.floor || wide) return;
    out.push({ dataset, look, ...where, low, high });
  };
  test(set.rows, Number.MAX_SAFE_INTEGER, { cell: 'rows' });
  if (known.totals === undefined) test(set.looked, Number.MAX_SAFE_INTEGER, { cell: 'looked at' });
  if (set.minors !== undefined) {
    test(set.minors.part, set.minors.whole.high, { type: 'minors', cell: 'with' });
    test(set.minors.rest, set.minors.whole.high, { type: 'minors', cell: 'without' });
  }
  for (const [field, { n, types }] of set.fields.entries()) {
    test(n.part, set.looked.high, { field, cell: 'present' });
    test(n.rest, set.looked.high, { field, cell: 'absent' });
    for (const [type, triple] of types) {
      test(triple.part, set.looked.high, { field, type, cell: 'with' });
      test(triple.rest, set.looked.high, { field, type, cell: 'without' });
    }
  }
  return out;
}
