import { type Candidate, candidates, settle, type Surroundings } from './classify.ts';
import type { Catalogue } from './catalogue.ts';
import type { Dataset } from './dataset.ts';
import { foldName } from './field-names.ts';
import { isAbbreviation } from './name-evidence.ts';
import type { Field } from './record.ts';
import { structures } from './structure.ts';
import { codeType } from './catalogue.ts';
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
/** ln of one in a hundred thousand: more than chance. */
const UNLIKELY = Math.log(1e-5);
const PERSON_GROUPS = new Set(['government-id', 'name', 'birth']);

/** Judges all fields of a data set: once by themselves, and once more in the light of what the first round found. */
export function judge(fields: readonly Field[], data: Dataset, catalogue: Catalogue): JudgedField[] {
  const provenDates = new Set<number>();
  const provenIds = new Set<number>();
  for (const link of data.links.pairs.values()) {
    if (link.n < 3 || link.hits < link.n * 0.5) continue;
    provenDates.add(link.date);
    provenIds.add(link.id);
  }
  const abbreviated = fields.filter((field) => isAbbreviation(field.elements, catalogue)).length >= 3;
  let around: Surroundings = { countries: new Set(), abbreviated, provenDates, provenIds };
  const first = fields.map((field) => settle(candidates(field, catalogue, around), field.column));
  const countries = new Set<string>();
  for (const types of first)
    for (const one of types)
      if (one.type.country !== undefined && one.confidence >= CERTAIN && one.n >= 5)
        countries.add(one.type.country);
  if (countries.size > 0) around = { ...around, countries };
  const second =
    countries.size > 0
      ? fields.map((field) => settle(candidates(field, catalogue, around), field.column))
      : first;
  const persons = second.some((types) =>
    types.some((one) => PERSON_GROUPS.has(one.type.group) && one.confidence >= 0.6),
  );
  const structured = structures(fields, catalogue, persons);
  return fields.map((field, index) => {
    const own = second[index] as Candidate[];
    const extra = structured.get(field);
    return {
      field,
      types: extra ? settle([...own, ...extra], field.column) : own,
      inside: own.some((one) => one.hits > one.n * 0.5) ? [] : insideText(field, catalogue),
      folded: lastWords(field),
    };
  });
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
  const out: Candidate[] = [];
  for (const [code, count] of column.inside) {
    const type = catalogue.types[codeType(code)];
    if (type === undefined) continue;
    const weak = type.nullRate > 0.02 && type.nullRate < 0.5;
    if (weak && count < column.close * 0.2) continue;
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
