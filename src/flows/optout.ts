import { join } from 'node:path';
import { type Clock, isoUtc, systemClock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import { readIfExists, writeFileAtomic } from '../kit/files.ts';
import { acquireLock } from '../kit/lock.ts';
import { cleanText } from '../kit/text-safety.ts';
import { parseDate } from '../scope/dates.ts';
import { type OptOutEntry, type OptOutProblem, optOutFile, parseOptOuts } from '../scope/optout.ts';

export interface ListedOptOut {
  readonly text: string;
  readonly line: number;
  /** ISO UTC, the first moment at which it no longer counts. */
  readonly until?: string;
  readonly ended: boolean;
}

export interface OptOutListing {
  readonly path: string;
  readonly entries: readonly ListedOptOut[];
  readonly problems: readonly OptOutProblem[];
}

export function listOptOuts(home: string, clock: Clock = systemClock): OptOutListing {
  const path = optOutFile(home);
  const { entries, problems } = parseOptOuts(readIfExists(path)?.toString('utf8') ?? '', path);
  return { path, entries: entries.map((entry) => listed(entry, clock.now())), problems };
}

function listed(entry: OptOutEntry, now: number): ListedOptOut {
  const { text, line, until } = entry;
  return {
    text,
    line,
    ended: until !== undefined && until <= now,
    ...(until === undefined ? {} : { until: isoUtc(until) }),
  };
}

/** Adds entries at the end of the list; those that stand there with no end already are left out. Gives the number added. */
export function addOptOuts(
  home: string,
  texts: readonly string[],
  options: { readonly until?: string; readonly note?: string },
  clock: Clock = systemClock,
): number {
  const { until, note } = options;
  if (until !== undefined && parseDate(until) === undefined)
    throw new SidelightError(
      'USAGE',
      `--until ${cleanText(until, 40)} is no date.`,
      'Write it as 2026-12-31.',
    );
  for (const text of texts) {
    const { entries, problems } = parseOptOuts(text, 'the command line');
    const [problem] = problems;
    if (problem !== undefined || entries.length !== 1 || text.includes('#'))
      throw new SidelightError(
        'TARGET_MALFORMED',
        problem?.message ?? `${cleanText(text, 60)} is not one address, network or name`,
        'Write 192.0.2.7, 192.0.2.0/24, 2001:db8::/48 or db.example.org.',
      );
  }
  return change(home, (content) => {
    const known = new Set(
      parseOptOuts(content, '')
        .entries.filter((entry) => entry.until === undefined)
        .map((entry) => entry.text),
    );
    const fresh = [...new Set(texts.map((text) => text.trim()))].filter((text) => !known.has(text));
    const words = [`added=${isoUtc(clock.now()).slice(0, 10)}`];
    if (until !== undefined) words.push(`until=${until}`);
    // A note may not smuggle a second line or another end in.
    if (note !== undefined) words.push(cleanText(note, 200).replaceAll(/until=/gi, 'until '));
    const lines = fresh.map((text) => `${text} # ${words.join(' ')}\n`).join('');
    const whole = content === '' || content.endsWith('\n') ? content : `${content}\n`;
    return { content: whole + lines, changed: fresh.length };
  });
}

/** Takes entries off the list by their text, as `optout list` shows it. Gives the number of lines removed. */
export function removeOptOuts(home: string, texts: readonly string[]): number {
  return change(home, (content) => {
    const { entries } = parseOptOuts(content, '');
    const wanted = new Set(texts.map((text) => text.trim()));
    const lines = new Set(entries.filter((entry) => wanted.has(entry.text)).map((entry) => entry.line));
    const missing = [...wanted].filter((text) => !entries.some((entry) => entry.text === text));
    if (missing.length > 0)
      throw new SidelightError(
        'TARGET_MALFORMED',
        `Not on the list: ${missing.map((text) => cleanText(text, 60)).join(', ')}.`,
        'Name entries as `sidelight optout list` shows them; a part of a network cannot be taken out of it.',
      );
    const kept = content.split(/(?<=\n)/).filter((_, index) => !lines.has(index + 1));
    return { content: kept.join(''), changed: lines.size };
  });
}

/** Changes the list under a lock, so that two processes at once lose nothing. */
function change(
  home: string,
  work: (content: string) => { readonly content: string; readonly changed: number },
): number {
  const path = optOutFile(home);
  const lock = acquireLock(join(home, 'optout.lock'), 'changing the opt-out list');
  try {
    const result = work(readIfExists(path)?.toString('utf8') ?? '');
    if (result.changed > 0) writeFileAtomic(path, result.content);
    return result.changed;
  } finally {
    lock.release();
  }
}
