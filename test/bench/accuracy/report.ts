import type { Part } from './parts.ts';
import firstLook from './first-look.json' with { type: 'json' };
import type { PeerResult } from './peers.ts';
import { f1, precision, recall, type Score } from './score.ts';

export interface Measured {
  readonly n: number;
  readonly score: Score;
}

/** A part at each sample size; none where it is not there. */
export interface MeasuredPart {
  readonly part: Part;
  readonly tables: number;
  /** Of them without any personal column. */
  readonly plain: number;
  readonly locales: number;
  readonly measured: readonly Measured[];
  readonly absent: readonly string[];
}

const PUBLISHED = 300;
const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;
const number = (n: number): string => n.toLocaleString('en');
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '--'), ...rows]
    .map((row) => `| ${row.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const TITLES: Readonly<Partial<Record<Part, string>>> = {
  held: 'held-out half',
  fresh: 'fresh part',
  closed: 'fresh part, closed half',
  public: 'public sets',
};

/** From what its makers know best to what they know least. */
const ORDER: readonly Part[] = ['held', 'fresh', 'closed', 'public'];

const at = (part: MeasuredPart | undefined): Score | undefined =>
  (part?.measured.find((one) => one.n === PUBLISHED) ?? part?.measured.at(-1))?.score;

/** docs/accuracy.md: each part as measured, with its first look and with what it does not show. */
export function report(
  parts: readonly MeasuredPart[],
  peers: readonly PeerResult[],
  without: readonly string[],
): string {
  const part = (name: Part): MeasuredPart | undefined => parts.find((one) => one.part === name);
  return `${[
    '<!-- Made by `npm run bench:accuracy`. -->',
    '',
    '# Accuracy',
    '',
    `Which data types are found in which columns, and what is found where nothing is. Three parts, from the one that its makers know best to the one that they know least; at ${PUBLISHED} records a table:`,
    '',
    summary(parts),
    '',
    'Targets: macro F1 at least 0.97, false-positive columns at most 0.5 %, calibration error at most 0.03. **First look** is what came out before anyone had seen an error of that part; for an unknown store, expect something between the first look of the fresh part and its present figure.',
    '',
    'Every finding with a confidence of 0.5 or more counts, not the best one alone. A finding that the label does not allow is wrong, on harmless columns and on others; an expected type that is not found is missed. Points in time and technical keys count neither way. Where two ids are equally right for a column (a `cédula` of two countries with the same shape), either is accepted. Macro F1 is the plain mean over the types that have columns, and over those that were said without any.',
    '',
    ...held(part('held')),
    ...freshPart(part('fresh'), part('closed')),
    ...publicPart(part('public')),
    ...peerTable(peers),
    ...limits(without),
    ...detail(part('held')),
    ...peerNotes(peers),
  ].join('\n')}\n`;
}

function summary(parts: readonly MeasuredPart[]): string {
  const looks: Readonly<Record<string, readonly { n: number; macro: number; false: number; ece: number }[]>> =
    firstLook;
  return table(
    [
      'part',
      'tables',
      'columns',
      'harmless',
      'macro F1',
      'false-positive columns',
      'calibration error',
      'first look: macro F1',
      'false-positive columns',
      'calibration error',
    ],
    ORDER.flatMap((name) => {
      const one = parts.find((given) => given.part === name);
      if (one === undefined) return [];
      const score = at(one);
      if (score === undefined) return [];
      const look = looks[one.part === 'closed' ? 'closed' : one.part]?.find((row) => row.n === PUBLISHED);
      const few = one.part === 'public';
      return [
        [
          TITLES[one.part] ?? one.part,
          number(one.tables),
          number(score.columns),
          percent(score.harmless / score.columns, 1),
          few ? 'too few personal columns' : score.macro.toFixed(3),
          percent(score.falseColumns / score.harmless),
          few ? 'see there' : score.ece.toFixed(3),
          look === undefined ? '' : few ? '' : look.macro.toFixed(3),
          look === undefined ? '' : percent(look.false),
          look === undefined ? '' : few ? '' : look.ece.toFixed(3),
        ],
      ];
    }),
  );
}

function curve(part: MeasuredPart): string {
  return table(
    ['records a table', 'macro F1', 'micro F1', 'false-positive columns', 'expected calibration error'],
    part.measured.map(({ n, score }) => [
      n,
      score.macro.toFixed(4),
      score.micro.toFixed(4),
      `${score.falseColumns} of ${score.harmless} (${percent(score.falseColumns / score.harmless)})`,
      score.ece.toFixed(4),
    ]),
  );
}

function looks(name: 'held' | 'fresh' | 'closed' | 'public'): string {
  return table(
    ['first look, records a table', 'macro F1', 'false-positive columns', 'expected calibration error'],
    firstLook[name].map((one) => [one.n, one.macro.toFixed(4), percent(one.false), one.ece.toFixed(4)]),
  );
}

function calibration(score: Score): string {
  return table(
    ['confidence', 'findings', 'said on average', 'right'],
    score.bins.flatMap((bin, i) =>
      bin.n === 0
        ? []
        : [
            [
              `${(i / 10).toFixed(1)} to ${((i + 1) / 10).toFixed(1)}`,
              bin.n,
              percent(bin.said / bin.n, 1),
              percent(bin.true / bin.n, 1),
            ],
          ],
    ),
  );
}

function byLocale(score: Score): string {
  return table(
    ['locale', 'found', 'missed', 'wrong', 'harmless columns', 'of them with a finding'],
    [...score.byLocale]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([locale, one]) => [locale, one.hits, one.missed, one.wrong, one.harmless, one.falseColumns]),
  );
}

function held(part: MeasuredPart | undefined): string[] {
  const score = at(part);
  if (part === undefined || score === undefined) return [];
  return [
    '## Held-out half',
    '',
    `The half of \`test/corpus\` that the engine was not developed on: ${number(part.tables)} tables in ${part.locales} locales, ${number(score.columns - score.harmless)} columns with personal data or secrets. All people are made up. It has other seeds, words and field names than the development half, but the same generators, and its errors have been looked at since its first look.`,
    '',
    curve(part),
    '',
    looks('held'),
    '',
    'Nearly all false positives of the first look were four field names that mean two things: `steps`, `serial_no`, `xm` and `school_year`.',
    '',
    '### By locale',
    '',
    byLocale(score),
    '',
    '### Calibration',
    '',
    calibration(score),
    '',
    '### What was taken for what',
    '',
    score.confusions.size === 0
      ? 'Nothing.'
      : table(
          ['made → said', 'columns'],
          [...score.confusions].sort((a, b) => b[1] - a[1]).map(([what, count]) => [what, count]),
        ),
    '',
  ];
}

