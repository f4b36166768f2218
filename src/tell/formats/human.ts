import { displayWidth, padEnd } from '../../kit/text-safety.ts';
import type { Posture } from '../../model/posture.ts';
import { BANDS, type Band } from '../../model/severity.ts';
import { blockOf, type HumanOptions, LABEL_CELLS, paint, WIDE, WIDEST } from './human-block.ts';
import type { HumanSummary } from './human-collector.ts';
import { bytesText, countText, durationText, plural } from './quantities.ts';
import { clampColumns, ours, shown, wrapItems } from './wrap.ts';

export type { HumanOptions };

const ENDPOINT_CELLS = 24;

const LOCKED_WORDS: readonly (readonly [Posture, (count: number) => string])[] = [
  ['auth-required', (count) => `${countText(count)} ask${count === 1 ? 's' : ''} for a password`],
  ['restricted', (count) => `${countText(count)} show${count === 1 ? 's' : ''} no data to strangers`],
  ['tls-required', (count) => `${countText(count)} want${count === 1 ? 's' : ''} TLS`],
  ['blocked', (count) => `${countText(count)} refuse${count === 1 ? 's' : ''} this vantage`],
];

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
  const { finished } = summary;
  const resume =
    finished && !finished.complete ? [`sidelight look --resume ${shown(finished.run, options, 20)}`] : [];
  if (options.next !== undefined) return [options.next];
  const worst = summary.open.find((one) => one.finding && one.finding.severity.band !== 'none')?.finding;
  const which = worst?.number === undefined ? '' : ` ${worst.number}`;
  return worst
    ? [`sidelight case show${which}`, 'sidelight receipt', ...resume]
    : [...resume, 'sidelight case list'];
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
    ...(options.exitLine === false ? [] : labelled(exit, [exitReason(summary, options)], options)),
  ];
  return `${lines.join('\n')}\n`;
}
