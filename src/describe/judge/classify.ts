import type { DataType, Group } from '../../datatypes/datatype.ts';
import type { Catalogue } from '../match/catalogue.ts';
import type { Column } from '../columns/column.ts';
import { countsUp } from './distribution.ts';
import { lostDigits } from './lost-digits.ts';
import { evidenceOf } from './evidence.ts';
import { isAbbreviated, type NameEvidence, nameEvidence } from './name-evidence.ts';
import { type Field, type ValueEvidence, valueEvidence } from './record.ts';
import { schemaCandidates } from './schema-verdict.ts';
import { type Candidate, type Case, NAMED, type Surroundings, tail, type Verdict } from './verdict.ts';
import { byStructure, byValue, byValueAndName } from './verdict-values.ts';
import { byDictionary, byName, byStatistics } from './verdict-words.ts';

/** Who decides, by what evidence a type needs. */
const VERDICTS: Readonly<Record<DataType['needs'], (one: Case) => Verdict | undefined>> = {
  value: byValue,
  'value-and-name': byValueAndName,
  name: byName,
  dictionary: byDictionary,
  statistics: byStatistics,
  structure: byStructure,
};

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

/** What says more of the same field goes before what its name says. */
const NARROWER = 0.12;

/** As a whole name, but for what is left of doubt. */
const AMONG_INITIALS = 0.95;

/** So many values of other things have the form: a code of two digits. */
const LOOSE = 0.2;

/** A code list of one country, of a form that much has, where the other fields are of another country. */
function isForeign(type: DataType, around: Surroundings): boolean {
  return (
    type.country !== undefined &&
    type.needs === 'value-and-name' &&
    type.nullRate >= LOOSE &&
    type.group === 'special' &&
    around.countries.size > 0 &&
    !around.countries.has(type.country)
  );
}

/** Judges one field against every type of the catalogue that its name or its values speak for. */
export function candidates(field: Field, catalogue: Catalogue, around: Surroundings): Candidate[] {
  const names = nameEvidence(field.elements, catalogue);
  const column = field.column;
  if (column?.array !== undefined && column.n === 0) return [];
  if (column === undefined || column.n === 0) return schemaCandidates(field, catalogue, names);
  const values = valueEvidence(column, catalogue);
  const proven = catalogue.byId.get(around.proofs.get(column.id)?.type ?? '');
  const out: Candidate[] = [];
  for (const index of new Set([
    ...values.keys(),
    ...names.strong.keys(),
    ...names.initials,
    ...[...names.weak].filter((index) => catalogue.types[index]?.id === 'credential.password'),
    ...(proven === undefined ? [] : [proven]),
  ])) {
    const type = catalogue.types[index] as DataType;
    if (isForeign(type, around)) continue;
    const one = caseOf(type, index, values.get(index), column, names, around, field);
    const verdict = VERDICTS[type.needs](one);
    if (verdict !== undefined && verdict.hits > 0) out.push(candidateOf(index, one, verdict));
  }
  const lost = lostDigits(column, catalogue, names).filter(
    (one) => !out.some((other) => other.index === one.index && other.hits > other.n * 0.5),
  );
  return withoutRelatives([...out, ...lost]);
}

/** `relationship` is somebody, or a state: words of the civil status decide. */
function withoutRelatives(found: readonly Candidate[]): Candidate[] {
  const status = found.some(
    (one) => one.type.id === 'family.marital-status' && one.evidence === 'value' && one.hits >= one.n * 0.5,
  );
  return found.filter((one) => !status || one.type.id !== 'family.relative');
}

function caseOf(
  type: DataType,
  index: number,
  evidence: ValueEvidence | undefined,
  column: Column,
  names: NameEvidence,
  around: Surroundings,
  field: Field,
): Case {
  const against = names.against.has(index);
  const initials = !against && names.initials.has(index);
  const strong = against
    ? 0
    : Math.max(names.strong.get(index) ?? 0, initials && around.abbreviated ? AMONG_INITIALS : 0);
  const weak = !against && (names.weak.has(index) || initials);
  const values = evidence ?? { n: column.tested, shaped: 0, passed: 0, words: 0, looked: column.tested };
  const { n, shaped, passed } = values;
  const checked = type.holds !== undefined && type.nullRate < 0.5;
  const narrow = !checked && type.nullRate < 0.5;
  const base = checked ? shaped : n;
  return {
    type,
    values,
    column,
    field,
    around,
    strong,
    named: strong >= NAMED,
    weak,
    against,
    short: weak && around.abbreviated && isAbbreviated(field),
    checked,
    narrow,
    rate: base > 0 ? passed / base : 0,
    share: n > 0 ? passed / n : 0,
    chance: checked || narrow ? tail(passed, n, Math.max(type.nullRate, 1e-6)) : 0,
    home: type.country !== undefined && around.countries.has(type.country),
    unnamed: field.isKeys || !UNNAMED_GROUPS.has(type.group) || countsUp(column),
  };
}

function candidateOf(index: number, one: Case, verdict: Verdict): Candidate {
  const { type, values, column, strong, home } = one;
  const n = type.needs === 'name' || values.n === 0 ? column.n : values.n;
  const hits = Math.min(verdict.hits, n);
  return {
    index,
    type,
    hits,
    n,
    looked: type.needs === 'name' || values.n === 0 ? n : values.looked,
    confidence: verdict.confidence,
    evidence: evidenceOf(one),
    strong,
    because: reasons(one, verdict.why),
    rank:
      verdict.confidence +
      strong * 0.08 +
      (type.holds && type.nullRate < 0.5
        ? 0.04 * Math.min(1, -Math.log10(Math.max(type.nullRate, 1e-6)) / 4)
        : 0) +
      (home ? 0.05 : 0) +
      (type.namedAs !== undefined && one.share >= 0.9 ? NARROWER : 0) +
      (hits / Math.max(1, n)) * 0.06,
  };
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/**
 * The evidence in our words and in counts: nothing of a value. Counts of a column that was thinned out are estimates, each by
 * itself: told as whole numbers of the same `n`, of which they are a part.
 */
function reasons({ type, values, strong, weak, column, around }: Case, why: string | undefined): string {
  const parts: string[] = [];
  const { shaped, passed, words } = values;
  const n = Math.round(values.n);
  const scale = shaped > values.n ? values.n / shaped : 1;
  const of = (count: number, most: number): number => Math.min(most, Math.round(count));
  const told = of(shaped * scale, n);
  if (why !== undefined) parts.push(why);
  else if (shaped > 0) parts.push(`shape ${told}/${n}`);
  if (why === undefined && type.holds !== undefined && shaped > 0)
    parts.push(`check ${of(passed * scale, told)}/${told}`);
  if (why === undefined && type.holds !== undefined && type.nullRate < 0.5)
    parts.push(`null rate ${percent(type.nullRate)}`);
  if (words > 0) parts.push(`dictionary ${of(words, n)}/${n}`);
  if (around.provenDates.has(column.id) && type.group === 'birth')
    parts.push('equals the date inside an identity number');
  else if (around.provenIds.has(column.id) && type.group === 'government-id')
    parts.push('carries the date of another field');
  const proof = around.proofs.get(column.id);
  if (proof !== undefined && (proof.type === undefined || proof.type === type.id)) parts.push(proof.because);
  if (strong >= NAMED) parts.push('field name');
  else if (weak) parts.push('short field name');
  return parts.join(', ');
}
