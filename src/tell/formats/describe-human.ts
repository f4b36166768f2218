import { displayWidth, padEnd } from '../../kit/text-safety.ts';
import type { DatasetDescription } from '../../model/description.ts';
import type { Severity } from '../../model/severity.ts';
import { type HumanOptions, paint, typeItems, WIDE, WIDEST } from './human-block.ts';
import type { TypeSeen } from './human-collector.ts';
import { bytesText, countText, durationText, peopleText, plural } from './quantities.ts';
import { clampColumns, ours, shown, wrapItems } from './wrap.ts';

/** What the screen of `describe` is made from. */
export interface DescribedFiles {
  readonly complete: boolean;
  readonly interrupted: boolean;
  readonly exit: number;
  readonly sources: readonly {
    readonly name: string;
    readonly formats: readonly string[];
    readonly bytes: number;
    readonly sha256?: string;
    readonly complete: boolean;
    readonly skipped: readonly string[];
    readonly remarks: readonly string[];
  }[];
  readonly sourcesMore: number;
  readonly hidden: { readonly cells: number };
  readonly notes: readonly string[];
  readonly datasets: readonly (Omit<DatasetDescription, 'rows'> & { readonly rows?: number })[];
  readonly severity: Severity;
  readonly receipt: {
    readonly bytesRead: number;
    readonly bytesUnpacked: number;
    readonly records: number;
    readonly seconds: number;
    readonly network: string;
    readonly networkOff: boolean;
    readonly confinement: Readonly<Record<'network' | 'files' | 'dumps', { readonly on: boolean }>>;
  };
}

type Set = DescribedFiles['datasets'][number];

const LABEL = 13;
const MOST_SETS = 20;
const MOST_SOURCES = 12;
const MOST_LIMITS = 8;
const LEAST_CONFIDENCE = 0.5;

function line(label: string, items: readonly string[], options: HumanOptions, separator = ' · '): string[] {
  const wide = options.columns >= WIDE;
  const indent = wide ? LABEL : 2;
  const lines = wrapItems(items, Math.min(options.columns, WIDEST) - indent, ours(separator, options));
  if (!wide) return [label, ...lines.map((text) => `  ${text}`)];
  return lines.map((text, index) => padEnd(index === 0 ? label : '', LABEL) + text);
}

function topLines(result: DescribedFiles, options: HumanOptions): string[] {
  const { receipt } = result;
  const items = [
    receipt.networkOff
      ? `network off (${receipt.network.includes('unshare') ? 'unshare -n' : 'by the runtime'})`
      : 'no connection opened (the system blocks none here)',
    receipt.confinement.files.on ? 'other files shut' : 'other files not shut',
    receipt.confinement.dumps.on ? 'no core dumps' : 'core dumps as the system has them',
    result.sources.some((source) => source.sha256 !== undefined) ? 'hashed, not copied' : 'not copied',
    `${plural(receipt.records, 'row')} read`,
    '0 written',
  ];
  return wrapItems(items, Math.min(options.columns, WIDEST), ours(' · ', options)) as string[];
}

function shapeItems(result: DescribedFiles, options: HumanOptions): string[] {
  const best = new Map<string, number>();
  for (const set of result.datasets)
    for (const shape of set.shapes)
      best.set(shape.name, Math.max(best.get(shape.name) ?? 0, shape.confidence));
  const items = [...best]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([name, confidence]) => {
      const word = confidence >= 0.8 ? 'high' : confidence >= 0.5 ? 'fair' : 'low';
      return `${shown(name, options, 40)} (${word} confidence)`;
    });
  if (items.length > 0) return items;
  return [
    result.receipt.records > 0 ? 'no kind of data set that is known here' : 'nothing that could be read',
  ];
}

function peopleItems(result: DescribedFiles, options: HumanOptions): string[] {
  const atLeast = options.unicode ? '≥' : 'at least';
  const known = result.datasets.filter((set) => set.people !== undefined);
  const largest = [...known].sort((a, b) => (b.people?.low ?? 0) - (a.people?.low ?? 0))[0];
  if (largest?.people === undefined)
    return ['not counted: no key of a person was found; rows are not people'];
  return [
    peopleText(largest.people, atLeast),
    shown(largest.people.method, options, 80),
    ...(known.length > 1
      ? [
          `in "${shown(largest.name, options, 40)}"; ${known.length - 1} other data sets may hold the same or others`,
        ]
      : []),
  ];
}

function typesOf(sets: readonly Set[]): readonly TypeSeen[] {
  return sets.flatMap((set) =>
    set.fields.flatMap((field) =>
      field.types
        .filter((type) => type.confidence >= LEAST_CONFIDENCE && !type.id.startsWith('time.'))
        .map(({ id, share, withheld, atLeast }) => ({ id, share, n: field.n, withheld, atLeast })),
    ),
  );
}

