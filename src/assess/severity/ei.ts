import type { DatasetDescription, ShapeName } from '../../model/description.ts';
import { type ExposedType, exposedTypes, isDated, type TypeTable } from '../type-facts.ts';
import type { Trait } from './dpc.ts';
import { PRECISE } from './places.ts';
import { hasPlainLogins } from './logins.ts';
import type { Ei, Term } from './score.ts';

const word = (...words: readonly string[]) => new RegExp(`(?:^|[._-])(?:${words.join('|')})(?:$|[._-])`);
const EMAIL = word('e?mail', 'email-address');
const PHONE = word('phone', 'mobile', 'telephone', 'msisdn');
const ADDRESS = word('address', 'postal', 'postal-address', 'street');
const USER_NAME = word('user', 'username', 'user-name', 'login', 'handle', 'nickname');
const IP = word('ip', 'ipv4', 'ipv6', 'ip-address');
const GIVEN_ONLY = /^name\.given$/;
/** A number that one holder has, and that banks and shops can look up. */
const ACCOUNT =
  /^financial\.(?:iban|payment-card|card-track|bank-account|payment-alias|ar-cbu|es-ccc|mx-clabe|no-account)$/;
const AREA = /^location\.(?:postcode|region)|^birth\.place$/;
const SEX = /^birth\.sex$/;
const BIRTH_DATE = /^birth\.date/;
/** What tells bearers of one name apart. */
const DETAILS: readonly (readonly [string, string])[] = [
  ['employment', 'employer or job'],
  ['education', 'school'],
  ['family', 'family'],
  ['vehicle', 'vehicle'],
];

function ofGroup(found: readonly ExposedType[], group: string): boolean {
  return found.some(({ facts }) => facts.group === group);
}

function named(found: readonly ExposedType[], pattern: RegExp): boolean {
  return found.some(({ id }) => pattern.test(id));
}

const isPostal = ({ id, facts }: ExposedType): boolean =>
  ADDRESS.test(id) && !IP.test(id) && facts.group !== 'device' && facts.group !== 'financial';