function freshPart(part: MeasuredPart | undefined, closed: MeasuredPart | undefined): string[] {
  const score = at(part);
  const rest = at(closed);
  if (part === undefined || score === undefined) return [];
  return [
    '## Fresh part',
    '',
    `\`test/corpus/fresh\`: ${part.tables} tables and collections in ${part.locales} languages, ${number(score.columns)} columns, written later by somebody who had not read the engine, after the schemas of real systems and of published leaks (hospital, school, hotel, courier, payroll, call records, rides, dating, games, door bells, sessions, face and text vectors, and ${part.plain} tables without any person), with the abbreviations, typing errors, masks and gaps that such tables have. The engine was mended in general after the first look, by people who were told kinds of errors; of the closed half of its tables no single error has been looked at by anyone.`,
    '',
    'All tables:',
    '',
    curve(part),
    '',
    ...(closed === undefined ? [] : ['The closed half:', '', curve(closed), '']),
    looks('fresh'),
    '',
    'Of the closed half alone:',
    '',
    looks('closed'),
    '',
    'At the first look two generators made numbers that are none (GitHub tokens and SIM numbers without their check digits); they were corrected afterwards.',
    '',
    '### By language',
    '',
    byLocale(score),
    '',
    '### Calibration',
    '',
    calibration(rest ?? score),
    '',
    rest === undefined ? '' : `Of the closed half. ${overconfidence(rest)}`,
    '',
  ];
}

function overconfidence(score: Score): string {
  const said = score.bins.reduce((sum, bin) => sum + bin.said, 0);
  const right = score.bins.reduce((sum, bin) => sum + bin.true, 0);
  const all = score.bins.reduce((sum, bin) => sum + bin.n, 0);
  if (all === 0) return '';
  const gap = (said - right) / all;
  return gap > 0.03
    ? `There the engine is too sure of itself: it says ${percent(said / all, 1)} on average and is right in ${percent(right / all, 1)}.`
    : `It says ${percent(said / all, 1)} on average and is right in ${percent(right / all, 1)}.`;
}

