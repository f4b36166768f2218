import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SidelightError } from '../kit/errors.ts';
import { fileError, writeFileAtomic } from '../kit/files.ts';
import type { EndpointResult } from './result.ts';

/** The plan of a run, as written when it began: a resumed run must have the same. */
export interface RunPlan {
  readonly run: string;
  readonly seed: number;
  readonly total: number;
  /** Hash over targets, ports, depth and scope file: what makes two plans the same. */
  readonly fingerprint: string;
  readonly startedAt: string;
}

/**
 * What a run has done, so that it can go on after `kill -9`: one line a batch, holding the results that are worth keeping and
 * the indices that are done. A line counts once it is whole; a torn last line is cut off, and its targets are looked at again.
 */
export interface Journal {
  /** `counted` is the number of targets that are done and not worth a result of their own. */
  append(done: readonly number[], results: readonly EndpointResult[], counted: number): void;
  close(): void;
}

const PLAN = 'plan.json';
const LINES = 'journal.jsonl';

export function readPlan(directory: string): RunPlan | undefined {
  const path = join(directory, PLAN);
  if (!existsSync(path)) return undefined;
  const plan: Partial<RunPlan> | undefined = parsed(readFileSync(path, 'utf8'));
  const whole =
    typeof plan?.run === 'string' &&
    typeof plan.fingerprint === 'string' &&
    Number.isSafeInteger(plan.seed) &&
    Number.isSafeInteger(plan.total);
  if (!whole) throw damaged(path);
  return plan as RunPlan;
}

function damaged(path: string): SidelightError {
  return new SidelightError(
    'RUN_DAMAGED',
    `The journal of this run cannot be read on: ${path}`,
    'Start the look anew without --resume; what was found so far stands in the store.',
  );
}

/** The object that the text says, or undefined where it says none. */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

export function writePlan(directory: string, plan: RunPlan): void {
  writeFileAtomic(join(directory, PLAN), `${JSON.stringify(plan)}\n`);
}

/** Indices as runs of `first-last`, which stay short since a permutation is walked in order. */
export function packIndices(indices: readonly number[]): string {
  const sorted = [...indices].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] as number;
    let last = first;
    while (at + 1 < sorted.length && sorted[at + 1] === last + 1) {
      last += 1;
      at += 1;
    }
    parts.push(first === last ? `${first}` : `${first}-${last}`);
    at += 1;
  }
  return parts.join(',');
}

/** The inverse, for indices below `total`; false where the text is nothing that `packIndices` gives. */
export function unpackIndices(text: string, total: number, take: (index: number) => void): boolean {
  if (text === '') return true;
  for (const part of text.split(',')) {
    const match = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(part);
    const first = Number(match?.[1] ?? Number.NaN);
    const last = match?.[2] === undefined ? first : Number(match[2]);
    if (!(first <= last && last < total)) return false;
    for (let index = first; index <= last; index += 1) take(index);
  }
  return true;
}

export interface JournalLine {
  readonly done: string;
  readonly results: readonly EndpointResult[];
  readonly counted: number;
}

function isLine(value: object | undefined): value is JournalLine {
  const line: Partial<JournalLine> | undefined = value;
  return typeof line?.done === 'string' && Array.isArray(line.results) && Number.isSafeInteger(line.counted);
}

/**
 * Reads what a broken-off run has done. Cuts a torn last line off: it never counted. `take` gives false where the line says
 * something that the run cannot have done. Throws RUN_DAMAGED there, and where a whole line is none of ours.
 */
export async function replay(directory: string, take: (line: JournalLine) => boolean): Promise<void> {
  const path = join(directory, LINES);
  if (!existsSync(path)) return;
  let whole = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = parsed(rest.toString('utf8', 0, end));
      if (!isLine(line) || !take(line)) throw damaged(path);
      whole += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
  if (rest.length > 0) truncateSync(path, whole);
}

export function openJournal(directory: string): Journal {
  const path = join(directory, LINES);
  const descriptor = openSync(path, 'a', 0o600);
  let since = 0;
  return {
    append(done, results, counted) {
      const line: JournalLine = { done: packIndices(done), results, counted };
      try {
        writeFileSync(descriptor, `${JSON.stringify(line)}\n`);
      } catch (error) {
        throw fileError(error, path, 'writing the journal of the run');
      }
      since += 1;
      if (since >= 64) {
        since = 0;
        fsyncSync(descriptor);
      }
    },
    close() {
      fsyncSync(descriptor);
      closeSync(descriptor);
    },
  };
}
