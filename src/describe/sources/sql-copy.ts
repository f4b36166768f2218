import { LIMITS } from './limits.ts';
import type { Pull } from './pull.ts';
import { putCopy } from './sql-values.ts';
import { goOn, type Table, type Work } from './work.ts';

const NEWLINE = 0x0a;
const TAB = 0x09;
const BACKSLASH = 0x5c;

/** The lines behind `COPY … FROM stdin;` up to `\.` (PostgreSQL, "COPY", text format). */
export async function readCopy(pull: Pull, table: Table | undefined, work: Work): Promise<void> {
  for (let rows = 0; ; rows++) {
    if ((rows & 255) === 0) goOn(work);
    let newline = pull.bytes.subarray(0, pull.end).indexOf(NEWLINE, pull.at);
    while (newline < 0) {
      const had = pull.available;
      if (had > LIMITS.record) {
        table?.target.sink.skip('value too long');
        pull.at = pull.end;
      }
      if (!(await pull.fill(pull.available + 1))) {
        table?.target.sink.skip('truncated record');
        pull.at = pull.end;
        return;
      }
      newline = pull.bytes.subarray(0, pull.end).indexOf(NEWLINE, pull.at + (had > LIMITS.record ? 0 : had));
    }
    const { bytes, at } = pull;
    pull.at = newline + 1;
    let end = newline;
    if (end > at && bytes[end - 1] === 0x0d) end--;
    if (end - at === 2 && bytes[at] === BACKSLASH && bytes[at + 1] === 0x2e) return;
    if (table === undefined || table.target.full()) continue;
    row(table, bytes, at, end);
  }
}

function row({ target, paths }: Table, bytes: Uint8Array, start: number, end: number): void {
  const { sink } = target;
  sink.beginRecord();
  let from = start;
  let escaped = false;
  let column = 0;
  for (let i = start; i <= end; i++) {
    const c = i < end ? (bytes[i] as number) : TAB;
    if (c === BACKSLASH) {
      escaped = true;
      i++;
      continue;
    }
    if (c !== TAB) continue;
    const path = paths[column++];
    if (path === undefined) break;
    putCopy(sink, path, bytes, from, Math.min(i, end), escaped);
    from = i + 1;
    escaped = false;
  }
  sink.endRecord();
}
