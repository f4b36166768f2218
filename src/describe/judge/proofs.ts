import type { Tally } from '../columns/agreements.ts';
import { mayBeBirths } from './birth-date.ts';
import type { Catalogue } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';
import type { Dataset } from '../columns/dataset.ts';
import { nameEvidence } from './name-evidence.ts';
import type { Field } from './record.ts';
import { type Candidate, NAMED, type Proof, tail, UNLIKELY } from './verdict.ts';

/** How many of the records must agree: sexes are seldom wrong, while people move away from where their number was given. */
const NEEDED: Readonly<Record<Tally['aspect'], number>> = { sex: 0.95, region: 0.5, year: 0.85 };
/** A field that states a sex has two values, and perhaps one or two for what is unknown. */
const SEXES = 4;
const PLACES = /^(?:location\.(?:region|postcode|place-word)|contact\.address|birth\.(?:place|nationality))/;

interface Side {
  readonly field: Field;
  readonly column: Column;
  readonly found: readonly Candidate[];
}

/** True where two columns agree far more often than they would by chance in just this data. */
export function agrees(tally: Tally): boolean {
  if (tally.n < 20 || tally.hits < tally.n * NEEDED[tally.aspect]) return false;
  const chance = (Math.max(tally.chance, tally.plain) + 1) / (tally.apart + 2);
  return tail(tally.hits, tally.n, chance) < UNLIKELY;
}

/**
 * What agreements between columns prove of them. Each proof needs one side that stands by itself: a number that is told by its
 * check proves the sex or the age beside it, whatever that is called; a field that is told to be a sex, an age or a place
 * proves a number whose check alone is too weak.
 */
export function proofsOf(
  data: Dataset,
  fields: readonly Field[],
  first: readonly (readonly Candidate[])[],
  catalogue: Catalogue,
  now: number,
): Map<number, Proof> {
  const sides = new Map<number, Side>();
  for (const [at, field] of fields.entries())
    if (field.column !== undefined)
      sides.set(field.column.id, { field, column: field.column, found: first[at] ?? [] });
  const out = new Map<number, Proof>();
  const put = (side: Side, type: string | undefined, because: string): void => {
    const known = out.get(side.column.id);
    if (known === undefined || (known.type === undefined && type !== undefined))
      out.set(side.column.id, { type, because });
  };
  for (const tally of data.links.agreements.tallies.values()) {
    const from = sides.get(tally.from);
    const other = sides.get(tally.with);
    if (from === undefined || other === undefined || !agrees(tally)) continue;
    const type = catalogue.types[tally.type];
    const number = from.found.some((one) => one.index === tally.type && one.confidence >= 0.6);
    const times = `in ${tally.hits} of ${tally.n}`;
    if (tally.aspect === 'sex' && type !== undefined) {
      if (tally.labels < 2 || tally.labels > SEXES) continue;
      const sex = isSaid(other, /^birth\.sex$/) || isNamed(other, 'birth.sex', catalogue);
      if (!number && !sex) continue;
      put(other, 'birth.sex', `goes with the digit for the sex inside an identity number ${times}`);
      put(from, type.id, `its digit for the sex goes with another field ${times}`);
    } else if (tally.aspect === 'region' && type !== undefined) {
      const place = isSaid(other, PLACES) || isNamed(other, 'location.region', catalogue);
      if (!place || tally.labels < 3) continue;
      if (number || type.group === 'government-id')
        put(from, number ? undefined : type.id, `its code of a region goes with another field ${times}`);
      if (number) put(other, undefined, `goes with the code of a region in another field ${times}`);
    } else if (tally.aspect === 'year') {
      const plain = type === undefined;
      if (plain ? !mayBeBirths(from.column, now) : !number) continue;
      if (!isGrown(other.column)) continue;
      put(other, 'birth.age', `goes with the year of birth in another field ${times}`);
      if (plain) put(from, 'birth.date', `goes with the ages in another field ${times}`);
    }
  }
  return out;
}

function isSaid(side: Side, ids: RegExp): boolean {
  return side.found.some((one) => ids.test(one.type.id) && one.confidence >= 0.5);
}

function isNamed(side: Side, id: string, catalogue: Catalogue): boolean {
  const index = catalogue.byId.get(id) ?? -1;
  return (nameEvidence(side.field.elements, catalogue).strong.get(index) ?? 0) >= NAMED;
}

/** Ages of people reach over decades; the years since something was bought do not. */
function isGrown(column: Column): boolean {
  const values = column.values;
  return values !== undefined && values.size >= 10 && values.percentile(0.9) - values.percentile(0.1) >= 10;
}
