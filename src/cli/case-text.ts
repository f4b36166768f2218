import { cleanText, padEnd, padStart } from '../kit/text-safety.ts';
import type { Case, Observation } from '../model/finding.ts';
import type { DatasetDescription } from '../model/description.ts';
import type { StateChange } from '../cases/store.ts';

/** The fields of a case that a list gives; the whole look is with `case show`. */
export function summary(one: Case): Record<string, unknown> {
  const { latest } = one;
  return {
    number: one.number,
    id: one.id,
    endpoint: one.endpoint,
    service: one.service,
    state: one.state,
    posture: latest.posture,
    severity: latest.severity === undefined ? null : { band: latest.severity.band, se: latest.severity.se },
    shapes: latest.shapes.map((shape) => shape.name),
    rows: latest.rows,
    people: latest.people ?? null,
    badges: latest.badges,
    firstSeen: one.firstSeen,
    lastSeen: one.lastSeen,
    looks: one.looks,
  };
}

function severityOf(observation: Observation): string {
  return observation.severity === undefined
    ? '-'
    : `${observation.severity.band} ${observation.severity.se.toFixed(2)}`;
}

function shortTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

/** Below this width a line has no room for the service and the number of looks; `case show` tells them. */
const WIDE = 120;

function columnsOf(
  cells: Readonly<
    Record<'number' | 'severity' | 'state' | 'service' | 'endpoint' | 'seen' | 'looks', string>
  >,
  wide: boolean,
): string {
  return [
    padStart(cells.number, 6),
    padEnd(cells.severity, 14),
    padEnd(cells.state, 12),
    ...(wide ? [padEnd(cells.service, 14)] : []),
    padEnd(cells.endpoint, 22),
    ...(wide ? [padEnd(cells.seen, 16), padStart(cells.looks, 5)] : []),
  ].join('  ');
}

export function listHeader(columns: number): string {
  const cells = {
    number: 'case',
    severity: 'severity',
    state: 'state',
    service: 'service',
    endpoint: 'endpoint',
    seen: 'last seen (UTC)',
    looks: 'looks',
  };
  return `${columnsOf(cells, columns >= WIDE)}  what it is\n`;
}

export function listRow(one: Case, columns: number): string {
  const fixed = columnsOf(
    {
      number: `#${one.number}`,
      severity: severityOf(one.latest),
      state: one.state,
      service: cleanText(one.service, 14),
      endpoint: cleanText(one.endpoint, 48),
      seen: shortTime(one.lastSeen),
      looks: String(one.looks),
    },
    columns >= WIDE,
  );
  const { shapes, product } = one.latest;
  const what = shapes.length > 0 ? shapes.map((shape) => shape.name).join(', ') : product;
  return `${fixed}  ${cleanText(what, Math.max(12, columns - fixed.length - 2))}`.trimEnd();
}

const LABEL = 11;

/** A label and its text, broken at words so that nothing is lost on a narrow screen. */
function entry(label: string, text: string, width: number): string {
  const room = Math.max(30, width - LABEL);
  const lines: string[] = [];
  for (const word of cleanText(text, 2_000).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, at) => `${padEnd(at === 0 ? label : '', LABEL)}${line}\n`).join('');
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

const TYPES_SHOWN = 8;
const CONSEQUENCES_SHOWN = 5;

/** Name, size, and which data types stand in how many fields. */
function datasetText(set: DatasetDescription, titles: ReadonlyMap<string, string>): string {
  const found = [
    ...new Set(set.fields.flatMap((field) => field.types.map((type) => titles.get(type.id) ?? type.id))),
  ];
  const more = found.length > TYPES_SHOWN ? ` and ${found.length - TYPES_SHOWN} more` : '';
  const fields =
    set.fields.length === 0 ? '' : ` · ${set.fields.length} ${set.fields.length === 1 ? 'field' : 'fields'}`;
  const several = set.containers > 1 ? ` (${count(set.containers)} of that name)` : '';
  return `${set.name}${several} · ${set.rows === undefined ? '?' : count(set.rows.value)} rows${fields}${found.length === 0 ? '' : `: ${found.slice(0, TYPES_SHOWN).join(', ')}${more}`}`;
}

/** The screen of `case show`: what stands open, what would leak, who was in, and what was done about it. */
export function caseScreen(
  one: Case,
  history: readonly StateChange[],
  looks: readonly Observation[],
  screen: { readonly columns: number; readonly titles: ReadonlyMap<string, string> },
): string {
  const { latest } = one;
  const out: string[] = [];
  const put = (label: string, text: string): void => void out.push(entry(label, text, screen.columns));
  put(
    'case',
    `#${one.number} · ${one.endpoint} · ${latest.product}${latest.version === undefined ? '' : ` ${latest.version}`}`,
  );
  put('state', one.state);
  put('posture', latest.posture);
  put(
    'severity',
    latest.severity === undefined ? 'not rated' : `${latest.severity.band} · ${latest.severity.sum}`,
  );
  put(
    'seen',
    `first ${shortTime(one.firstSeen)} · last ${shortTime(one.lastSeen)} UTC · ${one.looks} ${one.looks === 1 ? 'look' : 'looks'}`,
  );
  if (latest.openSince !== undefined)
    put('open since', `${latest.openSince.at.slice(0, 10)} at the latest (${latest.openSince.method})`);
  if (latest.people !== undefined)
    put('people', `at least ${count(latest.people.low)} (${latest.people.method})`);
  put('rows', count(latest.rows));
  for (const shape of latest.shapes)
    put('what it is', `${shape.name} (${shape.confidence.toFixed(2)}): ${shape.because}`);
  for (const set of latest.datasets) put('data set', datasetText(set, screen.titles));
  for (const sentence of (latest.consequences ?? []).slice(0, CONSEQUENCES_SHOWN)) put('means', sentence);
  for (const marker of latest.markers)
    put(
      'visitor',
      `${marker.class}: ${marker.name}${marker.date === undefined ? '' : ` · ${marker.date.slice(0, 10)}`} (${marker.strength})`,
    );
  for (const note of latest.notes) put('note', note);
  for (const change of history)
    put(
      'history',
      `${shortTime(change.at)} ${change.from} → ${change.to}, by ${change.by}${change.note === '' ? '' : `: ${change.note}`}`,
    );
  for (const look of looks)
    put(
      'look',
      `${shortTime(look.at)} ${look.posture} · ${severityOf(look)} · ${count(look.rows)} rows · run ${look.run}`,
    );
  if (one.looks > looks.length) put('', `and ${one.looks - looks.length} looks before`);
  put(
    'next',
    `sidelight receipt ${one.number} says what was ever read from it; sidelight case set ${one.number} STATE records what is done`,
  );
  return out.join('');
}
