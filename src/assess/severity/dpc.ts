import type { DatasetDescription, ShapeName } from '../../model/description.ts';
import {
  type ExposedType,
  exposedTypes,
  isDated,
  isSecret,
  isSensitive,
  type TypeTable,
} from '../type-facts.ts';
import { childrenText, hasChildren, hasManyChildren } from './children.ts';
import { PRECISE } from './places.ts';
import { hasFastHashes, hasOwnKeys, hasPlainLogins } from './logins.ts';
import { clampDpc, type Dpc, type Term } from './score.ts';

/** What the values say that no single data type does; from the description or from the owner. */
export type Trait =
  /** E-mail addresses hold people's names. */
  | 'emails hold names'
  /** Children, patients in danger, undercover staff: persons whose safety is at stake. */
  | 'vulnerable people'
  /** The same facts are published by their owner. */
  | 'public before'
  /** Places of worship, clinics, detention and the like among the place words. */
  | 'sensitive places'
  /** The data is known to be wrong or out of date. */
  | 'known invalid';

const BEHAVIOURAL = new Set(['location', 'travel', 'communication', 'device']);
/** An account number or bank code: who banks where, but nothing of how they stand. */
const ACCOUNT_NUMBER = /(?:^|[._-])(?:iban|bic|swift|account|sort|routing|bank|vat|tax)(?:$|[._-])/;
const PAYMENT_CARD = /(?:^|[._-])(?:card|pan|creditcard|payment-card)(?:$|[._-])/;
/** Facets of a simple profile that tell more than who somebody is and how to write to them. */
const BARE = /(?:^|[._-])(?:e?mail|name|username)(?:$|[._-])/;
const BARE_LOGIN = /username$/;
/** Credentials of the people in the data, as against keys of systems. */
const PASSWORD = /(?:^|[._-])(?:password|hash|salt|session|one-time|recovery|otp|wifi)(?:$|[._-])/;
const SHAPE_CONFIDENCE = 0.5;
/** A chat log is rated although no data type was recognised in it only where its texts were read and found to be texts. */
const READ_CONFIDENCE = 0.8;
/** A week of calls is scored as it starts, a year as a profile; from here on, in days, it is nearer to the year. */
const LONG_CALLS = 90;
/** So many days of exact positions pass by what is sensitive. */
const LONG_TRAIL = 30;
/** Rows a person from which a table is a history of each person and no list of persons. */
const HISTORY = 2;

function shaped(dataset: DatasetDescription, ...names: readonly ShapeName[]): boolean {
  return dataset.shapes.some((shape) => shape.confidence >= SHAPE_CONFIDENCE && names.includes(shape.name));
}

const isName = ({ id, facts }: ExposedType): boolean => facts.group === 'name' && !BARE_LOGIN.test(id);

function lasts({ span }: DatasetDescription, days: number): boolean {
  return span !== undefined && Date.parse(span.to) - Date.parse(span.from) >= days * 86_400_000;
}

function isHistory(dataset: DatasetDescription, types: TypeTable): boolean {
  const people = dataset.people?.high ?? dataset.people?.low;
  if (people === undefined || people === 0 || dataset.rows === undefined) return false;
  return dataset.rows.value >= HISTORY * people && isDated(dataset, types);
}

/** `contact.phone` and `contact.phone-national` are one facet; every other group is one by itself. */
function facetOf(id: string, group: string): string {
  return group === 'contact' ? (id.split('.')[1]?.split('-')[0] ?? group) : group;
}

/** What tells where somebody is to be found: children's safety rests on it. */
const FINDABLE =
  /^(?:contact\.address|contact\.phone|education\.school|image\.photo|location\.(?!region|postcode|place-word))/;

