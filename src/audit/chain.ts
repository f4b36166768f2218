import { hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { errorCode, fileError } from '../kit/files.ts';
import type { AuditEntry, Position } from './entry.ts';

/*
 * A line is `{"prev":"<64 hex>","n":<number>,"run":"<id>",<entry>}` and a line feed. `prev` is the SHA-256 of the line
 * before it, without its line feed, and 64 zeros in the first line. The prefix has one spelling only, so a line can be
 * checked without parsing it.
 */
export const START: Position = { count: 0, hash: '0'.repeat(64) };
const LINE_FEED = 0x0a;
/** No entry of ours comes near it; a longer line is damage, and is not gathered in memory. */
export const LONGEST_LINE = 256 * 1024;
const CHUNK = 1024 * 1024;

function prefix(before: Position): string {
  return `{"prev":"${before.hash}","n":${before.count + 1},`;
}

/** Beyond ASCII everything is written as an escape, so that the log is harmless in any terminal. */
function asciiOnly(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The line that follows `before`, without its line feed, and where it stands. */
export function writeLine(
  before: Position,
  entry: AuditEntry,
  run: string | undefined,
): { readonly line: string; readonly position: Position } {
  const body = asciiOnly(JSON.stringify(run === undefined || 'run' in entry ? entry : { run, ...entry }));
  const line = prefix(before) + body.slice(1);
  if (line.length >= LONGEST_LINE) {
    throw new RangeError(
      `an audit entry of kind ${entry.kind} has ${line.length} bytes; expected fewer than ${LONGEST_LINE}`,
    );
  }
  return { line, position: { count: before.count + 1, hash: hash('sha256', line, 'hex') } };
}

/** True where these bytes are a line that may follow `before`. */
function follows(before: Position, line: Buffer): boolean {
  const expected = prefix(before);
  return (
    line.length > expected.length &&
    line.toString('latin1', 0, expected.length) === expected &&
    line[line.length - 1] === 0x7d
  );
}

/** How a walk over a log ended. `bytes` counts whole, chained lines from the start of the walk. */
export interface Walk {
  readonly position: Position;
  readonly bytes: number;
  /** The first line that does not follow the one before it. */
  readonly broken?: { readonly line: number; readonly because: string };
  /** Bytes after the last line feed: a line that was not finished. */
  readonly torn: Buffer;
}

export interface WalkOptions {
  /** Byte offset of the first line to read, and what stands before it. */
  readonly from?: { readonly bytes: number; readonly position: Position };
  /** Told of each good line; the buffer is valid only during the call. `bytes` is the offset after the line. */
  readonly onLine?: (line: Buffer, position: Position, bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** Reads a log in chunks of 1 MB and checks each line against the one before. Memory does not grow with the file. */
export async function walkLog(path: string, options: WalkOptions = {}): Promise<Walk> {
  let position = options.from?.position ?? START;
  let offset = options.from?.bytes ?? 0;
  let bytes = offset;
  let pending = Buffer.alloc(0);
  const broken = (because: string): Walk => ({
    position,
    bytes,
    torn: Buffer.alloc(0),
    broken: { line: position.count + 1, because },
  });
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileError(error, path, 'reading the audit log');
  });
  if (handle === undefined) return { position, bytes, torn: pending };
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      options.signal?.throwIfAborted();
      const { bytesRead } = await handle.read(chunk, 0, CHUNK, offset);
      if (bytesRead === 0) return { position, bytes, torn: pending };
      offset += bytesRead;
      const fresh = chunk.subarray(0, bytesRead);
      const data = pending.length === 0 ? fresh : Buffer.concat([pending, fresh]);
      let start = 0;
      for (let end = data.indexOf(LINE_FEED); end >= 0; end = data.indexOf(LINE_FEED, start)) {
        const line = data.subarray(start, end);
        if (!follows(position, line))
          return broken('it does not carry the hash and number that follow from the line before it');
        position = { count: position.count + 1, hash: hash('sha256', line, 'hex') };
        start = end + 1;
        bytes += line.length + 1;
        options.onLine?.(line, position, bytes);
      }
      pending = Buffer.from(data.subarray(start));
      if (pending.length > LONGEST_LINE) return broken(`it is longer than ${LONGEST_LINE} bytes`);
    }
  } finally {
    await handle.close();
  }
}
