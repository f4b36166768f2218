import { displayWidth, padEnd } from '../../kit/text-safety.ts';
import type { Marker } from '../../model/marker.ts';
import type { Posture } from '../../model/posture.ts';
import { BANDS, type Band } from '../../model/severity.ts';
import type { HumanSummary, OpenEndpoint, TypeSeen } from './human-collector.ts';
import { bytesText, countText, durationText, peopleText, plural } from './quantities.ts';
import { clampColumns, ours, type Screen, shown, wrapItems, wrapWords } from './wrap.ts';

export interface HumanOptions extends Screen {
  /** Names of data types in words, by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** The band from which a run fails. Default `low`. */
  readonly failOn?: Band;
  /** What to type next where nothing was found. */
  readonly next?: string;
}

const COLORS: Readonly<Record<Band, string>> = {
  'very high': '\x1b[1;97;41m',
  high: '\x1b[1;31m',
  medium: '\x1b[33m',
  low: '\x1b[36m',
  none: '\x1b[32m',
};
const RESET = '\x1b[0m';
const LABEL_CELLS = 9;
/** Below this the body stands under the label and not beside it. */
const WIDE = 60;
/** Wider lines are not read with ease. */
const WIDEST = 110;
const MOST_TYPES = 10;
const MOST_NOTES = 2;
const ENDPOINT_CELLS = 24;

const NOTHING_SEEN = 'nothing personal and no secret was recognised';

/** Kinds of data by how much they tell about a person, for the order of words. */
const TELLING = [
  'special',
  'health',
  'biometric',
  'genetic',
  'criminal',
  'id',
  'credential',
  'secret',
  'financial',
  'location',
  'image',
  'birth',
  'name',
  'contact',
];

const MARK_WORDS: Readonly<Record<Marker['class'], string>> = {
  ransom: 'ransom mark',
  wipe: 'wipe mark',
  warning: 'warning left',
  implant: 'implant',
  unknown: 'trace of a visitor',
};

const LOCKED_WORDS: readonly (readonly [Posture, (count: number) => string])[] = [
  ['auth-required', (count) => `${countText(count)} ask${count === 1 ? 's' : ''} for a password`],
  ['restricted', (count) => `${countText(count)} show${count === 1 ? 's' : ''} no data to strangers`],
  ['tls-required', (count) => `${countText(count)} want${count === 1 ? 's' : ''} TLS`],
  ['blocked', (count) => `${countText(count)} refuse${count === 1 ? 's' : ''} this vantage`],
];

function tellingRank(id: string): number {
  const rank = TELLING.indexOf(id.split('.')[0] ?? '');
  return rank < 0 ? TELLING.length : rank;
}

function typeItems(types: readonly TypeSeen[], options: HumanOptions): string[] {
  const sorted = [...types].sort(
    (a, b) => tellingRank(a.id) - tellingRank(b.id) || b.share - a.share || a.id.localeCompare(b.id),
  );
  const items = sorted.slice(0, MOST_TYPES).map(({ id, share, n }) => {
    const word = shown(options.titles.get(id) ?? id, options, 60);
    if (n === 0 || share >= 0.95) return word;
    return share < 0.01 ? `${word} <1 %` : `${word} ${Math.round(share * 100)} %`;
  });
  if (sorted.length > MOST_TYPES) items.push(`${sorted.length - MOST_TYPES} more`);
  if (sorted.length > 0 && sorted.every(({ n }) => n === 0)) items.push('by field names, no value read');
  return items;
}

/** One item for each class of mark, the strong ones first, with name, number and date. */
function markerItems(markers: readonly Marker[], options: HumanOptions): string[] {
  const best = new Map<Marker['class'], Marker>();
  for (const marker of markers) {
    const before = best.get(marker.class);
    const better = !before || (marker.strength === 'strong' && before.strength === 'weak');
    if (better || (marker.strength === before.strength && (marker.date ?? '~') < (before.date ?? '~')))
      best.set(marker.class, marker);
  }
  return [...best.values()].map((marker) => {
    const words = [
      marker.strength === 'strong' ? MARK_WORDS[marker.class] : `perhaps ${MARK_WORDS[marker.class]}`,
    ];
    words.push(shown(marker.name, options, 40));
    if (marker.count > 1) words.push(ours(`× ${countText(marker.count)}`, options));
    if (marker.date !== undefined) words.push(`by ${shown(marker.date.slice(0, 10), options, 10)}`);
    return words.join(' ');
  });
}

