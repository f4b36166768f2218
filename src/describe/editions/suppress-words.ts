import type { ShapeName } from '../../model/description.ts';
import { type Catalogue, wholeCatalogue } from '../match/catalogue.ts';
import { foldName } from '../match/field-names.ts';
import type { HidingEdition, Rules } from './suppress-rules.ts';

/** Why something is not told, as people read it. */
export const WHY = {
  few: ({ dark }: Rules) => `fewer than ${dark}`,
  all: ({ dark }: Rules) => `all but fewer than ${dark}`,
  people: ({ dark }: Rules) => `fewer than ${dark} people`,
  grown: ({ dark }: Rules) => `fewer than ${dark} came in`,
  records: ({ dark }: Rules) => `fewer than ${3 * dark} records`,
  values: ({ dark }: Rules) => `fewer than ${2 * dark} values`,
  births: ({ dark }: Rules) => `fewer than ${2 * dark} birth dates`,
} as const;

/** Reasons that are the same in each edition. */
export const BECAUSE = {
  beside: 'beside another type',
  trait: 'protected trait: order of magnitude only',
  besideTrait: 'beside a protected trait',
  place: 'place beside a protected trait',
  untyped: 'no type is told of it',
  unrounded: 'rows are not known',
  undated: 'not a date',
  birthShare: 'the share of birth dates is not told',
} as const;

/** Sentences of our own that hold no number of records. What is not listed here does not pass. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^field name only, no value read$/, 'field name only, no value read'],
  [/^type of the field in the schema, no value read$/, 'type of the field in the schema, no value read'],
  [/^shape \d+\/\d+$/, 'shape'],
  [/^check \d+\/\d+$/, 'check'],
  [/^dictionary \d+\/\d+$/, 'dictionary'],
  [/^inside text$/, 'inside text'],
  [/^equals the date inside an identity number$/, 'equals the date inside an identity number'],
  [/^carries the date of another field$/, 'carries the date of another field'],
  [/^field name$/, 'field name'],
  [/^short field name$/, 'field name'],
];

/** The reasons of a verdict without their counts. */
export function reasonWords(because: string): string {
  const kept = new Set<string>();
  for (const part of because.split(', '))
    for (const [pattern, words] of REASONS) if (pattern.test(part)) kept.add(words);
  return [...kept].join(', ') || 'by its values';
}

/** How people were counted, without field and number. */
export function methodWords(method: string): string {
  for (const known of [
    'server-side cardinality',
    'engine statistics',
    'unique index',
    'distinct values',
    'birthday estimate',
  ])
    if (method.startsWith(known)) return known;
  return 'estimate';
}

/** How the records were drawn. */
export function drawWords(draw: string, edition: HidingEdition, dark: boolean): string {
  if (draw === 'every record read' || draw === 'schema only') return draw;
  return edition === 'public' || dark || /\d/.test(draw) ? 'a sample' : draw;
}

const NOTES: readonly (readonly [RegExp, string])[] = [
  [/^passed over: /, 'some values were passed over'],
  [
    /^beyond [\d,]+ values of a field/,
    'of long columns a part of the values was matched; shares rest on those',
  ],
  [/ holds numbers (?:in scientific|beyond 2\^53)/, 'digits of long numbers were lost before they came here'],
  [/ holds JSON as text/, 'JSON that stands as text was read as well'],
  [/ holds (?:fast )?hashes /, 'a column holds hashes of passwords that a machine guesses fast'],
  [/ field names occur in fewer than 5 records/, 'seldom field names are not listed'],
  [/ fields beyond the first 5,000 are not listed$/, 'fields beyond the first 5,000 are not listed'],
  [/more than 1,000 different keys/, 'an object has very many different keys: they count as data'],
  [/^\d+ values lie deeper than 64 levels/, 'values deeper than 64 levels were not looked at'],
  [/^the engine tells no field names at this depth$/, 'the engine tells no field names at this depth'],
  [/^read as /, 'the text is not in UTF-8'],
  [/^no heading row was found/, 'no heading row was found: columns are numbered'],
  [/^\d+ rows have another number of fields/, 'some rows have another number of fields than the first'],
  [/^\d+ INSERT statements hold no plain rows/, 'some INSERT statements hold no plain rows'],
  [/^empty$/, 'a source is empty'],
];

/** What was not looked at, without counts; sentences that are not known here only say that there was something. */
export function noteWords(notes: readonly string[], edition: HidingEdition): string[] {
  const kept = new Set<string>();
  for (const note of notes) {
    const known = NOTES.find(([pattern]) => pattern.test(note));
    if (known) kept.add(known[1]);
    else if (edition === 'cert' && !/\d/.test(note)) kept.add(note);
    else kept.add('something else was not looked at; the owner’s edition says what');
  }
  return [...kept];
}

