import { displayWidth, padEnd } from '../../kit/text-safety.ts';
import type { FieldProfile, TypeShare, WithheldFact } from '../../model/description.ts';
import { childrenText } from '../../assess/severity/children.ts';
import { becauseText } from './because.ts';
import type { DescribedFiles, DescribedSet } from './described-files.ts';
import { type HumanOptions, isTold, painted, tellingRank, typeItems, WIDE, WIDEST } from './human-block.ts';
import type { TypeSeen } from './human-collector.ts';
import { countText, peopleText, plural } from './quantities.ts';
import { ours, shown, wrapItems, wrapWords } from './wrap.ts';

const MOST_SETS = 20;
/** So many data sets are told field by field, the worst first; the others in a line or two. */
const MOST_IN_FULL = 3;
const MOST_FIELDS = 16;
const MOST_PATH = 32;
const LEAST_CONFIDENCE = 0.5;
/** Of fewer values the count says more than a share with its interval. */
const FEW_VALUES = 10;

const FACT_WORDS: Readonly<Record<WithheldFact, string>> = {
  rows: 'rows',
  bytes: 'size',
  people: 'people',
  containers: 'how many of that name',
  n: 'records read',
  span: 'time',
  ingest: 'rate',
  fields: 'shares',
  minors: 'children',
};

/** `not told: rows, records read (fewer than 20) · shares (fewer than 60 records)`: that a number is hidden, and why. */
function withheldText(withheld: DescribedSet['withheld']): string | undefined {
  const by = new Map<string, string[]>();
  for (const [fact, why] of Object.entries(withheld ?? {}))
    by.set(why, [...(by.get(why) ?? []), FACT_WORDS[fact as WithheldFact]]);
  if (by.size === 0) return undefined;
  return `not told: ${[...by].map(([why, facts]) => `${facts.join(', ')} (${why})`).join('; ')}`;
}

function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1';
  if (share < 1 && share > 0.99) return '>99';
  return String(Math.round(share * 100));
}

/** `Religion or belief 59 % (95 %: 58 to 60)`; a type that is in all values needs no number. */
function shareItem(field: FieldProfile, type: TypeShare, options: HumanOptions): string {
  const word = shown(options.titles.get(type.id) ?? type.id, options, 60);
  if (type.atLeast !== undefined) return `${word}: at least ${countText(type.atLeast)} people`;
  if (type.withheld !== undefined)
    return type.withheld.startsWith('all but') ? word : `${word} (${shown(type.withheld, options, 60)})`;
  if (field.n === 0) return `${word} (by the field’s name)`;
  if (type.low >= 0.95) return word;
  if (field.n < FEW_VALUES) {
    const hits = Math.round(type.share * field.n);
    return field.n === 1 ? `${word} (1 value read)` : `${word} (${hits} of ${field.n} values)`;
  }
  return `${word} ${percent(type.share)} % (95 %: ${percent(type.low)} to ${percent(type.high)})`;
}

/** Why the field is taken for that, in words; nothing where the edition tells no reason. */
function whyLines(type: TypeShare, width: number, options: HumanOptions): readonly string[] {
  const words = becauseText(type.because);
  return words === '' ? [] : wrapWords(`because ${shown(words, options, 400)}`, width);
}

function toldTypes(field: FieldProfile): readonly TypeShare[] {
  return field.types
    .filter((type) => type.confidence >= LEAST_CONFIDENCE && isTold(type, field.n))
    .sort((a, b) => tellingRank(a.id) - tellingRank(b.id) || b.share - a.share);
}

/** A line a field in which something was recognised, the most telling first, and how many there are besides. */
function fieldLines(set: DescribedSet, options: HumanOptions, room: number): string[] {
  const fields = set.fields
    .map((field) => ({ field, types: toldTypes(field) }))
    .filter(({ types }) => types.length > 0)
    .sort((a, b) => tellingRank(a.types[0]?.id ?? '') - tellingRank(b.types[0]?.id ?? ''));
  const listed = fields.slice(0, MOST_FIELDS);
  const paths = listed.map(({ field }) => shown(field.path, options, MOST_PATH));
  const cells = Math.min(
    MOST_PATH,
    paths.reduce((most, path) => Math.max(most, displayWidth(path)), 0),
  );
  const beside = room - cells - 2 >= 36;
  const lines = listed.flatMap(({ field, types }, at) => {
    const path = paths[at] ?? '';
    const items = types.slice(0, 4).map((type) => shareItem(field, type, options));
    if (types.length > 4) items.push(`${types.length - 4} more`);
    const width = beside ? room - cells - 2 : room - 2;
    const wrapped = [
      ...wrapItems(items, width, ours(' · ', options)),
      ...(options.explain === true
        ? types.slice(0, 4).flatMap((type) => whyLines(type, width, options))
        : []),
    ];
    return beside
      ? wrapped.map((text, index) => `${padEnd(index === 0 ? path : '', cells)}  ${text}`)
      : [path, ...wrapped.map((text) => `  ${text}`)];
  });
  for (const { id, where } of namedAfter(set))
    lines.push(
      `${shown(where, options, MOST_PATH)}: in names, ${shown(options.titles.get(id) ?? id, options, 60)}`,
    );
  const rest = set.fields.length - fields.length;
  if (fields.length > listed.length)
    lines.push(`${plural(fields.length - listed.length, 'more field')}: --format json`);
  if (lines.length === 0) lines.push('nothing personal and no secret was recognised');
  else if (rest > 0) lines.push(`${plural(rest, 'other field')}: nothing recognised`);
  return lines;
}

