import type { Group } from '../../datatypes/datatype.ts';
import { distinctRatio } from './distribution.ts';
import { foldName } from '../match/field-names.ts';
import type { Field } from './record.ts';
import { type Candidate, type Case, type Evidence, UNLIKELY } from './verdict.ts';

export function evidenceOf({ type, values, column, around, checked, narrow, chance }: Case): Evidence {
  const { n, passed, words } = values;
  const proof = around.proofs.get(column.id);
  if (proof !== undefined && (proof.type === undefined || proof.type === type.id)) return 'proof';
  if (around.provenIds.has(column.id) && type.group === 'government-id') return 'proof';
  if (type.id === 'birth.date' || type.needs === 'structure') return 'value';
  if (words > 0 && words >= n * 0.3) return 'value';
  if ((checked || narrow) && passed > 0 && chance < UNLIKELY) return 'value';
  if (type.needs === 'value' && passed > 0) return 'value';
  return passed > 0 ? 'form' : 'name';
}

/** What makes a record one of a person. */
const OF_PERSONS = new Set<Group>(['government-id', 'name', 'birth', 'contact', 'biometric', 'family']);
const OF_ANYONE = new Set(['contact.website', 'name.username']);
/** Most of a column has to say so: a code list of a clinic has some rows with a sex, too. */
const MOST = 0.6;

/** True where a column holds a fact of a person, by its values. */
function isOfPerson(one: Candidate): boolean {
  return (
    OF_PERSONS.has(one.type.group) &&
    !OF_ANYONE.has(one.type.id) &&
    one.confidence >= 0.6 &&
    (one.evidence === 'proof' || one.evidence === 'value') &&
    one.hits >= one.n * MOST
  );
}

/** Words of a path that say whose facts these are, in the languages of most programs. */
const PERSON_WORDS = new Set(
  (
    'person people patient customer client user member employee student pupil citizen resident guest passenger driver applicant ' +
    'subscriber owner contact account profile candidate voter victim suspect prisoner child parent guardian teacher doctor staff ' +
    'persona cliente paciente empleado usuario alumno pessoa funcionario aluno personne patiente eleve salarie kunde mitarbeiter ' +
    'patienten schueler пациент клиент сотрудник абонент гражданин пользователь kisi musteri hasta ogrenci calisan'
  ).split(' '),
);

const namesPerson = (field: Field): boolean =>
  field.elements.slice(0, -1).some((element) =>
    foldName(element)
      .split(' ')
      .some((word) => PERSON_WORDS.has(word)),
  );

/** So many names of facts of people in one record vouch for each other. */
const VOUCHING = 3;

/** True where a data set is of people: by values, by the words of its paths, or by many names that speak of nothing else. */
export function isOfPeople(fields: readonly Field[], types: readonly (readonly Candidate[])[]): boolean {
  if (types.some((found) => found.some(isOfPerson)) || fields.some(namesPerson)) return true;
  const named = new Set<Group>();
  for (const [at, found] of types.entries())
    for (const one of found)
      if ((one.strong ?? 0) >= WHOLE && isTelling(fields[at] as Field)) named.add(one.type.group);
  return named.size >= VOUCHING;
}

const WHOLE = 0.99;
/** Of the values, so many have the form. */
const FITTING = 0.9;

/** True where a field's name is more than one short word: `place_of_birth`, and not `age`, `salt` or `tz`. */
function isTelling(field: Field): boolean {
  const name = foldName(field.elements.at(-1) ?? '');
  if (name.includes(' ')) return true;
  return /\p{Script=Han}/u.test(name) ? name.length >= 3 : name.length >= 7;
}

/** True for numbers of which one word alone tells. */
function isMeasured(one: Candidate, { column, elements }: Field): boolean {
  return (
    !foldName(elements.at(-1) ?? '').includes(' ') &&
    one.type.holds === undefined &&
    one.type.group !== 'government-id' &&
    one.type.group !== 'credential' &&
    column !== undefined &&
    column.numbers > column.n / 2 &&
    (column.fractions > 0 || one.type.shapes.length === 0)
  );
}

/**
 * What is left of a verdict that rests on the field's name where nothing in the data set is of a person: in price lists,
 * settings and statistics the words age, income, weight and salt speak of other things. Undefined where nothing is left.
 */
export function inContext(one: Candidate, persons: boolean, field: Field): Candidate | undefined {
  if (persons || one.evidence === undefined || one.evidence === 'proof' || one.evidence === 'value')
    return one;
  // Measures have such names too: literacy, fertility, debt.
  if (isMeasured(one, field)) return undefined;
  const official = one.type.group === 'government-id';
  const fits = one.evidence === 'form' && one.hits >= one.n * (official ? MOST : FITTING);
  const opens =
    one.type.group === 'credential' && field.column !== undefined && distinctRatio(field.column) > 0.2;
  if ((one.strong ?? 0) < WHOLE || !(isTelling(field) || fits || opens)) return undefined;
  return { ...one, confidence: Math.min(one.confidence, 0.75) };
}
