import type { DatasetDescription, ShapeName } from '../model/description.ts';
import { hasChildren } from './severity/children.ts';
import { exposedTypes, type ExposedType, type TypeTable } from './type-facts.ts';

/** What one data set gives to whoever reads it. */
interface Seen {
  readonly dataset: DatasetDescription;
  readonly found: readonly ExposedType[];
}

interface Consequence {
  readonly when: (seen: Seen) => boolean;
  readonly says: string | ((seen: Seen) => string);
}

const LEAST_CONFIDENCE = 0.5;

const shape =
  (...names: readonly ShapeName[]) =>
  ({ dataset }: Seen): boolean =>
    dataset.shapes.some(({ name, confidence }) => confidence >= LEAST_CONFIDENCE && names.includes(name));
const type =
  (pattern: RegExp) =>
  ({ found }: Seen): boolean =>
    found.some(({ id }) => pattern.test(id));
const group =
  (...groups: readonly string[]) =>
  ({ found }: Seen): boolean =>
    found.some(({ facts }) => groups.includes(facts.group));

const HASHES = /^credential\.hash\.(md5|sha1|sha256|ntlm|lm)\b/;
const HASH_WORDS: Readonly<Record<string, string>> = {
  md5: 'MD5 or NTLM',
  sha1: 'SHA-1',
  sha256: 'SHA-256 or SHA-512',
  ntlm: 'NTLM',
  lm: 'LM',
};

function hashWords({ found }: Seen): string {
  const kinds = new Set<string>();
  for (const { id } of found) {
    const kind = HASHES.exec(id)?.[1];
    if (kind !== undefined) kinds.add(HASH_WORDS[kind] ?? kind);
  }
  return [...kinds].join(', ');
}

/** Words of a person's traits, from the ids of the types: `special.ethnicity-code` is ethnicity. */
function traits({ found }: Seen): string {
  const words = found
    .filter(({ facts }) => facts.group === 'special')
    .map(({ id }) => (id.split('.')[1] ?? '').replace(/-code$/, '').replaceAll('-', ' '));
  return [...new Set(words)].sort().join(', ');
}