/** Ease of identification within one data set. */
function within(
  dataset: DatasetDescription,
  found: readonly ExposedType[],
  types: TypeTable,
  traits: ReadonlySet<Trait>,
): Term<Ei> {
  const email = named(found, EMAIL);
  const phone = named(found, PHONE);
  const address = found.some(isPostal);
  const nationalId = ofGroup(found, 'government-id');
  const photo = ofGroup(found, 'image');
  const body = ofGroup(found, 'biometric');
  const birth = named(found, BIRTH_DATE);
  const precise = named(found, PRECISE);
  const userName = named(found, USER_NAME);
  const names = found.filter(({ id, facts }) => facts.group === 'name' && !USER_NAME.test(id));
  const name = names.length > 0;
  if (name) {
    const beside: string[] = [];
    if (ofGroup(found, 'birth')) beside.push('birth date');
    if (email) beside.push('e-mail');
    if (phone) beside.push('phone');
    if (nationalId) beside.push('national ID');
    if (photo) beside.push('photo');
    // A template picks out one face or voice among many, as a clear picture does.
    if (body) beside.push('biometric template');
    if (address) beside.push('address');
    if (beside.length > 0) return { value: 1, because: `name with ${beside.join(', ')}` };
  }
  if (dataset.combination !== undefined)
    return { value: 1, because: `${dataset.combination.join(', ')} in one record` };
  if (nationalId && photo) return { value: 1, because: 'national ID with a photo' };
  if (hasPlainLogins(dataset, found))
    return {
      value: 1,
      because: 'logins with their passwords: the accounts that they open say whose they are',
    };
  if (email && traits.has('emails hold names'))
    return { value: 0.75, because: 'e-mail addresses that hold a name' };
  if (nationalId) return { value: 0.75, because: 'national ID with its structure' };
  if (phone && address) return { value: 0.75, because: 'phone with address' };
  if (birth && address) return { value: 0.75, because: 'birth date with address: one or two people each' };
  const reach = [
    ...(email ? ['e-mail'] : []),
    ...(phone ? ['phone'] : []),
    ...(userName ? ['user name'] : []),
  ];
  const points = [
    ...(birth ? ['birth date'] : []),
    ...(photo ? ['photo'] : []),
    ...(body ? ['biometric template'] : []),
    ...(address ? ['address'] : []),
    ...(precise ? ['precise place'] : []),
  ];
  if (email && phone) return { value: 0.75, because: 'e-mail with phone: two ways to look one person up' };
  if (reach.length > 0 && points.length > 0)
    return { value: 0.75, because: `${reach[0] ?? ''} with ${points.join(', ')}` };
  if (phone && shaped(dataset, 'chat log', 'call records'))
    return { value: 0.75, because: 'phone numbers, with whom each is in touch' };
  if (movements(dataset) && precise)
    return { value: 0.75, because: 'positions of one subject over time: nights and days tell home and work' };
  const detail = DETAILS.filter(([group]) => ofGroup(found, group)).map(([, words]) => words);
  if (name && detail.length > 0) return { value: 0.75, because: `name with ${detail.join(', ')}` };
  if (movements(dataset))
    return { value: 0.5, because: 'movements of one subject: a few points single out a person' };
  if (names.some(({ id }) => !GIVEN_ONLY.test(id)))
    return { value: 0.5, because: 'name: most full names have few bearers' };
  if (body) return { value: 0.5, because: 'biometric template without a name' };
  if (photo) return { value: 0.5, because: 'photo without a name' };
  if (userName) return { value: 0.5, because: 'user name' };
  if (email) return { value: 0.5, because: 'e-mail address' };
  if (phone) return { value: 0.5, because: 'phone number: services look its owner up' };
  if (address) return { value: 0.5, because: 'address: its few inhabitants can be looked up' };
  if (birth && named(found, SEX) && named(found, AREA))
    return { value: 0.5, because: 'birth date, sex and area: few share all three' };
  if (named(found, ACCOUNT))
    return { value: 0.5, because: 'number of an account or a card: one holder each' };
  if (named(found, IP) && isDated(dataset, types)) return { value: 0.5, because: 'IP address with time' };
  if (found.some(({ facts, id }) => facts.group === 'device' && !IP.test(id)))
    return { value: 0.5, because: 'device id' };
  if (ofGroup(found, 'vehicle'))
    return { value: 0.5, because: 'number of a vehicle: registers know its keeper' };
  if (dataset.shapes.some(({ name: kind, confidence }) => kind === 'chat log' && confidence >= 0.8))
    return { value: 0.5, because: 'messages, in which people speak of themselves and of others' };
  return { value: 0.25, because: 'nothing that points at a person by itself' };
}

function shaped(dataset: DatasetDescription, ...names: readonly ShapeName[]): boolean {
  return dataset.shapes.some(({ name, confidence }) => names.includes(name) && confidence >= 0.5);
}

/** Rows of one subject with places and times. Four points single out 95 % of people (de Montjoye et al., Scientific Reports 3, 2013). */
function movements(dataset: DatasetDescription): boolean {
  return shaped(dataset, 'tracking stream', 'live tracking');
}

/** Ease of identification (ENISA 2013, section 4.2): the highest over the data sets. */
export function easeOfIdentification(
  datasets: readonly DatasetDescription[],
  types: TypeTable,
  traits: ReadonlySet<Trait> = new Set(),
): Term<Ei> {
  let highest: Term<Ei> = { value: 0.25, because: 'nothing that points at a person by itself' };
  for (const dataset of datasets) {
    const term = within(dataset, exposedTypes(dataset, types), types, traits);
    if (term.value > highest.value) highest = term;
  }
  return highest;
}