function limitItems(result: DescribedFiles, options: HumanOptions): string[] {
  const counts = new Map<string, number>();
  const add = (sentence: string): void => void counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  for (const set of result.datasets) if (set.draw !== 'every record read') add(`read: ${set.draw}`);
  if (result.interrupted) add('stopped by you: this is the description so far');
  for (const source of result.sources) for (const sentence of source.skipped) add(sentence);
  for (const set of result.datasets) for (const sentence of set.notes) add(sentence);
  for (const source of result.sources)
    for (const sentence of source.remarks) if (sentence !== 'empty') add(sentence);
  const all = [...counts].map(
    ([sentence, times]) =>
      shown(sentence, options, 200) + (times > 1 ? ours(` × ${countText(times)}`, options) : ''),
  );
  const items = all.slice(0, MOST_LIMITS);
  if (all.length > MOST_LIMITS) items.push(`${countText(all.length - MOST_LIMITS)} more: --format json`);
  if (result.hidden.cells > 0) items.unshift(`${plural(result.hidden.cells, 'cell')} hidden in this edition`);
  return [...items, ...result.notes.map((note) => shown(note, options, 200)), 'no examples, by design'];
}

function setLines(set: Set, cells: number, options: HumanOptions): string[] {
  const facts = [
    ...(set.rows === undefined ? [] : [plural(set.rows, 'row')]),
    ...(set.people === undefined ? [] : [peopleText(set.people, options.unicode ? '≥' : 'at least')]),
    ...set.shapes.slice(0, 2).map((shape) => shape.name),
    ...(set.span === undefined ? [] : [`${set.span.from.slice(0, 10)} to ${set.span.to.slice(0, 10)}`]),
    plural(set.fields.length, 'field'),
  ];
  const kinds = typeItems(typesOf([set]), options);
  const wide = options.columns >= WIDE;
  const indent = wide ? cells + 4 : 4;
  const room = Math.min(options.columns, WIDEST) - indent;
  const body = [
    ...wrapItems(facts, room, ours(' · ', options)),
    ...wrapItems(
      kinds.length > 0 ? kinds : ['nothing personal and no secret was recognised'],
      room,
      ours(' · ', options),
    ),
  ];
  const name = shown(set.name, options, cells);
  if (!wide) return [`  ${name}`, ...body.map((text) => `    ${text}`)];
  return body.map((text, index) => `  ${padEnd(index === 0 ? name : '', cells)}  ${text}`);
}

function sourceLines(result: DescribedFiles, options: HumanOptions): string[] {
  const rooms = options.columns >= WIDE;
  const lines = result.sources.slice(0, MOST_SOURCES).flatMap((source) => {
    const items = [
      shown(source.name, options, 60),
      bytesText(source.bytes),
      source.formats.join(' in ') === '' ? 'not read' : [...source.formats].reverse().join(' in '),
      ...(source.complete ? [] : ['incomplete']),
      ...(source.sha256 === undefined
        ? []
        : [`sha256 ${rooms ? source.sha256 : `${source.sha256.slice(0, 16)}${ours('…', options)}`}`]),
    ];
    return line('', items, options);
  });
  const more = result.sources.length - MOST_SOURCES + result.sourcesMore;
  if (more > 0) lines.push(...line('', [`${countText(more)} more: --format json`], options));
  const [first = '', ...rest] = lines;
  return rooms
    ? [padEnd('source', LABEL) + first.slice(LABEL), ...rest]
    : ['source', ...lines.filter((text) => text !== '')];
}

function exitReason(result: DescribedFiles): string {
  switch (result.exit) {
    case 0:
      return 'complete';
    case 1:
      return `${result.severity.band}: at or above --fail-on`;
    case 130:
      return 'interrupted: the description so far';
    default:
      return 'incomplete: something was not read, see above';
  }
}

/** The screen of `describe`: what it is, how many people, what it holds, what was not looked at, what not to do; then each data set. */
export function renderDescription(result: DescribedFiles, given: HumanOptions): string {
  const options = { ...given, columns: clampColumns(given.columns) };
  const holds = typeItems(typesOf(result.datasets), options);
  const sets = [...result.datasets].sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0));
  const cells = Math.min(
    24,
    sets.slice(0, MOST_SETS).reduce((most, set) => Math.max(most, displayWidth(set.name)), 4),
  );
  const { receipt, severity } = result;
  const personal = holds.length > 0;
  const lines = [
    ...topLines(result, options),
    '',
    ...line('What it is', shapeItems(result, options), options),
    ...line('People', peopleItems(result, options), options),
    ...line('Holds', personal ? holds : ['nothing personal and no secret was recognised'], options),
    ...line(
      'Harm',
      [
        paint(severity.band.toUpperCase(), severity.band, options),
        ...(severity.se > 0 ? [`ENISA ${severity.sum}`, severity.dpc.because] : []),
      ],
      options,
    ),
    ...line('Limits', limitItems(result, options), options),
    ...(personal
      ? line(
          'Do not',
          ['publish rows', 'look people up', 'open it on a machine that is on a network'],
          options,
        )
      : []),
    '',
    ...sets.slice(0, MOST_SETS).flatMap((set) => setLines(set, cells, options)),
    ...(sets.length > MOST_SETS
      ? [`  ${plural(sets.length - MOST_SETS, 'more data set')}: --format json`]
      : []),
    ...(sets.length > 0 ? [''] : []),
    ...sourceLines(result, options),
    ...line(
      'receipt',
      [
        ...(receipt.bytesRead === 0
          ? []
          : [
              `read ${bytesText(receipt.bytesRead)}${receipt.bytesUnpacked > 0 ? ` (${bytesText(receipt.bytesUnpacked)} unpacked)` : ''}`,
            ]),
        durationText(receipt.seconds),
        '0 values kept',
        '0 bytes written',
      ],
      options,
    ),
    ...line(`exit ${result.exit}`, [exitReason(result)], options),
  ];
  return `${lines.join('\n')}\n`;
}
