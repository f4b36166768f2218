import { areGroups, withoutCells } from './aggregates.ts';
import { mayBeBirths } from './birth-date.ts';
import { candidates } from './classify.ts';
import { countriesBeside } from './country-prior.ts';
import type { Column } from '../columns/column.ts';
import type { Dataset } from '../columns/dataset.ts';
import { inContext, isOfPeople } from './evidence.ts';
import { foldName } from '../match/field-names.ts';
import { isAbbreviation } from './name-evidence.ts';
import { withoutLabelled } from './labels.ts';
import { loginTypes } from './logins.ts';
import { placesOf } from './positions.ts';
import { proofsOf } from './proofs.ts';
import type { Field } from './record.ts';
import { settle } from './settle.ts';
import { isLongText, structures } from './structure.ts';
import { type Candidate, type Surroundings, UNLIKELY } from './verdict.ts';
import { type Catalogue, codeType } from '../match/catalogue.ts';
import { logTail } from './wilson.ts';

/** A field with its verdicts, and what was found inside its free text. */
export interface JudgedField {
  readonly field: Field;
  readonly types: readonly Candidate[];
  readonly inside: readonly Candidate[];
  /** The last element that says something, folded: for shapes. Never returned. */
  readonly folded: string;
}

const CERTAIN = 0.9;
/** How often a date stands in a number of the same record by chance, at any place and in any order that is tried. */
const DATE_BY_CHANCE = 1e-3;

/** Judges all fields of a data set: by themselves, and once more in the light of what the first round found. */
export function judge(
  fields: readonly Field[],
  data: Dataset,
  catalogue: Catalogue,
  now: number = Date.now(),
): JudgedField[] {
  const alone: Surroundings = {
    countries: new Set(),
    abbreviated: fields.filter((field) => isAbbreviation(field.elements, catalogue)).length >= 3,
    provenDates: new Set(),
    provenIds: new Set(),
    proofs: new Map(),
    persons: false,
    beside: new Set(),
    placed: placesOf(fields, catalogue),
  };
  const settled = (around: Surroundings): Candidate[][] =>
    fields.map((field) => settle(candidates(field, catalogue, around), field.column));
  const first = settled(alone);
  const around = {
    ...alone,
    ...inTheLightOf(first, fields, data, now),
    proofs: proofsOf(data, fields, first, catalogue, now),
  };
  const second = withoutLabelled(fields, settled(around), data);
  const persons = isOfPeople(fields, second);
  const groups = areGroups(fields, second);
  const structured = structures(fields, catalogue, persons);
  for (const [field, found] of loginTypes(fields, second, data, catalogue))
    structured.set(field, [...(structured.get(field) ?? []), ...found]);
  return fields.map((field, index) => {
    const sole = groups ? withoutCells(second[index] as Candidate[]) : (second[index] as Candidate[]);
    const own = sole.flatMap((one) => inContext(one, persons, field) ?? []);
    const extra = structured.get(field);
    return {
      field,
      types: extra ? settle([...own, ...extra], field.column) : own,
      inside:
        own.some((one) => one.hits > one.n * 0.5) && !isLongText(field.column)
          ? []
          : insideText(field, catalogue),
      folded: lastWords(field),
    };
  });
}

/** What the first round says of the countries, of people, and of dates and numbers that prove each other. */
function inTheLightOf(
  first: readonly (readonly Candidate[])[],
  fields: readonly Field[],
  data: Dataset,
  now: number,
): Pick<Surroundings, 'beside' | 'countries' | 'persons' | 'provenDates' | 'provenIds'> {
  const countries = countriesBeside(fields, first);
  const numbers = new Set<number>();
  const dates = new Map<number, Column>();
  for (const [at, types] of first.entries()) {
    const column = fields[at]?.column;
    if (column !== undefined) dates.set(column.id, column);
    for (const one of types) {
      const sure = one.confidence >= CERTAIN && one.n >= 5;
      if (one.type.country !== undefined && sure) countries.add(one.type.country);
      if (one.type.group === 'government-id' && one.confidence >= 0.6 && column !== undefined)
        numbers.add(column.id);
    }
  }
  const provenDates = new Set<number>();
  const provenIds = new Set<number>();
  for (const link of data.links.pairs.values()) {
    if (link.n < 3 || link.hits < link.n * 0.5 || logTail(link.hits, link.n, DATE_BY_CHANCE) > UNLIKELY)
      continue;
    // An order number carries the order's date: a number that nothing else tells of must carry dates of births.
    const column = dates.get(link.date);
    if (!numbers.has(link.id) && (column === undefined || !mayBeBirths(column, now))) continue;
    provenDates.add(link.date);
    provenIds.add(link.id);
  }
  const beside = new Set(
    first
      .flat()
      .filter((one) => one.confidence >= 0.6)
      .map((one) => one.type.id),
  );
  return { beside, countries, persons: isOfPeople(fields, first), provenDates, provenIds };
}

function lastWords(field: Field): string {
  for (let at = field.elements.length - 1; at >= 0; at--) {
    const folded = foldName(field.elements[at] as string);
    if (folded !== '') return folded;
  }
  return '';
}

function insideText(field: Field, catalogue: Catalogue): Candidate[] {
  const column = field.column;
  if (column === undefined || column.scanned < column.close * 0.05) return [];
  // What stands inside JSON is told field by field.
  if ((column.marks?.json ?? 0) > column.close * 0.5) return [];
  const out: Candidate[] = [];
  for (const [code, count] of column.inside) {
    const type = catalogue.types[codeType(code)];
    if (type === undefined) continue;
    const weak = type.nullRate > 0.02 && type.nullRate < 0.5;
    if (weak && count < column.close * 0.2) continue;
    // `at line 12 (Main St…)`: words and numbers of logs read like streets now and then.
    if (type.id === 'contact.address' && count < column.close * 0.3) continue;
    if (count < 2 && column.close >= 20) continue;
    if (type.nullRate > 1e-5 && logTail(count, column.scanned, type.nullRate) > UNLIKELY) continue;
    out.push({
      index: codeType(code),
      type,
      hits: count,
      n: column.close,
      confidence: weak ? 0.6 : 0.85,
      because: `inside text, in ${count} of ${column.close} values`,
      rank: 0,
    });
  }
  return out.sort((a, b) => b.hits - a.hits).slice(0, 5);
}
