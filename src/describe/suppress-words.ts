import type { ShapeName } from '../model/description.ts';
import { type Catalogue, wholeCatalogue } from './catalogue.ts';
import { foldName } from './field-names.ts';
import type { HidingEdition } from './suppress-rules.ts';

/** Why something is not told, as people read it. */
export const WHY = {
  floor: 'under the floor',
  few: 'few, under the floor',
  all: 'nearly all',
  beside: 'beside a commoner type',
  trait: 'protected trait: order of magnitude only',
  besideTrait: 'beside a protected trait',
  place: 'place beside a protected trait',
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
  return edition === 'public' || dark ? 'a sample' : draw;
}

const NOTES: readonly (readonly [RegExp, string])[] = [
  [/^passed over: /, 'some values were passed over'],
  [/^beyond 8,192 values of a field/, 'of long columns each eighth value was matched; shares rest on those'],
  [/ field names occur in fewer than 5 records/, 'seldom field names are not listed'],
  [/ fields beyond the first 5,000 are not listed$/, 'fields beyond the first 5,000 are not listed'],
  [/more than 1,000 different keys/, 'an object has very many different keys: they count as data'],
  [/^\d+ values lie deeper than 64 levels/, 'values deeper than 64 levels were not looked at'],
  [/^the engine tells no field names at this depth$/, 'the engine tells no field names at this depth'],
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
};

export function shapeWords(name: ShapeName): string {
  return SHAPE_WORDS[name];
}

/** Words for containers that tell nothing of whose they are. */
const CONTAINERS = new Set(
  'account accounts book call calls chat chats citizen citizens client clients contact contacts conversation conversations customer customers data device devices document documents employee employees event events file files history index item items list location locations log logs member members message messages order orders patient patients payment payments people person persons point points position positions profile profiles record records registry residents row rows sensor sensors session sessions sheet student students table track tracker trackers tracks transaction transactions user users value values vector vectors vehicle vehicles visit visits'.split(
    ' ',
  ),
);

function isHint(words: string, catalogue: Catalogue): boolean {
  return catalogue.strong.has(words) || catalogue.weak.has(words);
}

/** True where each element of a path is a name that occurs in many systems: a hint of the catalogue. */
export function isGenericPath(path: string, catalogue: Catalogue = wholeCatalogue()): boolean {
  return path.split('.').every((element) => {
    const bare = element.replace(/(?:\[\])+$/, '').replace(/^<[a-z0-9?]+>$/, '');
    if (bare === '') return true;
    const words = foldName(bare);
    return words !== '' && !/[\d<]/.test(bare) && (isHint(words, catalogue) || CONTAINERS.has(words));
  });
}

/** True where the name of a data set is made of such words and of templates. */
export function isGenericName(name: string, catalogue: Catalogue = wholeCatalogue()): boolean {
  const bare = name.replace(/<[a-z0-9?]+>/g, ' ');
  if (/\d/.test(bare)) return false;
  const words = foldName(bare).split(' ').filter(Boolean);
  return words.length > 0 && words.every((word) => CONTAINERS.has(word) || catalogue.strong.has(word));
}
