import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../kit/clock.ts';
import { SidelightError } from '../kit/errors.ts';
import { type IpAddress, type IpRange, formatRange, network, parseIp, parseRange } from '../kit/ip.ts';
import { parseDate } from './dates.ts';
import { type Layers, layers } from './layers.ts';
import { matchesName, parseNamePattern } from './names.ts';
import { quoted } from './words.ts';

/** The list of a state directory. */
export function optOutFile(home: string): string {
  return join(home, 'optout.txt');
}

/** The largest list that is read, in bytes: about a million networks. */
const LARGEST_LIST = 32 << 20;

/** Milliseconds between two looks at the files. */
const POLL = 1_000;

export interface OptOutEntry {
  /** As written: a range or a name. */
  readonly text: string;
  readonly file: string;
  readonly line: number;
  readonly span?: IpRange;
  readonly name?: string;
  /** First millisecond at which it no longer counts. */
  readonly until?: number;
}

export interface OptOutProblem {
  readonly file: string;
  /** 0 where the file as a whole could not be read. */
  readonly line: number;
  readonly message: string;
}

/** One list, as text: an address, range or host name a line, `#` before a comment, `until=DATE` in a comment ends it. */
export function parseOptOuts(
  text: string,
  file: string,
): { readonly entries: readonly OptOutEntry[]; readonly problems: readonly OptOutProblem[] } {
  const entries: OptOutEntry[] = [];
  const problems: OptOutProblem[] = [];
  let line = 0;
  for (const raw of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    line++;
    const hash = raw.indexOf('#');
    const what = (hash < 0 ? raw : raw.slice(0, hash)).trim();
    const comment = hash < 0 ? '' : raw.slice(hash + 1);
    if (what === '') continue;
    const problem = (message: string): void => void problems.push({ file, line, message });
    const untilText = /(?:^|\s)until=(\S*)/.exec(comment)?.[1];
    const date = untilText === undefined ? undefined : parseDate(untilText);
    // An end that cannot be read is no end: the wish of the owner counts until someone corrects the line.
    if (untilText !== undefined && date === undefined)
      problem(`until=${quoted(untilText)} is no date such as 2026-12-31; the entry counts without an end`);
    const rest = { text: what, file, line, ...(date === undefined ? {} : { until: date.end }) };
    const range = generousRange(what);
    if (range.span !== undefined) {
      if (range.note !== undefined) problem(range.note);
      entries.push({ ...rest, span: range.span });
      continue;
    }
    const name = /[/:]/.test(what) ? undefined : parseNamePattern(what);
    if (name?.ok === true) entries.push({ ...rest, name: name.value });
    else problem(`${quoted(what)} ${range.note ?? 'is neither an address, a network nor a host name'}`);
  }
  return { entries, problems };
}

/**
 * A range, read with good will: where a list has an odd spelling with one clear meaning, or a network with host bits,
 * the wider reading counts and the line is reported. Only a text with several meanings is left out.
 */
function generousRange(text: string): { readonly span?: IpRange; readonly note?: string } {
  const parsed = parseRange(text);
  if (parsed.ok) return { span: parsed.value };
  if (parsed.canonical === undefined) return { note: parsed.problem };
  const again = parseRange(parsed.canonical);
  if (again.ok) return { span: again.value, note: `${quoted(text)} is read as ${formatRange(again.value)}` };
  const slash = parsed.canonical.indexOf('/');
  const address = parseIp(parsed.canonical.slice(0, slash));
  const prefix = Number(parsed.canonical.slice(slash + 1));
  if (slash < 0 || !address.ok || !(prefix >= 0 && prefix <= (address.value.family === 4 ? 32 : 128)))
    return { note: parsed.problem };
  const span = network(address.value, prefix);
  return { span, note: `${quoted(text)} is read as ${formatRange(span)}` };
}

/** The opt-outs that count at one moment. */
export interface OptOutList {
  readonly entries: readonly OptOutEntry[];
  covers(address: IpAddress): OptOutEntry | undefined;
  /** `value` as `ipv4Number` gives it. */
  coversIpv4(value: number): OptOutEntry | undefined;
  /** Words as `ipv6Words` gives them. */
  coversIpv6(words: Uint32Array): OptOutEntry | undefined;
  /** `host` in lower case without a dot at its end. */
  coversName(host: string): OptOutEntry | undefined;
}

/** Compiles what has not ended by `now` (milliseconds since 1970). */
export function compileOptOuts(entries: readonly OptOutEntry[], now: number): OptOutList {
  const active = entries.filter((entry) => entry.until === undefined || now < entry.until);
  const spans = active.filter(
    (entry): entry is OptOutEntry & { readonly span: IpRange } => entry.span !== undefined,
  );
  const flat: Layers<OptOutEntry & { readonly span: IpRange }> = layers(spans, (a, b) => a.line - b.line);
  const exact = new Map<string, OptOutEntry>();
  const patterns: OptOutEntry[] = [];
  for (const entry of active) {
    if (entry.name === undefined) continue;
    if (entry.name.startsWith('*')) patterns.push(entry);
    else exact.set(entry.name, entry);
  }
  return {
    entries: active,
    covers: (address) => flat.owners[flat.index.find(address)],
    coversIpv4: (value) => flat.owners[flat.index.findIpv4(value)],
    coversIpv6: (words) => flat.owners[flat.index.findIpv6(words)],
    coversName: (host) => exact.get(host) ?? patterns.find((entry) => matchesName(entry.name ?? '', host)),
  };
}

