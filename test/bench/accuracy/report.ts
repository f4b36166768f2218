import firstLook from './first-look.json' with { type: 'json' };
import type { PeerResult } from './peers.ts';
import { f1, precision, recall, type Score } from './score.ts';

export interface Measured {
  readonly n: number;
  readonly score: Score;
  readonly bytes: number;
}

const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '--'), ...rows]
    .map((row) => `| ${row.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const PUBLISHED = 300;

/** docs/accuracy.md: the held-out half, as measured, with what it does not show. */
export function report(
  measured: readonly Measured[],
  peers: readonly PeerResult[],
  facts: { readonly tables: number; readonly locales: number; readonly absent: readonly string[] },
): string {
  const main = measured.find((one) => one.n === PUBLISHED) ?? measured.at(-1);
  if (main === undefined) throw new Error('expected at least one sample size that was measured');
  const { score } = main;
  const positives = score.columns - score.harmless;
  const types = [...score.byType].sort(([a], [b]) => a.localeCompare(b));
  return `${[
    '<!-- Made by `npm run bench:accuracy`. -->',
    '',
    '# Accuracy',
    '',
    `Measured on the held-out half of \`test/corpus\`: ${facts.tables} tables in ${facts.locales} locales, ${score.columns.toLocaleString('en')} columns, of which ${percent(score.harmless / score.columns, 1)} are harmless and ${positives.toLocaleString('en')} hold personal data or secrets. All people are made up. Every finding with a confidence of 0.5 or more counts, not the best one alone.`,
    '',
    'Rules of the score: a finding that the label does not allow is wrong, on harmless columns and on others; an expected type that is not found is missed. Points in time and technical keys count neither way. Where two ids are equally right for a column (a `cédula` of two countries with the same shape), either is accepted. Macro F1 is the plain mean over the types that have columns, and over those that were said without any.',
    '',
    '## By sample size',
    '',
    table(
      ['records a table', 'macro F1', 'micro F1', 'false-positive columns', 'expected calibration error'],
      measured.map((one) => [
        one.n,
        one.score.macro.toFixed(4),
        one.score.micro.toFixed(4),
        `${one.score.falseColumns} of ${one.score.harmless} (${percent(one.score.falseColumns / one.score.harmless)})`,
        one.score.ece.toFixed(4),
      ]),
    ),
    '',
    `Targets at ${PUBLISHED} records: macro F1 at least 0.97, false-positive columns at most 0.5 %, calibration error at most 0.03.`,
    '',
    '## First look',
    '',
    'The held-out half as it came out before anyone had seen one of its errors. Its sums had been seen once before (macro F1 0.9695 and 1.26 % at 100 records); a list of common technical field names, made without it, then took broad hints out of the engine:',
    '',
    table(
      ['records a table', 'macro F1', 'false-positive columns', 'expected calibration error'],
      firstLook.map((one) => [one.n, one.macro.toFixed(4), percent(one.false), one.ece.toFixed(4)]),
    ),
    '',
    'Nearly all false positives were four field names that mean two things: `steps`, `serial_no`, `xm` and `school_year`. They were then corrected in the engine, and the table above was measured again; for these four it is no longer held out.',
    '',
    '## By locale',
    '',
    table(
      ['locale', 'found', 'missed', 'wrong', 'harmless columns', 'of them with a finding'],
      [...score.byLocale]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([locale, one]) => [locale, one.hits, one.missed, one.wrong, one.harmless, one.falseColumns]),
    ),
    '',
    '## Calibration',
    '',
    table(
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
    ),
    '',
    '## What was taken for what',
    '',
    score.confusions.size === 0
      ? 'Nothing.'
      : table(
          ['made → said', 'columns'],
          [...score.confusions].sort((a, b) => b[1] - a[1]).map(([what, count]) => [what, count]),
        ),
    '',
    '## Beside other tools',
    '',
    ...peerSection(peers),
    '## What this does not show',
    '',
    '- The corpus is synthetic. Its generators share no code and no tables with the detectors, but one team wrote both, so that what nobody thought of is in neither.',
    '- Confidences were calibrated on the development half, which has the same share of harmless columns; real stores have others.',
    '- Field names of the held-out half differ from those of the development half only where a language has several.',
    `- Types of the catalogue that no column is made of, and that are therefore not measured: ${facts.absent.map((id) => `\`${id}\``).join(', ')}.`,
    '',
    '## By type',
    '',
    `At ${main.n} records.`,
    '',
    table(
      ['type', 'found', 'missed', 'wrong', 'precision', 'recall', 'F1'],
      types.map(([id, one]) => [
        `\`${id}\``,
        one.hits,
        one.missed,
        one.wrong,
        precision(one).toFixed(3),
        recall(one).toFixed(3),
        f1(one).toFixed(3),
      ]),
    ),
  ].join('\n')}\n`;
}

function peerSection(peers: readonly PeerResult[]): string[] {
  if (peers.length === 0)
    return ['Not run: give `--peers FOLDER`, prepared as `test/bench/accuracy/README.md` says.', ''];
  const ran = peers.filter((one) => one.columns > 0);
  return [
    ran.length === 0
      ? ''
      : table(
          [
            'tool',
            'types that it claims',
            'columns of them',
            'recall',
            'sidelight on the same',
            'precision',
            'sidelight',
            'harmless columns with a finding',
            'sidelight on the same',
          ],
          ran.map((one) => [
            one.name,
            one.claimed.length,
            one.positives,
            percent(one.recall, 1),
            percent(one.ourRecall, 1),
            percent(one.precision, 1),
            percent(one.ourPrecision, 1),
            percent(one.falseShare, 1),
            percent(one.ourFalseShare, 1),
          ]),
        ),
    '',
    ...(ran.length > 0
      ? [
          `All on the same ${ran[0]?.columns ?? 0} columns of the held-out half with ${ran[0]?.n ?? 0} values each: at most 200 of the columns of types that one of the tools claims, and 200 harmless ones, both drawn at random, without those that had fewer than five plain values. None of these tools judges columns of nested records, so that each was given the values one by one with the field's name as context, and a column counts as found where half of its values or more were given one label that maps to an accepted type. Labels that say nothing of persons (\`URL\`, \`DATE_TIME\`, \`DIGITS\`, organisations) count neither way.`,
          '',
          ...ran.flatMap((one) => [`**${one.name}**: ${one.about} Mapped: ${one.mapped.join(', ')}.`, '']),
        ]
      : []),
    ...peers
      .filter((one) => one.columns === 0)
      .flatMap((one) => [`**${one.name}**: not measured. ${one.about}`, '']),
  ];
}