function factItems(one: OpenEndpoint, options: HumanOptions): string[] {
  const finding = one.finding;
  const items = (finding?.shapes ?? []).map((shape) => shown(shape.name, options, 40));
  const people = finding?.people;
  if (people && people.low > 0) {
    items.push(`${peopleText(people, ours('≥', options))} (${shown(people.method, options, 40)})`);
  }
  items.push(plural(finding?.rows ?? one.rows, 'row'));
  items.push(
    ...(finding?.badges ?? [])
      .filter((badge) => badge.startsWith('live '))
      .map((badge) => shown(badge, options, 40)),
  );
  return items;
}

function circumstanceItems(one: OpenEndpoint, options: HumanOptions): string[] {
  const finding = one.finding;
  const items: string[] = [];
  if (finding?.since) {
    const day = shown(finding.since.at.slice(0, 10), options, 10);
    items.push(`open since ${day} or earlier (${shown(finding.since.method, options, 40)})`);
  }
  items.push(...markerItems(one.markers, options));
  const marks = [...Object.values(MARK_WORDS), 'unknown visitor', 'perhaps ', 'live '];
  const rest = (finding?.badges ?? []).filter((badge) => !marks.some((mark) => badge.startsWith(mark)));
  return [...items, ...rest.map((badge) => shown(badge, options, 40))];
}

function datasetItems(one: OpenEndpoint, options: HumanOptions): string[] {
  const items = one.datasets.slice(0, 3).map(({ name, rows, containers }) => {
    const several = containers > 1 ? ` ${ours('×', options)}${countText(containers)}` : '';
    return `${shown(name, options, 40)}${several}${rows === undefined ? '' : ` (${countText(rows)})`}`;
  });
  const listed = one.datasets.slice(0, 3).reduce((sum, { containers }) => sum + containers, 0);
  if (one.datasetCount > listed) items.push(`${countText(one.datasetCount - listed)} more`);
  return items.length === 0 ? [] : [`in ${items[0]}`, ...items.slice(1)];
}

function labelOf(one: OpenEndpoint): string {
  const band = one.finding?.severity.band ?? 'none';
  return band === 'none' ? 'OPEN' : band.toUpperCase();
}

/** The label in its colour, then blanks up to `cells`. */
function paint(label: string, band: Band, options: HumanOptions, cells = 0): string {
  const painted = options.color ? `${COLORS[band]}${label}${RESET}` : label;
  return painted + ' '.repeat(Math.max(0, cells - label.length));
}

/** `mongodb 7.0.14`. */
function productOf(one: OpenEndpoint, options: HumanOptions): string {
  const product = shown(one.product || one.service, options, 32);
  return one.version === undefined ? product : `${product} ${shown(one.version, options, 32)}`;
}

function headLines(one: OpenEndpoint, endpointCells: number, options: HumanOptions): string[] {
  const band = one.finding?.severity.band ?? 'none';
  const label = labelOf(one);
  const endpoint = shown(one.endpoint, options, 60);
  const number = one.finding?.number === undefined ? '' : `case ${one.finding.number}`;
  const rest = `${padEnd(endpoint, endpointCells)}  ${productOf(one, options)}`;
  const width = 2 + LABEL_CELLS + 2 + displayWidth(rest);
  if (options.columns >= WIDE && width + 2 + number.length <= options.columns) {
    const gap =
      number === ''
        ? ''
        : ' '.repeat(Math.max(2, Math.min(options.columns, WIDEST) - width - number.length)) + number;
    return [`  ${paint(label, band, options, LABEL_CELLS)}  ${rest}${gap}`];
  }
  const items = wrapItems(
    [endpoint, productOf(one, options), number],
    options.columns - 2,
    ours(' · ', options),
  );
  return [`  ${paint(label, band, options)}`, ...items.map((line) => `  ${line}`)];
}

/** Open, but nothing in it that anyone is harmed by, as far as was seen. */
function isPlain(one: OpenEndpoint): boolean {
  return (
    (one.finding?.severity.band ?? 'none') === 'none' && one.types.length === 0 && one.markers.length === 0
  );
}

