import { abbreviated } from '../match/abbreviated-names.ts';
import { type Catalogue, familyOf, isInitials } from '../match/catalogue.ts';
import { foldName, wordRuns } from '../match/field-names.ts';

/** What a field's name says of each type: 0 to 1 for, and whether something in it speaks against. */
export interface NameEvidence {
  /** By type index: 1 where the whole name is a hint, less where it is part of it or stands higher up in the path. */
  readonly strong: ReadonlyMap<number, number>;
  /** Words of the hint that spoke, for telling a narrow hint from a wide one. */
  readonly weak: ReadonlySet<number>;
  /** The whole name is the initials of a hint. */
  readonly initials: ReadonlySet<number>;
  readonly against: ReadonlySet<number>;
}

/** Elements that say nothing of themselves: the one above them speaks. */
const EMPTY_WORDS = new Set([
  'value',
  'val',
  'text',
  'number',
  'no',
  'num',
  'code',
  'data',
  'str',
  'string',
  'content',
  'raw',
  'main',
  'primary',
  'default',
  'home',
  'work',
  'list',
  'items',
  'oid',
  'date',
  'numero',
  'nummer',
  'nomor',
  'номер',
  'valor',
  'wert',
  'valeur',
  '号码',
  'number long',
  'number int',
  'number double',
  'number decimal',
  'keyword',
  '',
]);
/** Words beside a hint that make it speak of something else: `email_verified`, `phone_type`, `name_count`. */
const TURNING_WORDS = new Set([
  'verified',
  'valid',
  'confirmed',
  'count',
  'total',
  'type',
  'enabled',
  'status',
  'flag',
  'is',
  'has',
  'format',
  'length',
  'size',
  'version',
  'template',
  'required',
  'visible',
  'hash',
  'sent',
  'opt',
  'settings',
  'preference',
  'score',
  'index',
  'column',
  'field',
  'delta',
  'diff',
  'median',
  'mean',
  'avg',
  'average',
  'pct',
  'percent',
  'percentage',
  'rate',
  'ratio',
  'std',
  'policy',
  'limit',
]);

/** Words of these that make a flag of a hint: with marks that are put on people, the flag is the mark (`is_wanted`). */
const FLAG_WORDS = new Set(['is', 'has', 'flag', 'status']);

/** Words after a hint that make of it a reference to a record (`city_id`), an address of one (`job_url`) or a moment (`flight_at`). */
const REFERRING_WORDS = new Set([
  'id',
  'ids',
  'key',
  'code',
  'ref',
  'url',
  'uri',
  'link',
  'at',
  'on',
  'ts',
  'uuid',
  'slug',
  'idx',
  'year',
]);

/** Elements that hold the address of what the one above them names. */
const LINK_WORDS = new Set([
  'url',
  'uri',
  'src',
  'href',
  'link',
  'path',
  'file',
  'original',
  'large',
  'small',
  'thumb',
]);

/** What speaks for one way to reach a person speaks for a list of them: `telefonos`, `emails`. */
function onePhone(run: string, catalogue: Catalogue): readonly number[] {
  if (!run.endsWith('s')) return [];
  const one = catalogue.strong.get(run.slice(0, -1)) ?? [];
  return one.filter((index) => /^(?:contact|image)$/.test(catalogue.types[index]?.group ?? ''));
}

/** So much of its name has a field that says by itself what it is. */
const OWN_WORDS = 0.75;

/** Chinese compounds end with what they are: `患者姓名` is a name, `紧急联系人手机号` a telephone number. */
const HAN_COMPOUND = /^\p{Script=Han}{4,12}$/u;

/** The longest end of a Chinese compound that is a hint, where the whole is none. */
function hanTail(folded: string, catalogue: Catalogue): string | undefined {
  const { strong, weak, against } = catalogue;
  if (!HAN_COMPOUND.test(folded) || strong.has(folded) || weak.has(folded) || against.has(folded))
    return undefined;
  for (let at = 1; at + 2 <= folded.length; at++) {
    const tail = folded.slice(at);
    if (strong.has(tail)) return tail;
  }
  return undefined;
}

/** A name whose words are cut, against one that is a hint as it stands. */
const ABBREVIATED = 0.9;