/** Names, contact, birth, family, education, profession; national identity numbers belong here too. Starts at 1. */
function simple(
  dataset: DatasetDescription,
  found: readonly ExposedType[],
  types: TypeTable,
  traits: ReadonlySet<Trait>,
): Term<Dpc> | undefined {
  const own = found.filter(
    ({ facts }) =>
      !BEHAVIOURAL.has(facts.group) && facts.group !== 'financial' && !isSensitive(facts) && !isSecret(facts),
  );
  if (own.length === 0) return undefined;
  if (traits.has('vulnerable people'))
    return { value: 4, because: 'simple 1, +3: the safety of vulnerable people is at stake' };
  const { minors } = dataset;
  if (minors !== undefined && hasManyChildren(dataset) && found.some(({ id }) => FINDABLE.test(id)))
    return {
      value: 4,
      because: `simple 1, +3: ${childrenText(minors)}, and the data says where or how to find them`,
    };
  if (shaped(dataset, 'watch-list flag'))
    return { value: 3, because: 'simple 1, +2: a flag on persons lets one infer what they are suspected of' };
  const facets = new Set(
    own.filter(({ id }) => !BARE.test(id)).map(({ facts, id }) => facetOf(id, facts.group)),
  );
  const { combination } = dataset;
  if (combination?.includes('national id'))
    return {
      value: 3,
      because: `simple 1, +2: ${combination.join(', ')} in one record, enough for fraud in somebody’s name (as financial data)`,
    };
  if (combination !== undefined)
    return {
      value: 2,
      because: `simple 1, +1: ${combination.join(', ')} in one record, enough to pass for someone`,
    };
  if (minors !== undefined && hasChildren(dataset))
    return { value: 2, because: `simple 1, +1: ${childrenText(minors)}` };
  if (facets.has('government-id') && facets.has('phone') && own.some(isName))
    return {
      value: 3,
      because:
        'simple 1, +2: national id, name and phone in one record, enough for fraud in somebody’s name (as financial data)',
    };
  if (facets.has('government-id') && own.some(isName))
    return { value: 2, because: 'simple 1, +1: name and national ID, with which offices and banks know one' };
  if (facets.size >= 2)
    return { value: 2, because: `simple 1, +1: ${facets.size} further facts a person allow a profile` };
  if (isHistory(dataset, types)) return { value: 2, because: 'simple 1, +1: several dated rows a person' };
  return { value: 1, because: 'simple 1: nothing that aggravates' };
}

/** Location, traffic, habits. Starts at 2. */
function behavioural(
  dataset: DatasetDescription,
  found: readonly ExposedType[],
  linkedSensitive: boolean,
  traits: ReadonlySet<Trait>,
): Term<Dpc> | undefined {
  const chat = dataset.shapes.some(
    ({ name, confidence }) => name === 'chat log' && confidence >= READ_CONFIDENCE,
  );
  if (chat && !shaped(dataset, 'tracking stream', 'live tracking'))
    return { value: 3, because: 'behavioural 2, +1: what people wrote to each other can be read' };
  if (shaped(dataset, 'call records') && lasts(dataset, LONG_CALLS))
    return { value: 3, because: 'behavioural 2, +1: months of who is in touch with whom' };
  if (shaped(dataset, 'call records'))
    return { value: 2, because: 'behavioural 2: who is in touch with whom' };
  if (!found.some(({ facts }) => BEHAVIOURAL.has(facts.group))) return undefined;
  if (shaped(dataset, 'tracking stream', 'live tracking')) {
    if (lasts(dataset, LONG_TRAIL) && found.some(({ id }) => PRECISE.test(id)))
      return {
        value: 4,
        because:
          'behavioural 2, +2: weeks of exact positions show clinics, worship and nights (sensitive by inference: CJEU C-184/20)',
      };
    return linkedSensitive || traits.has('sensitive places')
      ? { value: 4, because: 'behavioural 2, +2: movements beside sensitive facts or places' }
      : { value: 3, because: 'behavioural 2, +1: movements show daily life' };
  }
  if (shaped(dataset, 'chat log', 'message bus'))
    return { value: 3, because: 'behavioural 2, +1: what people wrote to each other can be read' };
  const people = found.some(({ facts }) => !BEHAVIOURAL.has(facts.group));
  if (shaped(dataset, 'sensor registry') && !people)
    return { value: 1, because: 'behavioural 2, -1: places of devices, no insight into a person' };
  return { value: 2, because: 'behavioural 2: location, traffic or device data' };
}

