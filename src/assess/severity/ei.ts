import type { DatasetDescription } from '../../model/description.ts';
import { type ExposedType, exposedTypes, isDated, type TypeTable } from '../type-facts.ts';
import type { Trait } from './dpc.ts';
import type { Ei, Term } from './score.ts';

const word = (...words: readonly string[]) => new RegExp(`(?:^|[._-])(?:${words.join('|')})(?:$|[._-])`);
const EMAIL = word('e?mail', 'email-address');
const PHONE = word('phone', 'mobile', 'telephone', 'msisdn');
const ADDRESS = word('address', 'postal', 'postal-address', 'street');
const USER_NAME = word('user', 'username', 'user-name', 'login', 'handle', 'nickname');
const IP = word('ip', 'ipv4', 'ipv6', 'ip-address');

function ofGroup(found: readonly ExposedType[], group: string): boolean {
  return found.some(({ facts }) => facts.group === group);
}

function named(found: readonly ExposedType[], pattern: RegExp): boolean {
  return found.some(({ id }) => pattern.test(id));
}

/** Ease of identification within one data set. */
function within(
  dataset: DatasetDescription,
  found: readonly ExposedType[],
  types: TypeTable,
  traits: ReadonlySet<Trait>,
): Term<Ei> {
  const email = named(found, EMAIL);
  const phone = named(found, PHONE);
  const address = found.some(({ id, facts }) => ADDRESS.test(id) && !IP.test(id) && facts.group !== 'device');
  const nationalId = ofGroup(found, 'government-id');
  const photo = ofGroup(found, 'image');
  const body = ofGroup(found, 'biometric');
  const userName = named(found, USER_NAME);
  const name = found.some(({ id, facts }) => facts.group === 'name' && !USER_NAME.test(id));
  if (name) {
    const beside: string[] = [];
    if (ofGroup(found, 'birth')) beside.push('birth date');
    if (email) beside.push('e-mail');
    if (phone) beside.push('phone');
    if (nationalId) beside.push('national ID');
    if (photo) beside.push('photo');
    // A template picks out one face or voice among many, as a clear picture does.
    if (body) beside.push('biometric template');
    if (beside.length > 0) return { value: 1, because: `name with ${beside.join(', ')}` };
  }
  if (dataset.combination !== undefined)
    return { value: 1, because: `${dataset.combination.join(', ')} in one record` };
  if (email && traits.has('emails hold names'))
    return { value: 0.75, because: 'e-mail addresses that hold a name' };
  if (nationalId) return { value: 0.75, because: 'national ID with its structure' };
  if (phone && address) return { value: 0.75, because: 'phone with address' };
  if (body) return { value: 0.5, because: 'biometric template without a name' };
  if (movements(dataset))
    return { value: 0.5, because: 'movements of one subject: a few points single out a person' };
  if (userName) return { value: 0.5, because: 'user name' };
  if (email) return { value: 0.5, because: 'e-mail address' };
  if (named(found, IP) && isDated(dataset, types)) return { value: 0.5, because: 'IP address with time' };
  if (found.some(({ facts, id }) => facts.group === 'device' && !IP.test(id)))
    return { value: 0.5, because: 'device id' };
  if (dataset.shapes.some(({ name, confidence }) => name === 'chat log' && confidence >= 0.8))
    return { value: 0.5, because: 'messages, in which people speak of themselves and of others' };
  return { value: 0.25, because: 'nothing that points at a person by itself' };
}

/**
 * Rows of one subject with places and times. Four points single out 95 % of people (de Montjoye et al., Scientific Reports 3,
 * 2013); who it is takes a second source, so it counts as an alias does.
 */
function movements(dataset: DatasetDescription): boolean {
  return dataset.shapes.some(
    ({ name, confidence }) => (name === 'tracking stream' || name === 'live tracking') && confidence >= 0.5,
  );
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