export interface OptOutWatch {
  /** The list as it counts now. Looks at the files first where the last look is a second old. Never throws. */
  list(): OptOutList;
  /** What is wrong with the files at present. */
  problems(): readonly OptOutProblem[];
  /** Ends the looking; the last list goes on counting. */
  stop(): void;
}

interface WatchedFile {
  readonly path: string;
  stamp: string;
  entries: readonly OptOutEntry[];
  problems: readonly OptOutProblem[];
}

/**
 * Opt-out lists that may change while a run goes on. The look at a file (its times and size; its content only where those
 * changed) is made by the caller's own question, so that no socket is opened on a list older than a second.
 * A file that vanished or cannot be read keeps its last list. A file with malformed lines keeps its last list too, and
 * its good lines are added: it never makes the list smaller. `report` is told once of each new problem.
 * A path that does not exist when the watch begins is an empty list, unless `required`.
 */
export function watchOptOuts(
  paths: readonly string[],
  options: {
    readonly clock: Clock;
    readonly report?: (problem: OptOutProblem) => void;
    readonly required?: boolean;
  },
): OptOutWatch {
  const { clock, report } = options;
  const files: WatchedFile[] = paths.map((path) => ({
    path,
    stamp: options.required === true ? '' : 'absent',
    entries: [],
    problems: [],
  }));
  let current = compileOptOuts([], clock.now());
  let nextEnd = Number.POSITIVE_INFINITY;
  let lastLook = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const look = (): void => {
    let changed = false;
    for (const file of files) {
      const before = file.problems;
      if (refresh(file)) changed = true;
      if (file.problems !== before && report !== undefined)
        for (const problem of file.problems)
          if (!before.some((old) => old.line === problem.line && old.message === problem.message))
            tell(report, problem);
    }
    const now = clock.now();
    if (!changed && now < nextEnd) return;
    const entries = files.flatMap((file) => file.entries);
    current = compileOptOuts(entries, now);
    nextEnd = Number.POSITIVE_INFINITY;
    for (const entry of current.entries)
      if (entry.until !== undefined && entry.until < nextEnd) nextEnd = entry.until;
  };

  look();
  lastLook = clock.ticks();
  return {
    list() {
      if (!stopped) {
        const ticks = clock.ticks();
        if (ticks - lastLook >= POLL) {
          look();
          lastLook = ticks;
        }
      }
      return current;
    },
    problems: () => files.flatMap((file) => file.problems),
    stop() {
      stopped = true;
    },
  };
}

function tell(report: (problem: OptOutProblem) => void, problem: OptOutProblem): void {
  try {
    report(problem);
  } catch {
    // Whoever listens must not be able to stop the opt-outs from counting.
  }
}

/** True where the entries changed. */
function refresh(file: WatchedFile): boolean {
  let stamp: string;
  try {
    const stat = statSync(file.path, { bigint: true });
    stamp = `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
  } catch (error) {
    stamp = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'unreadable';
  }
  if (stamp === file.stamp) return false;
  file.stamp = stamp;
  const read = stamp === 'absent' || stamp === 'unreadable' ? undefined : readList(file.path);
  if (typeof read !== 'string') {
    const message =
      stamp === 'absent'
        ? 'the opt-out list is not there'
        : (read?.problem ?? 'the opt-out list cannot be read');
    file.problems = [
      {
        file: file.path,
        line: 0,
        message: `${message}; the last list that could be read counts (${file.entries.length} entries)`,
      },
    ];
    return false;
  }
  const { entries, problems } = parseOptOuts(read, file.path);
  const kept =
    problems.length === 0
      ? []
      : file.entries.filter(
          (old) => !entries.some((entry) => entry.text === old.text && entry.until === old.until),
        );
  file.entries = problems.length === 0 ? entries : [...entries, ...kept];
  file.problems = problems;
  return true;
}

/** The text of a list, or why there is none. Bounded by `LARGEST_LIST`. */
function readList(path: string): string | { readonly problem: string } {
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { problem: 'the opt-out list is not a file' };
    if (stat.size > LARGEST_LIST)
      return { problem: `the opt-out list is larger than ${LARGEST_LIST >> 20} MB` };
    const bytes = Buffer.alloc(stat.size);
    let filled = 0;
    while (filled < bytes.length) {
      const got = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
      if (got === 0) break;
      filled += got;
    }
    const whole = bytes.subarray(0, filled);
    if (whole.includes(0)) return { problem: 'the opt-out list is not a text file' };
    return whole.toString('utf8');
  } catch {
    return { problem: 'the opt-out list cannot be read' };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** For the start of a run: throws CONFIG where a line of a list is not understood, since its owner would be looked at. */
export function requireReadableOptOuts(watch: OptOutWatch): void {
  const problems = watch.problems();
  if (problems.length === 0) return;
  const lines = problems
    .slice(0, 10)
    .map(
      (problem) => `${problem.file}${problem.line > 0 ? `, line ${problem.line}` : ''}: ${problem.message}`,
    );
  if (problems.length > lines.length) lines.push(`and ${problems.length - lines.length} more`);
  throw new SidelightError(
    'CONFIG',
    lines.join('\n'),
    'Correct the opt-out list, so that nobody in it is looked at by mistake.',
  );
}