/** Income, transactions, cards. Starts at 3. */
function financial(
  dataset: DatasetDescription,
  found: readonly ExposedType[],
  types: TypeTable,
): Term<Dpc> | undefined {
  const own = found.filter(({ facts }) => facts.group === 'financial');
  if (own.length === 0) return undefined;
  if (own.some(({ id }) => PAYMENT_CARD.test(id)))
    return { value: 4, because: 'financial 3, +1: card numbers enable fraud' };
  const telling = own.filter(({ id }) => !ACCOUNT_NUMBER.test(id));
  if (telling.length === 0)
    return { value: 2, because: 'financial 3, -1: account numbers, no insight into means' };
  if (telling.length >= 2 && isHistory(dataset, types))
    return { value: 4, because: 'financial 3, +1: a detailed history a person' };
  return { value: 3, because: 'financial 3: income, transactions or means' };
}

/** `special.ethnicity-code` is ethnicity; all of health is one. */
function traitWords({ id, facts }: ExposedType): string {
  if (facts.group === 'special' || facts.group === 'criminal')
    return (id.split('.')[1] ?? facts.group).replace(/-code$/, '').replaceAll('-', ' ');
  return facts.group === 'genetic' ? 'genes' : facts.group === 'biometric' ? 'biometrics' : facts.group;
}

function sensitive(found: readonly ExposedType[]): Term<Dpc> | undefined {
  const own = found.filter(({ facts }) => isSensitive(facts));
  const words = [...new Set(own.map(traitWords))].sort();
  return own.length === 0 ? undefined : { value: 4, because: `sensitive 4: ${words.join(', ')}` };
}

/**
 * Credentials are no category of ENISA: they count by what they open, which is not tried. Passwords of people open this
 * service, whose data is scored by itself; where login and password can be read, they open what else the same people keep
 * under them (their mail first), as far as they can be read. Keys open other systems, of which nothing is known.
 */
function secrets(dataset: DatasetDescription, found: readonly ExposedType[]): Term<Dpc> | undefined {
  const own = found.filter(({ facts }) => isSecret(facts));
  if (own.length === 0) return undefined;
  if (hasPlainLogins(dataset, found))
    return {
      value: 3,
      because: 'logins with plain passwords: they open mail and other accounts, taken as behavioural 2, +1',
    };
  if (hasOwnKeys(dataset, found))
    return {
      value: 3,
      because:
        'people with keys of their own: they open homes, second factors or purses, taken as behavioural 2, +1',
    };
  if (hasFastHashes(dataset, found))
    return {
      value: 2,
      because: 'logins with fast hashes: most passwords can be guessed, and open other accounts; taken as 2',
    };
  const keys = own.some(
    ({ id, facts }) => !PASSWORD.test(id) && (facts.weight === 'critical' || facts.weight === 'high'),
  );
  return keys
    ? { value: 2, because: 'keys: what they open is not known, taken as 2' }
    : { value: 1, because: 'passwords: they count by the data that they open here' };
}

/**
 * Data processing context (ENISA 2013, section 4.1): each category is scored by itself in each data set, and the highest
 * counts; scores are never added. Undefined where nothing personal and no secret was found.
 */
export function dataContext(
  datasets: readonly DatasetDescription[],
  types: TypeTable,
  traits: ReadonlySet<Trait> = new Set(),
): Term<Dpc> | undefined {
  const found = datasets.map((dataset) => exposedTypes(dataset, types));
  const linkedSensitive = found.some((list) => list.some(({ facts }) => isSensitive(facts)));
  let highest: Term<Dpc> | undefined;
  // Category by category, so that of equal scores the more telling category gives the reason.
  const categories: readonly ((
    dataset: DatasetDescription,
    list: readonly ExposedType[],
  ) => Term<Dpc> | undefined)[] = [
    (_dataset, list) => sensitive(list),
    (dataset, list) => financial(dataset, list, types),
    (dataset, list) => behavioural(dataset, list, linkedSensitive, traits),
    (dataset, list) => simple(dataset, list, types, traits),
    (dataset, list) => secrets(dataset, list),
  ];
  for (const score of categories)
    for (const [index, dataset] of datasets.entries()) {
      const term = score(dataset, found[index] ?? []);
      if (term && term.value > (highest?.value ?? 0)) highest = term;
    }
  if (!highest) return undefined;
  if (traits.has('public before'))
    highest = { value: clampDpc(highest.value - 1), because: `${highest.because}; -1: public before` };
  if (traits.has('known invalid'))
    highest = { value: clampDpc(highest.value - 1), because: `${highest.because}; -1: known to be invalid` };
  return highest;
}