function publicPart(part: MeasuredPart | undefined): string[] {
  const score = at(part);
  if (part === undefined) return [];
  if (score === undefined) return ['## Public sets', '', `Not measured: ${part.absent.join('; ')}.`, ''];
  const missed = [...score.byType.values()].reduce((sum, one) => sum + one.missed, 0);
  return [
    '## Public sets',
    '',
    `Real tables as packages of registries carry them (\`test/corpus/README.md\` lists them with versions and licences; none is in this repository): ${number(part.tables)} tables, ${number(score.columns)} columns of which ${score.columns - score.harmless} hold names and other data of people. They were labelled before the engine was run on them, as a privacy officer would: names of people in a data set of films or elections are names; ages and incomes in rows of people without a name may be said and need not be; coordinates of airports may be said; everything else is harmless.`,
    '',
    table(
      [
        'records a table',
        'harmless columns',
        'of them with a wrong finding',
        'share',
        'personal columns found',
        'findings',
        'right',
        'wrong',
        'neither',
      ],
      part.measured.map(({ n, score: one }) => [
        n,
        number(one.harmless),
        one.falseColumns,
        percent(one.falseColumns / one.harmless),
        `${one.right} of ${one.right + [...one.byType.values()].reduce((sum, type) => sum + type.missed, 0)}`,
        one.right + one.wrong + one.either,
        one.right,
        one.wrong,
        one.either,
      ]),
    ),
    '',
    `First look: ${firstLook.public.map((one) => `${percent(one.false)} at ${one.n}`).join(', ')} records. One label was corrected since: texts of licences do hold e-mail addresses.`,
    '',
    `With ${number(score.harmless)} harmless columns to ${score.right + missed} personal ones, a finding here is wrong far more often than its confidence says (${overconfidence(
      score,
    )
      .replace(/^There the engine is too sure of itself: it/, 'it')
      .replace(/^It/, 'it')
      .replace(
        /\.$/,
        '',
      )}, not counting what may be said): a confidence holds for stores of people, not for shelves of statistics.`,
    '',
    ...(part.absent.length > 0 ? [`Not installed: ${part.absent.join('; ')}.`, ''] : []),
    '### What was said of harmless columns',
    '',
    table(
      ['said', 'columns'],
      [...score.byType]
        .filter(([, one]) => one.wrong > 0)
        .sort((a, b) => b[1].wrong - a[1].wrong)
        .map(([id, one]) => [`\`${id}\``, one.wrong]),
    ),
    '',
  ];
}

const measuredPeers = (peers: readonly PeerResult[]): PeerResult[] =>
  peers.filter((one) => one.scores.length > 0);

function peerTable(peers: readonly PeerResult[]): string[] {
  const ran = measuredPeers(peers);
  if (ran.length === 0)
    return ['## Beside other tools', '', 'Not run: see `test/bench/accuracy/README.md`.', ''];
  return [
    '## Beside other tools',
    '',
    `On the same columns with ${ran[0]?.n ?? 0} values each: of each part at most 100 columns of types that one of the tools claims, and 100 harmless ones, both drawn at random, without those that had fewer than five plain values. Each tool is measured only on the types that it claims. None of these tools judges columns of nested records, so that each was given the values one by one with the field's name as context, and a column counts as found where half of its values or more were given one label that maps to an accepted type. What each label was taken for, and versions, stand at the end.`,
    '',
    table(
      [
        'tool',
        'types it claims',
        'part',
        'columns of them',
        'recall',
        'sidelight',
        'precision',
        'sidelight',
        'harmless columns with a finding',
        'sidelight',
      ],
      ran.flatMap((one) =>
        one.scores.map((score) => [
          one.name,
          one.claimed.length,
          TITLES[score.part] ?? score.part,
          score.positives,
          percent(score.recall, 1),
          percent(score.ourRecall, 1),
          percent(score.precision, 1),
          percent(score.ourPrecision, 1),
          percent(score.falseShare, 1),
          percent(score.ourFalseShare, 1),
        ]),
      ),
    ),
    '',
    ...peers
      .filter((one) => one.scores.length === 0)
      .map((one) => `${one.name} was not measured. ${one.about}`),
    '',
  ];
}

function peerNotes(peers: readonly PeerResult[]): string[] {
  const ran = measuredPeers(peers);
  if (ran.length === 0) return [];
  return [
    '',
    '## What the labels of the other tools were taken for',
    '',
    'Labels that say nothing of persons (`URL`, `DATE_TIME`, `DIGITS`, organisations) count neither way.',
    '',
    ...ran.flatMap((one) => [`**${one.name}**: ${one.about} Mapped: ${one.mapped.join(', ')}.`, '']),
  ];
}

function limits(without: readonly string[]): string[] {
  return [
    '## What this does not show',
    '',
    '- Two of the three parts are synthetic. Their generators share no code and no tables with the detectors, but what nobody of their makers thought of is in neither.',
    '- Confidences were calibrated on the development half, which has the same share of harmless columns as the held-out one; real stores have others.',
    '- Field names of the held-out half differ from those of the development half only where a language has several.',
    ...(without.length > 0
      ? [
          `- Types of the catalogue that no column is made of, and that are therefore not measured: ${without.map((id) => `\`${id}\``).join(', ')}.`,
        ]
      : []),
    '',
  ];
}

function detail(part: MeasuredPart | undefined): string[] {
  const score = at(part);
  if (score === undefined) return [];
  return [
    '## By type',
    '',
    `Of the held-out half, at ${PUBLISHED} records.`,
    '',
    table(
      ['type', 'found', 'missed', 'wrong', 'precision', 'recall', 'F1'],
      [...score.byType]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([id, one]) => [
          `\`${id}\``,
          one.hits,
          one.missed,
          one.wrong,
          precision(one).toFixed(3),
          recall(one).toFixed(3),
          f1(one).toFixed(3),
        ]),
    ),
  ];
}
