import { childrenText } from '../../assess/severity/children.ts';
import { displayWidth, padEnd } from '../../kit/text-safety.ts';
import type { Marker } from '../../model/marker.ts';
import type { Band } from '../../model/severity.ts';
import type { OpenEndpoint, TypeSeen } from './human-collector.ts';
import { countText, peopleText, plural } from './quantities.ts';
import { ours, type Screen, shown, wrapItems, wrapWords } from './wrap.ts';

export interface HumanOptions extends Screen {
  /** Names of data types in words, by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** The band from which a run fails. Default `low`. */
  readonly failOn?: Band;
  /** False where the process does not end with the exit code of the look (demo). Default true. */
  readonly exitLine?: boolean;
  /** Say of each field why it is taken for what it is. */
  readonly explain?: boolean;
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
export const LABEL_CELLS = 9;
/** Below this the body stands under the label and not beside it. */
export const WIDE = 60;
/** Wider lines are not read with ease. */
export const WIDEST = 110;
const MOST_TYPES = 10;
const MOST_NOTES = 2;
const MOST_CONSEQUENCES = 2;
/** Said with a number above. */
const CHILDREN_SAID = 'Children are among them.';
const SAID_ABOVE = /^children among them$|^may be test or invented data/;

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

export function tellingRank(id: string): number {
  const rank = TELLING.indexOf(id.split('.')[0] ?? '');
  return rank < 0 ? TELLING.length : rank;
}

/** Variants of one kind of data are told once: `contact.phone` and `contact.phone-national`, all ways to write a time. */
function familyOf(id: string): string {
  const [group = '', kind = ''] = id.split('.');
  return group === 'time' ? group : `${group}.${kind.replace(/-.*$/, '')}`;
}

/** As good as all values are of the type: told by its name alone, as where all are. */
const NEARLY_ALL = /^all but /;

/** False where the values were read and none is of the type, which then is listed for the field's name alone. */
export function isTold(
  type: { readonly share: number; readonly withheld?: string | undefined },
  n: number,
): boolean {
  return n === 0 || type.share > 0 || type.withheld !== undefined;
}

function isPersonalType({ id }: TypeSeen): boolean {
  return familyOf(id) !== 'time';
}

/** Kinds of data in words, what tells most of a person first; variants of one kind once. */
export function typeItems(types: readonly TypeSeen[], options: HumanOptions): string[] {
  const families = new Map<string, TypeSeen>();
  for (const type of types) {
    if (!isTold(type, type.n)) continue;
    const before = families.get(familyOf(type.id));
    if (!before || type.share > before.share) families.set(familyOf(type.id), type);
  }
  const sorted = [...families].sort(
    ([, a], [, b]) => tellingRank(a.id) - tellingRank(b.id) || b.share - a.share || a.id.localeCompare(b.id),
  );
  const items = sorted.slice(0, MOST_TYPES).map(([family, { id, share, n, withheld, atLeast }]) => {
    const title = options.titles.get(family === 'location.gps' ? 'location.gps.pair' : id);
    const word = shown(title ?? id, options, 60);
    if (atLeast !== undefined) return `${word} (at least ${countText(atLeast)} people)`;
    if (withheld !== undefined)
      return NEARLY_ALL.test(withheld) ? word : `${word} (${shown(withheld, options, 60)})`;
    if (n === 0 || share >= 0.95) return word;
    return share < 0.01 ? `${word} <1 %` : `${word} ${Math.round(share * 100)} %`;
  });
  if (sorted.length > MOST_TYPES) items.push(`${sorted.length - MOST_TYPES} more`);
  if (types.length > 0 && types.every(({ n, withheld }) => n === 0 && withheld === undefined))
    items.push('by field names, no value read');
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
  if (finding?.minors !== undefined && finding.minors.low > 0) items.push(childrenText(finding.minors));
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
  const saidInWords = finding?.severity.flags.includes('anyone may change or delete it') === true;
  const rest = (finding?.badges ?? []).filter(
    (badge) => !(saidInWords && badge === 'writable') && !marks.some((mark) => badge.startsWith(mark)),
  );
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
export function paint(label: string, band: Band, options: HumanOptions, cells = 0): string {
  const painted = options.color ? `${COLORS[band]}${label}${RESET}` : label;
  return painted + ' '.repeat(Math.max(0, cells - label.length));
}

/** Lines that were filled without colour, with the first occurrence of a band's word painted: colour takes no room. */
export function painted(lines: readonly string[], word: string, band: Band, options: HumanOptions): string[] {
  const [first = '', ...rest] = lines;
  return [first.replace(word, paint(word, band, options)), ...rest];
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

/** Open, but nothing in it that anyone is harmed by, as far as was seen: told in few words. */
function isPlain(one: OpenEndpoint): boolean {
  const band = one.finding?.severity.band ?? 'none';
  return (band === 'none' || band === 'low') && !one.types.some(isPersonalType) && one.markers.length === 0;
}

function severityItems(one: OpenEndpoint, options: HumanOptions): string[] {
  const severity = one.finding?.severity;
  if (!severity || severity.band === 'none') return [];
  return [
    `severity ${shown(severity.sum, options, 80)}`,
    ...severity.flags.filter((flag) => !SAID_ABOVE.test(flag)).map((flag) => shown(flag, options, 60)),
  ];
}

/** The lines of one open endpoint: a head, then what it shows, beside or under it. */
export function blockOf(one: OpenEndpoint, endpointCells: number, options: HumanOptions): string[] {
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
      ...severityItems(one, options),
    ]);
    return [...head, ...body.map((line) => indent + line)];
  }
  items(factItems(one, options));
  const types = typeItems(one.types, options);
  items(one.types.some(isPersonalType) ? types : [NOTHING_SEEN]);
  const finding = one.finding;
  if (finding?.combination !== undefined)
    items([`${finding.combination.join(', ')} in one record: enough to pass for someone`]);
  items(datasetItems(one, options));
  items(circumstanceItems(one, options));
  items(severityItems(one, options));
  const means = (finding?.consequences ?? []).filter((sentence) => sentence !== CHILDREN_SAID);
  if (means.length > 0)
    body.push(
      ...wrapWords(
        `means: ${means
          .slice(0, MOST_CONSEQUENCES)
          .map((sentence) => shown(sentence, options, 200))
          .join(' ')}`,
        width,
      ),
    );
  for (const doubt of (finding?.doubts ?? []).slice(0, MOST_NOTES))
    body.push(...wrapWords(`doubt: ${shown(doubt, options, 200)}`, width));
  for (const note of (one.finding?.notes ?? []).slice(0, MOST_NOTES))
    body.push(...wrapWords(`not seen: ${shown(note, options, 200)}`, width));
  const [close] = one.finding?.close ?? [];
  if (close !== undefined) body.push(...wrapWords(`to close: ${shown(close, options, 240)}`, width));
  return [...head, ...body.map((line) => indent + line)];
}