/** What it means for the people inside, in a sentence for readers of no trade; worst first. Facts, and no advice. */
const CONSEQUENCES: readonly Consequence[] = [
  { when: shape('live tracking'), says: 'Where people are can be followed as they move.' },
  {
    when: (seen) => shape('tracking stream')(seen) && !shape('live tracking')(seen),
    says: 'Where each one was, and when, can be read: homes, workplaces, visits. A few points are enough to single a person out.',
  },
  {
    when: (seen) => shape('watch-list flag')(seen) || type(/^criminal\.watch-list/)(seen),
    says: 'People are marked as watched or suspected: whoever reads it learns who, and those who are marked do not.',
  },
  {
    when: type(/^biometric\.(?!appearance)/),
    says: 'Faces, voices or fingerprints can be recognised elsewhere by these templates, and nobody can change their own.',
  },
  {
    when: group('special'),
    says: (seen) => `It sorts people by what they may be persecuted for: ${traits(seen)}.`,
  },
  { when: group('health'), says: 'Who has which illness, treatment or insurance can be read.' },
  { when: group('genetic'), says: 'Genes tell of a person and of all relatives, for life.' },
  { when: type(/^criminal\.record/), says: 'Who was accused or convicted of what can be read.' },
  { when: ({ dataset }) => hasChildren(dataset), says: 'Children are among them.' },
  { when: type(/^family\.child/), says: 'It holds data of children.' },
  {
    when: ({ dataset }) => dataset.combination !== undefined,
    says: ({ dataset }) =>
      `${sentence((dataset.combination ?? []).join(', '))} in one record are enough to take out loans or contracts in somebody’s name.`,
  },
  {
    when: type(/^image\.id-scan/),
    says: 'Pictures of identity documents or signatures serve to open accounts in somebody’s name.',
  },
  {
    when: type(/^credential\.password/),
    says: 'Passwords stand in plain text: they open every account for which the same one is used.',
  },
  {
    when: type(HASHES),
    says: (seen) =>
      `Passwords are kept under a fast hash (${hashWords(seen)}): most can be guessed within hours, then tried elsewhere.`,
  },
  {
    when: (seen) => type(/^credential\.hash\./)(seen) && !type(HASHES)(seen),
    says: 'Password hashes are slow to guess; weak passwords are found all the same.',
  },
  {
    when: type(/^credential\.(?:session|jwt|one-time-code|otp-seed|recovery)/),
    says: 'Sessions or second factors can be taken over without a password.',
  },
  {
    when: type(
      /^(?:credential\.(?!hash|password|session|jwt|one-time|otp|recovery|salt|wifi)|financial\.crypto-key)/,
    ),
    says: 'Keys open other systems until they are withdrawn.',
  },
  { when: type(/^credential\.wifi/), says: 'Keys of wireless networks let others in.' },
  { when: type(/^credential\.salt/), says: 'Salts of password hashes make guessing the hashes possible.' },
  {
    when: type(/^financial\.(?:card|payment|pan|credit)/),
    says: 'Payment cards can be used to buy in somebody’s name.',
  },
  {
    when: (seen) => group('financial')(seen) && !type(/^financial\.(?:card|payment|pan|credit)/)(seen),
    says: 'Who banks where, or what somebody owns, earns or owes, can be read.',
  },
  {
    when: type(/^employment\.(?:salary|evaluation)/),
    says: 'What somebody earns, or how they were judged at work, can be read.',
  },
  {
    when: (seen) => shape('chat log')(seen) || type(/^communication\.(?:mail|free-text)/)(seen),
    says: 'What people wrote to each other can be read.',
  },
  {
    when: (seen) => shape('call records')(seen) || type(/^communication\.(?:call-record|contacts)/)(seen),
    says: 'Who is in touch with whom can be read.',
  },
  {
    when: type(/^communication\.(?:search-query|clipboard)/),
    says: 'What people looked for or copied can be read.',
  },
  {
    when: type(/^communication\.handle/),
    says: 'Accounts in messengers and networks can be tied to the people behind them.',
  },
  { when: shape('vector store with text'), says: 'The texts behind the vectors can be read in full.' },
  {
    when: ({ dataset, found }) =>
      dataset.combination === undefined && found.some(({ facts }) => facts.group === 'government-id'),
    says: 'Identity numbers serve to pass for somebody, and few can change theirs.',
  },
  {
    when: (seen) =>
      group('location')(seen) && !shape('tracking stream', 'live tracking', 'sensor registry')(seen),
    says: 'Places tell where people live or go.',
  },
  { when: shape('sensor registry'), says: 'Where sensors or cameras stand can be read.' },
  { when: group('travel', 'vehicle'), says: 'Journeys or vehicles can be tied to people.' },
  {
    when: (seen) => group('image')(seen) || type(/^biometric\.appearance/)(seen),
    says: 'People can be recognised by pictures, recordings or looks.',
  },
  {
    when: shape('enrichment pile'),
    says: 'Facts from many walks of life stand beside each other: a profile of each person.',
  },
  {
    when: group('contact'),
    says: 'People can be written to, called or visited, and deceived with what stands here.',
  },
  { when: group('device'), says: 'Devices can be recognised again, and with them those who carry them.' },
];

function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/**
 * What follows for the people behind some data sets, each once, worst first. Empty where nothing personal and no secret was
 * found. Made of the description alone, so that an edition that hides tells no more by it.
 */
export function consequencesOf(datasets: readonly DatasetDescription[], types: TypeTable): readonly string[] {
  const seen = datasets.map((dataset): Seen => ({ dataset, found: exposedTypes(dataset, types) }));
  const out: string[] = [];
  for (const { when, says } of CONSEQUENCES) {
    const those = seen.filter(when);
    const [first] = those;
    if (first === undefined) continue;
    const all = { dataset: first.dataset, found: those.flatMap(({ found }) => found) };
    out.push(typeof says === 'string' ? says : says(all));
  }
  if (out.length === 0 && seen.some(({ found }) => found.length > 0))
    return ['It says who people are, or something of them.'];
  return out;
}
