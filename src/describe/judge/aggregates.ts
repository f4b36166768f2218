import type { Group } from '../../datatypes/datatype.ts';
import { isEnumeration } from './distribution.ts';
import { foldName } from '../match/field-names.ts';
import type { Field } from './record.ts';
import type { Candidate } from './verdict.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' ').map((one) => foldName(one)));

/** What rows of statistics count: people, cases, votes. As a whole name, or as its first or last word. */
const COUNTED = words(
  'population pop cases deaths headcount inhabitants residents births persons households respondents votes patients enrolled ' +
    'employees admissions hospitalizations hospitalisations students ' +
    'anzahl einwohner bevölkerung fälle todesfälle personen población casos fallecidos defunciones habitantes cantidad ' +
    'população óbitos quantidade décès effectif effectifs habitants cas popolazione casi decessi abitanti ' +
    'ludność liczba zgony население численность случаев случаи умерло умерших количество число кількість населення випадків ' +
    'عدد السكان الحالات الوفيات تعداد جمعیت nüfus vaka sayı sayısı vefat jumlah penduduk kasus kematian 人口 人数 例数 病例数 死亡数 数量 ' +
    '件数 人口数 인구 인구수 명수 건수 인원 인원수 จำนวน ประชากร aantal inwoners gevallen antal befolkning dödsfall ' +
    'počet obyvatel népesség lélekszám populație cazuri decese πληθυσμός κρούσματα αριθμός',
);
/** Names that count whatever there is: they tell only where all else in the row are labels and numbers. */
const PLAIN = words('n count total cnt freq frequency observations nombre cantidad qty');
const MEASURES = words(
  'pct percent percentage rate ratio share median mean avg average prozent anteil quote porcentaje tasa proporción ' +
    'taux proportion percentuale tasso доля процент نسبة oran yüzde persen 比例 占比 比率 비율',
);

/** Groups of which the value in a row of counts is the label of a cell. */
const LABELS = new Set<Group>([
  'birth',
  'special',
  'family',
  'health',
  'education',
  'employment',
  'criminal',
  'location',
  'property',
]);
/** Groups of which one value stands for one person. */
const SINGLE = new Set<Group>([
  'name',
  'government-id',
  'contact',
  'credential',
  'device',
  'biometric',
  'image',
  'vehicle',
  'financial',
]);
const KEY =
  /(?:^| )(?:person|user|member|patient|customer|client|employee|student|citizen|subject|respondent|participant|account|case|record|encounter|visit|order|session) ?(?:id|no|num|number|key|code|uuid)$/;

const nameOf = (field: Field): string => foldName(field.elements.at(-1) ?? '');

/** Whole numbers, not below zero, of which a row has many on average, and not always the same. */
function counts(field: Field): boolean {
  const { column } = field;
  const values = column?.values;
  if (column === undefined || values === undefined || values.size < 5 || column.numbers < column.n * 0.9)
    return false;
  if (column.fractions > 0 || values.percentile(0) < 0 || (column.sketch?.distinct ?? 0) < 4) return false;
  return values.percentile(0.5) >= 3 && values.percentile(0.9) >= 10;
}

function says(name: string, list: ReadonlySet<string>): boolean {
  const parts = name.split(' ');
  return list.has(name) || list.has(parts[0] as string) || list.has(parts.at(-1) as string);
}

/**
 * True where a row is about a group of people and not about one: it says how many they are, nothing in it is of a single
 * person, and what it says besides are the labels of the group. A census, the cases of an epidemic, a survey by age.
 */
export function areGroups(fields: readonly Field[], types: readonly (readonly Candidate[])[]): boolean {
  const single = types.some((found) =>
    found.some((one) => SINGLE.has(one.type.group) && one.confidence >= 0.6 && one.hits >= one.n * 0.3),
  );
  if (single || fields.some((field) => KEY.test(nameOf(field)))) return false;
  if (types.some((found) => found.some((one) => one.type.id === 'birth.date'))) return false;
  const counting = fields.filter((field) => says(nameOf(field), COUNTED) && counts(field));
  const plain = fields.filter((field) => PLAIN.has(nameOf(field)) && counts(field));
  const measures = fields.some((field) => says(nameOf(field), MEASURES));
  if (counting.length === 0 && plain.length === 0) return false;
  if (counting.length > 0 && (counting.length > 1 || measures)) return true;
  // One number alone may be anything: then the rest has to be the labels that it was counted by.
  return fields.every(
    ({ column }) => column === undefined || column.texts < column.n * 0.5 || isLabel(column),
  );
}

/** A few values again and again, or names of places: hardly any is long, and none are free text. */
function isLabel(column: NonNullable<Field['column']>): boolean {
  return isEnumeration(column) || (column.freeTexts === 0 && column.longest <= 60);
}

/** What is left of the verdicts on a row about a group. */
export function withoutCells(found: readonly Candidate[]): Candidate[] {
  return found.filter((one) => !LABELS.has(one.type.group) || one.evidence === 'proof');
}
