import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../kit/files.ts';
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
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunPlan) : undefined;
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

export function unpackIndices(text: string, take: (index: number) => void): void {
  if (text === '') return;
  for (const part of text.split(',')) {
    const dash = part.indexOf('-');
    const first = Number(dash < 0 ? part : part.slice(0, dash));
    const last = dash < 0 ? first : Number(part.slice(dash + 1));
    for (let index = first; index <= last; index += 1) take(index);
  }
}

export interface JournalLine {
  readonly done: string;
  readonly results: readonly EndpointResult[];
  readonly counted: number;
}

/** Reads what a broken-off run has done. Cuts a torn last line off: it never counted. */
export async function replay(directory: string, take: (line: JournalLine) => void): Promise<void> {
  const path = join(directory, LINES);
  if (!existsSync(path)) return;
  let whole = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      take(JSON.parse(rest.toString('utf8', 0, end)) as JournalLine);
      whole += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
  if (rest.length > 0) truncateSync(path, whole);
}

export function openJournal(directory: string): Journal {
  const descriptor = openSync(join(directory, LINES), 'a', 0o600);
  let since = 0;
  return {
    append(done, results, counted) {
      const line: JournalLine = { done: packIndices(done), results, counted };
      writeSync(descriptor, `${JSON.stringify(line)}\n`);
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
