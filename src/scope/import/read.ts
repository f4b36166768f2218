import { constants } from 'node:fs';
import { TextDecoder } from 'node:util';
import { open } from 'node:fs/promises';
import { SidelightError } from '../../kit/errors.ts';
import { jsonObjects } from './json.ts';
import { csvList, isCsvHeader, plainList } from './lists.ts';
import { grepable, masscanList, nmapXml } from './nmap.ts';
import type { Feed, ImportedTarget, Sink } from './sink.ts';

export type { ImportedTarget } from './sink.ts';

/** The largest list that is read, in bytes. */
const LARGEST_INPUT = 4 * 2 ** 30;

/** Problems that are kept with their line; the rest is counted. */
const MOST_PROBLEMS = 100;

const FORMATS: Readonly<Record<string, (sink: Sink) => Feed>> = {
  'nmap or masscan XML': nmapXml,
  'nmap or masscan grepable': grepable,
  'masscan list': masscanList,
  'masscan or naabu JSON': jsonObjects,
  CSV: csvList,
  'plain list': plainList,
};

/** What a list held; filled while it is read, whole once `targets` has ended. */
export interface ImportReport {
  /** `nmap or masscan XML`, `plain list`, ...; empty before the first bytes. */
  readonly format: string;
  readonly targets: number;
  /** Closed ports, UDP, hosts that are down. */
  readonly skipped: number;
  /** Lines (or objects, or tags) that were not understood. */
  readonly bad: number;
  /** The first hundred of them. Line 0: the file as a whole. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** A list of targets that another program wrote, in a format that its content tells. */
export interface TargetList {
  /** To be read once. Throws INPUT_FORMAT where nothing in the list was understood, TARGETS_EMPTY where it holds nothing. */
  readonly targets: AsyncIterable<ImportedTarget>;
  readonly report: ImportReport;
}

/** Reads a list from a stream of bytes. Holds one piece of it at a time. `name` is for messages. */
export function readTargetList(source: AsyncIterable<Uint8Array | string>, name: string): TargetList {
  const report = {
    format: '',
    targets: 0,
    skipped: 0,
    bad: 0,
    problems: [] as { line: number; message: string }[],
  };
  return { report, targets: read(source, name, report) };
}

/** Reads a list from a file. Throws INPUT_NOT_FOUND, before anything is read. */
export async function openTargetList(path: string): Promise<TargetList> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new SidelightError(
      'INPUT_NOT_FOUND',
      `The target list ${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}.`,
      'Check the path, or give - to read from standard input.',
    );
  }
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new SidelightError(
      'INPUT_NOT_FOUND',
      `${path} is ${stat.isDirectory() ? 'a directory' : 'not a regular file'}, not a target list.`,
      'Name a file, or give - to read from standard input.',
    );
  }
  return readTargetList(readable(handle.createReadStream({ highWaterMark: 1 << 16 }), path), path);
}

/** What a disk refuses in the middle of a file is said as what it refuses at the door. */
async function* readable(source: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw new SidelightError(
      'INPUT_NOT_FOUND',
      `The target list ${path} cannot be read to its end: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
      'Copy it to another disk, or give - to read from standard input.',
    );
  }
}

interface Counters {
  format: string;
  targets: number;
  skipped: number;
  bad: number;
  readonly problems: { line: number; message: string }[];
}

async function* read(
  source: AsyncIterable<Uint8Array | string>,
  name: string,
  report: Counters,
): AsyncGenerator<ImportedTarget> {
  let queue: ImportedTarget[] = [];
  const sink: Sink = {
    target(target) {
      report.targets++;
      queue.push(target);
    },
    bad(line, message) {
      report.bad++;
      if (report.problems.length < MOST_PROBLEMS) report.problems.push({ line, message });
    },
    skip() {
      report.skipped++;
    },
  };
  let decoder: TextDecoder | undefined;
  let feed: Feed | undefined;
  let head = '';
  let bytes = 0;
  for await (const chunk of source) {
    const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    bytes += piece.length;
    if (bytes > LARGEST_INPUT) {
      sink.bad(0, `the list is larger than ${LARGEST_INPUT / 2 ** 30} GB; the rest is not read`);
      break;
    }
    decoder ??= new TextDecoder(encodingOf(piece));
    const text = decoder.decode(piece, { stream: true });
    if (feed === undefined) {
      head += text;
      if (head.length < 4_096 && !/\S.*\n/.test(head.replace(/^(?:\s*#.*\n)+/, ''))) continue;
      feed = begin(head, name, report, sink);
      feed.push(head);
    } else feed.push(text);
    yield* queue;
    queue = [];
  }
  const rest = decoder?.decode() ?? '';
  if (feed === undefined) {
    head += rest;
    feed = begin(head, name, report, sink);
    feed.push(head);
  } else feed.push(rest);
  feed.end();
  yield* queue;
  if (report.targets > 0 || report.skipped > 0) return;
  const [first] = report.problems;
  if (first === undefined)
    throw new SidelightError(
      'TARGETS_EMPTY',
      `${name} (${report.format}) lists nothing that was found open.`,
      'Check that the scan found something, and that this is its output.',
    );
  throw new SidelightError(
    'INPUT_FORMAT',
    `Nothing in ${name} was understood. Read as ${report.format}, line ${first.line}: ${first.message}${report.bad > 1 ? ` (and ${report.bad - 1} more)` : ''}.`,
    'Known are nmap -oX and -oG, masscan -oX, -oG, -oL and -oJ, zmap, naabu, and lists of one target a line.',
  );
}

function begin(head: string, name: string, report: Counters, sink: Sink): Feed {
  if (head.includes('\0'))
    throw new SidelightError(
      'INPUT_FORMAT',
      `${name} is not a text file.`,
      'Give the output of nmap, masscan, zmap or naabu, or a list of one target a line.',
    );
  report.format = formatOf(head);
  return (FORMATS[report.format] ?? plainList)(sink);
}

/** By the first bytes: text that PowerShell redirects to a file is UTF-16. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** The format of a list by how it begins. */
function formatOf(head: string): keyof typeof FORMATS & string {
  const text = head.trimStart();
  if (/^<(?:\?xml|!|nmaprun)/i.test(text)) return 'nmap or masscan XML';
  if (/^#masscan\s/.test(text) || /^(?:open|closed|banner) (?:tcp|udp|sctp) [0-9]+ /.test(text))
    return 'masscan list';
  const first = text.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  if (/^(?:Timestamp: \S+\t)?Host: \S+/.test(first) || /^# (?:Nmap|Masscan) [^\n]*scan initiated/i.test(text))
    return 'nmap or masscan grepable';
  if (/^(?:\[\s*)?\{/.test(text)) return 'masscan or naabu JSON';
  if (first.trim() === '[') return 'masscan or naabu JSON';
  return isCsvHeader(first) ? 'CSV' : 'plain list';
}