function factsOf(set: DescribedSet, several: boolean, options: HumanOptions): string[] {
  return [
    ...(several ? [set.severity.band] : []),
    ...(set.rows === undefined ? [] : [plural(set.rows, 'row')]),
    ...(set.containers > 1 ? [`${countText(set.containers)} of that name`] : []),
    ...(set.people === undefined ? [] : [peopleText(set.people, options.unicode ? '≥' : 'at least')]),
    ...(set.minors === undefined ? [] : [childrenText(set.minors)]),
    ...set.shapes.slice(0, 2).map((shape) => shape.name),
    ...(set.span === undefined ? [] : [`${set.span.from.slice(0, 10)} to ${set.span.to.slice(0, 10)}`]),
    plural(set.fields.length, 'field'),
  ];
}

function setLines(
  set: DescribedSet,
  cells: number,
  inFull: boolean,
  several: boolean,
  options: HumanOptions,
): string[] {
  const wide = options.columns >= WIDE;
  const indent = wide ? cells + 4 : 4;
  const room = Math.min(options.columns, WIDEST) - indent;
  const separator = ours(' · ', options);
  const facts = wrapItems(factsOf(set, several, options), room, separator);
  const hidden = withheldText(set.withheld);
  const kinds = typeItems(typesOfSet(set), options);
  const body = [
    ...(several ? painted(facts, set.severity.band, set.severity.band, options) : facts),
    ...(hidden === undefined ? [] : wrapItems([hidden], room, separator)),
    ...(inFull
      ? fieldLines(set, options, room)
      : wrapItems(
          kinds.length > 0 ? kinds : ['nothing personal and no secret was recognised'],
          room,
          separator,
        )),
  ];
  const name = shown(set.name, options, cells);
  if (!wide) return [`  ${name}`, ...body.map((text) => `    ${text}`)];
  return body.map((text, index) => `  ${padEnd(index === 0 ? name : '', cells)}  ${text}`);
}

/** `session:<email>`: keys, files or columns that are named after people. */
function namedAfter(set: DescribedSet): readonly { readonly id: string; readonly where: string }[] {
  const names = [set.name, ...set.fields.map((field) => field.path)];
  return (
    [
      ['<email>', 'contact.email'],
      ['<phone>', 'contact.phone'],
    ] as const
  ).flatMap(([template, id]) => {
    const where = names.find((name) => name.includes(template));
    return where === undefined ? [] : [{ id, where }];
  });
}

export function typesOfSet(set: DescribedSet): TypeSeen[] {
  const named = namedAfter(set).map(({ id }) => ({ id, share: 1, n: 1 }));
  const read = set.fields.flatMap((field) =>
    field.types
      .filter((type) => type.confidence >= LEAST_CONFIDENCE && !type.id.startsWith('time.'))
      .map(({ id, share, withheld, atLeast }) => ({ id, share, n: field.n, withheld, atLeast })),
  );
  return [...read, ...named];
}

/** What harms most comes first: by the rating, then by people, then by rows. */
function byHarm(a: DescribedSet, b: DescribedSet): number {
  return (
    b.severity.se - a.severity.se ||
    (b.people?.low ?? 0) - (a.people?.low ?? 0) ||
    (b.rows ?? 0) - (a.rows ?? 0)
  );
}

/** A block for each data set, the worst first. */
export function datasetLines(result: DescribedFiles, options: HumanOptions): string[] {
  const sets = [...result.datasets].sort(byHarm);
  const listed = sets.slice(0, MOST_SETS);
  const cells = Math.min(
    24,
    listed.reduce((most, set) => Math.max(most, displayWidth(shown(set.name, options, 24))), 4),
  );
  const lines = listed.flatMap((set, at) => [
    ...(at > 0 && at <= MOST_IN_FULL ? [''] : []),
    ...setLines(set, cells, at < MOST_IN_FULL, sets.length > 1, options),
  ]);
  if (sets.length > MOST_SETS)
    lines.push(`  ${plural(sets.length - MOST_SETS, 'more data set')}: --format json`);
  return lines;
}