const SHAPE_WORDS: Readonly<Record<ShapeName, string>> = {
  'person table': 'several facts of a person in one record',
  'tracking stream': 'a subject with a place and a time in one record',
  'sensor registry': 'fixed places or devices with their positions',
  'live tracking': 'a stream of positions that is joined to a list, or still grows',
  'chat log': 'messages between parties',
  'operator queue': 'work handed to operators',
  'watch-list flag': 'a field that marks people',
  'enrichment pile': 'personal facts from many walks of life in one record',
  'application log with secrets': 'credentials in a log',
  'vector store with text': 'vectors beside the text that they stand for',
  'message bus': 'topics, partitions or routing keys as fields',
  'biometric templates': 'templates of a body',
  'health records': 'facts of health of people',
  'payment records': 'payments, accounts or cards of people',
  'school records': 'pupils or students with their schools or results',
  'travel or border records': 'journeys, stays or crossings of people',
  'call records': 'who called or wrote to whom, and when',
  'login list': 'logins with passwords or their hashes',
};

export function shapeWords(name: ShapeName): string {
  return SHAPE_WORDS[name];
}

/** Words for containers that tell nothing of whose they are. */
const CONTAINERS = new Set(
  'account accounts book call calls chat chats citizen citizens client clients contact contacts conversation conversations customer customers data device devices document documents employee employees event events file files history index item items list location locations log logs member members message messages order orders payment payments people person persons point points position positions profile profiles record records registry residents row rows sensor sensors session sessions sheet student students table track tracker trackers tracks transaction transactions user users value values vector vectors vehicle vehicles visit visits'.split(
    ' ',
  ),
);

const CHILD = /(?:^|[._-])(?:child|children|minor|minors|pupil|upn|school)(?:$|[._-])|^id\.cn\.student$/;

/** GDPR Articles 9 and 10, and what tells of children. */
export function isProtectedType(type: {
  readonly id: string;
  readonly law: { readonly gdpr: string };
}): boolean {
  return type.law.gdpr === 'art9' || type.law.gdpr === 'art10' || CHILD.test(type.id);
}

/** True where the words are a field name of a protected trait: to print them is to say that the trait is there. */
function namesTrait(words: string, catalogue: Catalogue): boolean {
  return [...(catalogue.strong.get(words) ?? []), ...(catalogue.weak.get(words) ?? [])].some((index) => {
    const type = catalogue.types[index];
    return type !== undefined && isProtectedType(type);
  });
}

function isHint(words: string, catalogue: Catalogue): boolean {
  return catalogue.strong.has(words) || catalogue.weak.has(words);
}

/**
 * True where each element of a path is a name that occurs in many systems: a hint of the catalogue. Names of protected traits
 * are such only where the reader is told of the trait anyway.
 */
export function isGenericPath(
  path: string,
  traitTold: boolean,
  catalogue: Catalogue = wholeCatalogue(),
): boolean {
  return path.split('.').every((element) => {
    const bare = element.replace(/(?:\[\])+$/, '').replace(/^<[a-z0-9?]+>$/, '');
    if (bare === '') return true;
    const words = foldName(bare);
    if (words === '' || /[\d<]/.test(bare)) return false;
    if (namesTrait(words, catalogue)) return traitTold;
    return isHint(words, catalogue) || CONTAINERS.has(words);
  });
}

/** True where the name of a data set is made of such words and of templates, and names no protected trait. */
export function isGenericName(name: string, catalogue: Catalogue = wholeCatalogue()): boolean {
  const bare = name.replace(/<[a-z0-9?]+>/g, ' ');
  if (/\d/.test(bare)) return false;
  const whole = foldName(bare);
  const words = whole.split(' ').filter(Boolean);
  return (
    words.length > 0 &&
    !namesTrait(whole, catalogue) &&
    words.every(
      (word) => !namesTrait(word, catalogue) && (CONTAINERS.has(word) || catalogue.strong.has(word)),
    )
  );
}

/** Each doubt in words without a name or a number. `few`: it says that there are no more than a twentieth of the records. */
const DOUBTS: readonly { readonly match: RegExp; readonly words: string; readonly few?: true }[] = [
  {
    match: / end in domains reserved for examples/,
    words: 'most e-mail addresses of a column end in domains reserved for examples',
  },
  {
    match: /^one value fills half of /,
    words: 'one value fills half of a column of identifiers or more',
  },
  {
    match: / repeats? the same few values$/,
    words: 'a column of identifiers repeats the same few values',
    few: true,
  },
  {
    match: / counts up from one record to the next$/,
    words: 'a column counts up from one record to the next',
  },
  {
    match: / card numbers that are published for tests$/,
    words: 'a column holds card numbers that are published for tests',
  },
  { match: / filler text/, words: 'a column holds filler text' },
  { match: /^most dates of .* are one and the same$/, words: 'most dates of a column are one and the same' },
  {
    match: /^\d+ % of the records compared repeat an earlier one$/,
    words: 'many records repeat an earlier one',
    few: true,
  },
];

/**
 * Doubts without the names of fields. That few values repeat says how many people there are at most: it is told of sets in
 * which that may still be twice the floor and more. What is not known here is treated alike.
 */
export function doubtWords(doubts: readonly string[], records: number, rules: Rules): string[] {
  const kept = new Set<string>();
  for (const doubt of doubts) {
    const known = DOUBTS.find(({ match }) => match.test(doubt));
    const least = known !== undefined && known.few !== true ? 3 * rules.dark : 40 * rules.dark;
    if (records >= least)
      kept.add(known?.words ?? 'the records look invented or copied; the owner’s edition says why');
  }
  return [...kept];
}
