import { childrenText } from '../../assess/severity/children.ts';
import { line } from './describe-line.ts';
import type { DescribedFiles } from './described-files.ts';
import { datasetLines, typesOfSet } from './describe-sets.ts';
import { sourceLines } from './describe-sources.ts';
import { type HumanOptions, painted, typeItems, WIDE, WIDEST } from './human-block.ts';
import { bytesText, countText, durationText, methodText, peopleText, plural } from './quantities.ts';
import { clampColumns, ours, shown, wrapItems } from './wrap.ts';

const MOST_LIMITS = 8;
const MOST_MEANS = 6;
const MOST_UNREAD = 6;
/** Notes on how passwords are kept are no limits of the description. */
const HASHES = / holds (?:fast )?hashes /;

/** Each sentence on a line of its own. */
function sentences(label: string, items: readonly string[], options: HumanOptions): string[] {
  const narrow = options.columns < WIDE;
  return items.flatMap((item, at) => {
    const lines = line(at === 0 ? label : '', [item], options);
    return narrow && at > 0 ? lines.slice(1) : lines;
  });
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
    ...(result.edition === 'owner' || receipt.records > 0 ? [`${plural(receipt.records, 'row')} read`] : []),
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
  if (result.datasets.some((set) => set.fields.length > 0)) return ['no kind of data set that is known here'];
  const empty = result.sources.every(({ bytes }) => bytes === 0);
  return [empty && result.sources.length > 0 ? 'nothing: it is empty' : 'nothing that could be read'];
}

function peopleLines(result: DescribedFiles, options: HumanOptions): string[] {
  const atLeast = options.unicode ? '≥' : 'at least';
  const known = result.datasets.filter((set) => set.people !== undefined);
  const [largest] = [...known].sort((a, b) => (b.people?.low ?? 0) - (a.people?.low ?? 0));
  const others = known.length - 1;
  const hidden = result.datasets.find((set) => set.withheld?.people !== undefined)?.withheld?.people;
  const people =
    largest?.people === undefined
      ? [
          hidden === undefined
            ? 'not counted: no key of a person was found; rows are not people'
            : `not told (${hidden})`,
        ]
      : [
          peopleText(largest.people, atLeast),
          shown(methodText(largest.people.method), options, 100),
          ...(others > 0
            ? [
                `in "${shown(largest.name, options, 40)}"; ${others === 1 ? 'another data set' : `${others} other data sets`} may hold the same or others`,
              ]
            : []),
        ];
  const [children] = result.datasets
    .flatMap(({ minors }) => (minors === undefined ? [] : [minors]))
    .sort((a, b) => (b.atLeast ?? b.low) - (a.atLeast ?? a.low));
  return [
    ...line('People', people, options),
    ...(children === undefined
      ? []
      : line('', [shown(childrenText(children), options, 100)], options).slice(
          options.columns < WIDE ? 1 : 0,
        )),
  ];
}

function togetherItems(result: DescribedFiles): string[] {
  const [longest] = result.datasets
    .flatMap(({ combination }) => (combination === undefined ? [] : [combination]))
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? [] : [`${longest.join(', ')} in one record: enough to pass for someone`];
}

/** The sum and each of its terms, in words. */
function harmLines({ severity }: DescribedFiles, options: HumanOptions): string[] {
  const band = severity.band.toUpperCase();
  const inColor = (lines: readonly string[]): string[] =>
    options.columns >= WIDE
      ? painted(lines, band, severity.band, options)
      : [...lines.slice(0, 1), ...painted(lines.slice(1), band, severity.band, options)];
  if (severity.se === 0) return inColor(line('Harm', [`${band}: ${severity.dpc.because}`], options));
  const times = ours('×', options);
  return [
    ...inColor(line('Harm', [band, `ENISA ${severity.sum}`], options)),
    ...sentences(
      '',
      [
        `data ${severity.dpc.value}: ${severity.dpc.because}`,
        `people ${times} ${severity.ei.value}: ${severity.ei.because}`,
        ...severity.cb.map(({ value, because }) => `reach + ${value}: ${because}`),
        ...(severity.flags.length > 0 ? [severity.flags.join('; ')] : []),
      ].map((text) => shown(text, options, 200)),
      options,
    ).filter((text) => text !== ''),
  ];
}