function blockOf(one: OpenEndpoint, endpointCells: number, options: HumanOptions): string[] {
  const indent = ' '.repeat(options.columns >= WIDE ? 4 + LABEL_CELLS : 2);
  const width = Math.min(options.columns, WIDEST) - indent.length;
  const separator = ours(' · ', options);
  const body: string[] = [];
  const items = (list: readonly string[]) => body.push(...wrapItems(list, width, separator));
  const head = headLines(one, endpointCells, options);
  if (isPlain(one)) {
    items([
      ...factItems(one, options),
      NOTHING_SEEN,
      ...datasetItems(one, options),
      ...circumstanceItems(one, options),
    ]);
    return [...head, ...body.map((line) => indent + line)];
  }
  items(factItems(one, options));
  const types = typeItems(one.types, options);
  items(types.length > 0 ? types : [NOTHING_SEEN]);
  items(datasetItems(one, options));
  items(circumstanceItems(one, options));
  const severity = one.finding?.severity;
  if (severity && severity.band !== 'none') {
    items([
      `severity ${shown(severity.sum, options, 80)}`,
      ...severity.flags.map((flag) => shown(flag, options, 60)),
    ]);
  }
  for (const note of (one.finding?.notes ?? []).slice(0, MOST_NOTES))
    body.push(...wrapWords(`not seen: ${shown(note, options, 200)}`, width));
  const [close] = one.finding?.close ?? [];
  if (close !== undefined) body.push(...wrapWords(`to close: ${shown(close, options, 240)}`, width));
  return [...head, ...body.map((line) => indent + line)];
}

/** A line with its label in the margin, `next     sidelight …`. */
function labelled(
  label: string,
  items: readonly string[],
  options: HumanOptions,
  separator = ' · ',
): string[] {
  const indent = options.columns >= WIDE ? LABEL_CELLS : 2;
  const lines = wrapItems(items, Math.min(options.columns, WIDEST) - indent, ours(separator, options));
  if (options.columns < WIDE) return [label, ...lines.map((line) => `  ${line}`)];
  return lines.map((line, index) => padEnd(index === 0 ? label : '', LABEL_CELLS) + line);
}

/** A line of counts in the column of the bands. */
function countLine(label: string, band: Band, items: readonly string[], options: HumanOptions): string[] {
  const wide = options.columns >= WIDE;
  const indent = wide ? 4 + LABEL_CELLS : 2;
  const lines = wrapItems(items, Math.min(options.columns, WIDEST) - indent, ours(' · ', options));
  if (!wide) return [`  ${paint(label, band, options)}`, ...lines.map((line) => `  ${line}`)];
  return lines.map(
    (line, index) =>
      `  ${index === 0 ? paint(label, band, options, LABEL_CELLS) : ' '.repeat(LABEL_CELLS)}  ${line}`,
  );
}

function topLines(summary: HumanSummary, options: HumanOptions): string[] {
  const { finished } = summary;
  const items = finished
    ? [
        `looked at ${plural(finished.looked, 'endpoint')}`,
        `${countText(finished.answered)} answered`,
        plural(summary.engines, 'engine'),
        durationText(finished.seconds),
        `${countText(finished.notAssessed)} not assessed`,
      ]
    : ['the run did not finish', `${countText(summary.answered)} answered so far`];
  return [...wrapItems(items, options.columns, ours(' · ', options))];
}

function lockedLines(summary: HumanSummary, options: HumanOptions): string[] {
  const parts = LOCKED_WORDS.flatMap(([posture, say]) => {
    const count = summary.postures.get(posture) ?? 0;
    return count > 0 ? [{ count, text: say(count) }] : [];
  });
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  return countLine(
    'OK',
    'none',
    [`${plural(total, 'service')} locked`, ...parts.map(({ text }) => text)],
    options,
  );
}

function unsureLines(summary: HumanSummary, options: HumanOptions): string[] {
  const items: string[] = [];
  const inconclusive = summary.postures.get('inconclusive') ?? 0;
  if (inconclusive > 0) {
    items.push(`${plural(inconclusive, 'service')} could not be judged`);
    for (const { endpoint, service, because } of summary.unsure) {
      items.push(
        `${shown(endpoint, options, 60)} ${shown(service, options, 32)}${because === '' ? '' : `: ${shown(because, options, 80)}`}`,
      );
    }
    if (inconclusive > summary.unsure.length)
      items.push(`${countText(inconclusive - summary.unsure.length)} more`);
  }
  for (const [behaviour, count] of [...summary.behaviours].sort())
    items.push(`${countText(count)} ${shown(behaviour, options, 32)}`);
  for (const [code, { count, message }] of summary.errors) {
    const times = count > 1 ? ` ${ours('×', options)} ${countText(count)}` : '';
    items.push(`${shown(code, options, 32)}${times}: ${shown(message, options, 120)}`);
  }
  return items.length === 0 ? [] : countLine('UNSURE', 'medium', items, options);
}