/** Matches the elements of a path, last first, with the hints of the whole catalogue. */
export function nameEvidence(elements: readonly string[], catalogue: Catalogue): NameEvidence {
  const strong = new Map<number, number>();
  const weak = new Set<number>();
  const against = new Set<number>();
  let weight = 1;
  for (let at = elements.length - 1, steps = 0; at >= 0 && steps < 3; at--, steps++) {
    const folded = foldName(elements[at] as string);
    const words = folded.split(' ');
    const taken: string[] = [];
    const turning = words.length > 1 ? words.filter((one) => TURNING_WORDS.has(one)) : [];
    const turned = turning.length > 0;
    const flagged = turned && turning.every((one) => FLAG_WORDS.has(one));
    const refers = words.length > 1 && REFERRING_WORDS.has(words[words.length - 1] as string);
    const tail = hanTail(folded, catalogue);
    for (const run of tail === undefined ? wordRuns(folded) : [tail]) {
      const inner = taken.some((longer) => ` ${longer} `.includes(` ${run} `));
      // What stands higher up speaks against a name that may mean many things, not against one that says all by itself.
      for (const index of catalogue.against.get(run) ?? [])
        if (weight === 1 || weak.has(index) || (strong.get(index) ?? 0) < OWN_WORDS) against.add(index);
      if (inner) continue;
      const hits = catalogue.strong.get(run) ?? onePhone(run, catalogue);
      const size = run.split(' ').length;
      const cover =
        tail === undefined && (size === words.length || run === words.join(''))
          ? 1
          : tail !== undefined || run === words.slice(-size).join(' ')
            ? 0.85
            : 0.75;
      for (const index of hits) {
        const marks = flagged && catalogue.types[index]?.group === 'criminal';
        const beside = (turned && !marks) || (refers && catalogue.types[index]?.needs === 'name');
        const short =
          run.length <= 3 && cover < 0.8 && catalogue.types[index]?.needs === 'name' && /^[a-z]+$/.test(run);
        const score = cover * weight * ((beside && cover < 1) || short ? 0.4 : 1);
        if (score > (strong.get(index) ?? 0)) strong.set(index, score);
      }
      if (hits.length > 0) taken.push(run);
      if (weight === 1) for (const index of catalogue.weak.get(run) ?? []) weak.add(index);
    }
    if (!EMPTY_WORDS.has(folded) && elements[at] !== '[]') weight = weight === 1 ? 0.55 : weight * 0.6;
  }
  const own = foldName(elements.at(-1) ?? '');
  if (LINK_WORDS.has(own)) {
    // A link is of what the object around it is: `photos[].url`.
    const above = foldName(elements.slice(0, -1).findLast((one) => one !== '[]') ?? '');
    for (const index of [...(catalogue.strong.get(above) ?? []), ...onePhone(above, catalogue)])
      if (catalogue.types[index]?.group === 'image') strong.set(index, Math.max(strong.get(index) ?? 0, 0.9));
  }
  for (const index of abbreviated(own, catalogue.initialed)) {
    // Where no check has a say, `po_no` is no policy number.
    const type = catalogue.types[index];
    const least = type?.needs === 'name' ? 4 : type?.holds === undefined ? 3 : 2;
    if (own.split(' ').every((word) => word.length >= least) && (strong.get(index) ?? 0) < ABBREVIATED)
      strong.set(index, ABBREVIATED);
  }
  for (const [index, score] of Array.from(strong))
    for (const kin of catalogue.kin.get(index) ?? [])
      if (score * 0.97 > (strong.get(kin) ?? 0)) strong.set(kin, score * 0.97);
  for (const [index, score] of Array.from(strong)) {
    for (const sibling of catalogue.families.get(familyOf(catalogue.types[index]?.id ?? '')) ?? [])
      if (score * 0.95 > (strong.get(sibling) ?? 0)) strong.set(sibling, score * 0.95);
  }
  const initials = new Set(catalogue.initials.get(own) ?? []);
  return { strong, weak, initials, against };
}

/** True where the whole name is a short, ambiguous hint (`xm`, `dh`): three in one record vouch for each other. */
export function isAbbreviation(elements: readonly string[], catalogue: Catalogue): boolean {
  const folded = foldName(elements.at(-1) ?? '');
  return (
    isInitials(folded) &&
    (catalogue.initials.has(folded) || catalogue.weak.has(folded) || catalogue.strong.has(folded))
  );
}

export function isAbbreviated(field: { readonly elements: readonly string[] }): boolean {
  return isInitials(foldName(field.elements.at(-1) ?? ''));
}