/** What was not read at all, or not to its end. */
function unreadItems(result: DescribedFiles, options: HumanOptions): string[] {
  const all = result.sources.flatMap((source) =>
    source.skipped.map((why) => `${shown(source.name, options, 60)}: ${shown(why, options, 200)}`),
  );
  const counted = new Map<string, number>();
  for (const one of all) counted.set(one, (counted.get(one) ?? 0) + 1);
  const items = [...counted].map(([text, times]) =>
    times > 1 ? `${text} ${ours('×', options)} ${countText(times)}` : text,
  );
  if (items.length <= MOST_UNREAD) return items;
  return [...items.slice(0, MOST_UNREAD), `${countText(items.length - MOST_UNREAD)} more: --format json`];
}

function limitItems(result: DescribedFiles, options: HumanOptions): string[] {
  const counts = new Map<string, number>();
  const add = (sentence: string): void => void counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  for (const set of result.datasets) if (set.draw !== 'every record read') add(`read: ${set.draw}`);
  if (result.interrupted) add('stopped by you: this is the description so far');
  for (const set of result.datasets)
    for (const sentence of set.notes) if (!HASHES.test(sentence)) add(sentence);
  for (const source of result.sources)
    for (const sentence of source.remarks) if (sentence !== 'empty') add(sentence);
  const all = [...counts].map(
    ([sentence, times]) =>
      shown(sentence, options, 200) + (times > 1 ? ours(` × ${countText(times)}`, options) : ''),
  );
  const items = all.slice(0, MOST_LIMITS);
  if (all.length > MOST_LIMITS) items.push(`${countText(all.length - MOST_LIMITS)} more: --format json`);
  return items;
}

function doubtItems(result: DescribedFiles, options: HumanOptions): string[] {
  const all = new Set(result.datasets.flatMap(({ doubts }) => doubts ?? []));
  return [...all].slice(0, 4).map((doubt) => shown(doubt, options, 200));
}

/** `pwd holds hashes without a salt (MD5): equal ones come again`. */
function passwordItems(result: DescribedFiles, options: HumanOptions): string[] {
  const all = new Set(result.datasets.flatMap(({ notes }) => notes.filter((note) => HASHES.test(note))));
  return [...all].slice(0, 4).map((note) => shown(note, options, 200));
}

function editionItems(result: DescribedFiles, options: HumanOptions): string[] {
  if (result.edition === 'owner') return [];
  const whom = result.edition === 'cert' ? 'for a CERT' : 'for the public';
  return [
    `${whom}: ${plural(result.hidden.cells, 'number')} not told, each with its reason beside it`,
    ...result.notes.map((note) => shown(note, options, 300)),
  ];
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

/**
 * The screen of `describe`: what it is, how many people, what it holds and what follows for them, what was not looked at, what
 * not to do; then each data set, the worst first.
 */
export function renderDescription(result: DescribedFiles, given: HumanOptions): string {
  const options = { ...given, columns: clampColumns(given.columns) };
  const holds = typeItems(result.datasets.flatMap(typesOfSet), options);
  const { receipt } = result;
  const harmful = result.severity.se > 0;
  const limits = limitItems(result, options);
  const optional = (label: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : sentences(label, items, options);
  const lines = [
    ...topLines(result, options),
    '',
    ...line('What it is', shapeItems(result, options), options),
    ...peopleLines(result, options),
    ...line('Holds', holds.length > 0 ? holds : ['nothing personal and no secret was recognised'], options),
    ...optional('Together', togetherItems(result)),
    ...optional(
      'It means',
      result.consequences.slice(0, MOST_MEANS).map((one) => shown(one, options, 200)),
    ),
    ...optional('Passwords', passwordItems(result, options)),
    ...harmLines(result, options),
    ...optional('Doubts', doubtItems(result, options)),
    ...optional('Not read', unreadItems(result, options)),
    ...(limits.length === 0 ? [] : line('Limits', limits, options)),
    ...line('Values', ['no examples, by design'], options),
    ...optional('Edition', editionItems(result, options)),
    ...(harmful
      ? line(
          'Do not',
          ['publish rows', 'look people up', 'open it on a machine that is on a network'],
          options,
        )
      : []),
    '',
    ...datasetLines(result, options),
    ...(result.datasets.length > 0 ? [''] : []),
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