function moreLines(summary: HumanSummary, options: HumanOptions): string[] {
  const parts = [...BANDS].reverse().flatMap((band) => {
    const count = summary.more.get(band) ?? 0;
    return count > 0 ? [`${countText(count)} ${band === 'none' ? 'open, nothing personal seen' : band}`] : [];
  });
  return parts.length === 0
    ? []
    : countLine('MORE', 'none', [...parts, 'all of them: sidelight case list'], options);
}

function receiptLines(summary: HumanSummary, options: HumanOptions): string[] {
  const { receipt } = summary;
  if (!receipt) return [];
  const of = receipt.bytesExposed > 0 ? ` of ${ours('≈', options)} ${bytesText(receipt.bytesExposed)}` : '';
  const items = [
    `read ${bytesText(receipt.bytesRead)}${of}`,
    `${plural(receipt.recordsInMemory, 'record')} in memory`,
    `${receipt.valuesKept} values kept`,
    `${plural(receipt.commands, 'command')} sent`,
    `audit ${shown(receipt.chain.head, options, 200).slice(0, 12)}`,
  ];
  return labelled('receipt', items, options);
}

function nextItems(summary: HumanSummary, options: HumanOptions): string[] {
  const worst = summary.open.find((one) => one.finding && one.finding.severity.band !== 'none')?.finding;
  const complete = summary.finished?.complete ?? false;
  const which = worst?.number === undefined ? '' : ` ${worst.number}`;
  if (worst)
    return [
      `sidelight window${which}`,
      `sidelight notify${which} --draft`,
      ...(complete ? [] : ['sidelight look --resume']),
    ];
  return [complete ? (options.next ?? 'sidelight watch --daily') : 'sidelight look --resume'];
}

function exitReason(summary: HumanSummary, options: HumanOptions): string {
  const { finished } = summary;
  const failOn = options.failOn ?? 'low';
  if (!finished) return 'the run did not finish';
  const missing = finished.complete ? '' : `; incomplete, ${countText(finished.notAssessed)} not assessed`;
  switch (finished.exit) {
    case 0:
      return `complete, nothing at or above ${failOn}`;
    case 1:
      return `${plural(finished.exposures, 'exposure')} at or above ${failOn}${missing}`;
    case 3:
      return 'refused by scope, expiry or opt-out';
    case 4:
      return `incomplete, nothing found so far; ${countText(finished.notAssessed)} not assessed`;
    case 5:
      return 'the audit chain is broken';
    case 130:
      return 'interrupted; it can be resumed';
    default:
      return 'usage or configuration';
  }
}

/**
 * The result screen of a run: a line of totals, a block for each open endpoint, one line each for those that are locked
 * and those that could not be judged, then receipt, next command and exit code. Every line fits `columns`.
 */
export function renderHuman(summary: HumanSummary, given: HumanOptions): string {
  const options = { ...given, columns: clampColumns(given.columns) };
  const longest = summary.open.reduce((most, one) => Math.max(most, displayWidth(one.endpoint)), 0);
  const endpointCells = Math.min(longest, ENDPOINT_CELLS);
  const blocks = summary.open.flatMap((one) => [...blockOf(one, endpointCells, options), '']);
  const counts = [
    ...moreLines(summary, options),
    ...lockedLines(summary, options),
    ...unsureLines(summary, options),
  ];
  const nothing = blocks.length === 0 && counts.length === 0 ? ['  nothing open was found', ''] : [];
  const exit = summary.finished ? `exit ${summary.finished.exit}` : 'exit';
  const lines = [
    ...topLines(summary, options),
    '',
    ...blocks,
    ...nothing,
    ...(counts.length > 0 ? [...counts, ''] : []),
    ...receiptLines(summary, options),
    ...labelled('next', nextItems(summary, options), options, '  |  '),
    ...labelled(exit, [exitReason(summary, options)], options),
  ];
  return `${lines.join('\n')}\n`;
}
