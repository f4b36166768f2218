import type { Path } from '../columns/sink.ts';
import type { CsvDialect } from './csv-dialect.ts';
import type { Pull } from './pull.ts';
import { columnName, goOn, type Input, type Notes, remark, skipped, table, type Work } from './work.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BACKSLASH = 0x5c;
const HASH = 0x23;
/** A field longer than this is an unclosed quote, or no field. */
const LONGEST = 1024 * 1024;

/** Rows of fields. The text is UTF-8 by now. */
export async function readCsv(input: Input, work: Work, notes: Notes, dialect: CsvDialect): Promise<void> {
  const { pull } = input;
  const head = await pull.peek(16);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) pull.at += 3;
  const names = dialect.header ?? Array.from({ length: dialect.columns }, () => '');
  const { target, paths } = table(
    work,
    notes,
    input.title,
    names.map((name, index) => name || columnName(index)),
  );
  if (dialect.header === undefined) remark(notes, 'no heading row was found: columns are numbered');
  const rows = new CsvRows(pull, dialect, paths);
  const sink = target.sink;
  if (await startsWithSep(pull)) await rows.passLine();
  for (let left = dialect.skip; left > 0; ) {
    const passed = await rows.passRow();
    if (passed === 'end') break;
    if (passed === 'row') left--;
  }
  let ragged = 0;
  let beyond = 0;
  while (!target.full()) {
    const known = rows.rows;
    if ((known & 1023) === 0) goOn(work);
    const got = rows.row(target.data) ?? (await rows.slowRow(target.data));
    if (got === 'end') break;
    if (got === 'too long') sink.skip('value too long');
    if (got === 'cut') sink.skip('truncated record');
    if (got === 'ragged') ragged++;
    if (got === 'beyond') beyond++;
  }
  if (ragged + beyond > 0)
    remark(notes, `${ragged + beyond} rows have another number of fields than the first`);
  if (beyond > 0)
    skipped(notes, `${beyond} rows have fields beyond the columns of the table: those are not looked at`);
}

async function startsWithSep(pull: Pull): Promise<boolean> {
  const head = await pull.peek(6);
  return (
    head[0] === 0x73 &&
    head[1] === 0x65 &&
    head[2] === 0x70 &&
    head[3] === 0x3d &&
    (head[5] === NEWLINE || head[5] === RETURN)
  );
}

type Got = 'row' | 'ragged' | 'beyond' | 'blank' | 'end' | 'too long' | 'cut';

interface RowSink {
  beginRecord(): void;
  endRecord(): void;
  text(path: Path, bytes: Uint8Array, start: number, end: number): void;
  nil(path: Path): void;
}

/** What stands for what behind a backslash outside of quotes (mysqldump --tab). */
const ESCAPES = new Map<number, number>([
  [0x30, 0],
  [0x62, 8],
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x5a, 26],
]);
const PLAIN = 0;
const QUOTED = 1;
const DOUBLED = 2;
const ESCAPED = 3;

class CsvRows {
  rows = 0;
  readonly #pull: Pull;
  readonly #separator: number;
  readonly #quote: number;
  readonly #backslash: boolean;
  readonly #escapes: boolean;
  readonly #comments: boolean;
  readonly #paths: readonly Path[];
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  /** How each field is written. */
  #kinds = new Uint8Array(64);
  #scratch = new Uint8Array(1024);

  constructor(pull: Pull, dialect: CsvDialect, paths: readonly Path[]) {
    this.#pull = pull;
    this.#separator = dialect.separator === '' ? -2 : dialect.separator.charCodeAt(0);
    this.#escapes = dialect.escapes;
    this.#comments = dialect.comments;
    this.#quote = dialect.quote === undefined ? -1 : dialect.quote.charCodeAt(0);
    this.#backslash = dialect.backslash;
    this.#paths = paths;
  }

  async passLine(): Promise<void> {
    for (;;) {
      const at = this.#pull.bytes.subarray(0, this.#pull.end).indexOf(NEWLINE, this.#pull.at);
      if (at >= 0) {
        this.#pull.at = at + 1;
        return;
      }
      this.#pull.at = this.#pull.end;
      if (!(await this.#pull.fill(1))) return;
    }
  }

  /** Passes over a row that is no record. */
  async passRow(): Promise<'row' | 'blank' | 'end'> {
    for (;;) {
      const fields = this.#find(this.#pull.ended);
      if (fields >= 0) return this.#isNothing(fields) ? 'blank' : 'row';
      if (this.#pull.available > LONGEST || this.#pull.ended) return 'end';
      await this.#pull.fill(this.#pull.available + 1);
    }
  }

  /** A blank line, or a comment. */
  #isNothing(fields: number): boolean {
    const start = this.#starts[0] as number;
    if (fields === 1 && start === this.#ends[0]) return true;
    // The end mark of PostgreSQL's COPY.
    if (fields === 1 && this.#ends[0] === start + 2 && this.#pull.bytes[start] === BACKSLASH)
      return this.#pull.bytes[start + 1] === 0x2e;
    return this.#comments && this.#pull.bytes[start] === HASH && this.#kinds[0] === PLAIN;
  }

  /** One row where it is whole at hand; undefined where more bytes are needed. */
  row(sink: RowSink): Got | undefined {
    const fields = this.#find(false);
    if (fields < 0) return undefined;
    return this.#give(sink, fields);
  }

  async slowRow(sink: RowSink): Promise<Got> {
    const pull = this.#pull;
    for (;;) {
      const fields = this.#find(pull.ended);
      if (fields >= 0) return this.#give(sink, fields);
      if (pull.ended) {
        const left = pull.available;
        pull.at = pull.end;
        return left === 0 ? 'end' : 'cut';
      }
      if (pull.available > LONGEST * 4) {
        await this.passLine();
        return 'too long';
      }
      await pull.fill(pull.available + 1);
    }
  }

  #give(sink: RowSink, fields: number): Got {
    this.rows++;
    const bytes = this.#pull.bytes;
    const paths = this.#paths;
    if (this.#isNothing(fields)) return 'blank';
    const count = Math.min(fields, paths.length);
    sink.beginRecord();
    for (let i = 0; i < count; i++) {
      const start = this.#starts[i] as number;
      const end = this.#ends[i] as number;
      const kind = this.#kinds[i] as number;
      if (kind <= QUOTED) {
        if (kind === PLAIN && isNull(bytes, start, end)) sink.nil(paths[i] as Path);
        else sink.text(paths[i] as Path, bytes, start, end);
      } else if (kind === ESCAPED && isNull(bytes, start, end)) sink.nil(paths[i] as Path);
      else {
        const size = this.#unescape(bytes, start, end, kind);
        sink.text(paths[i] as Path, this.#scratch, 0, size);
      }
    }
    sink.endRecord();
    if (fields === paths.length) return 'row';
    return fields > paths.length && this.#hasMore(fields, paths.length) ? 'beyond' : 'ragged';
  }

  /** Whether fields behind the last column hold something. */
  #hasMore(fields: number, from: number): boolean {
    for (let i = from; i < fields; i++) if (this.#starts[i] !== this.#ends[i]) return true;
    return false;
  }

  #unescape(bytes: Uint8Array, start: number, end: number, kind: number): number {
    if (this.#scratch.length < end - start) this.#scratch = new Uint8Array((end - start) * 2);
    const out = this.#scratch;
    let size = 0;
    for (let i = start; i < end; i++) {
      let c = bytes[i] as number;
      if (kind === ESCAPED && c === BACKSLASH && i + 1 < end) {
        const next = bytes[++i] as number;
        c = ESCAPES.get(next) ?? next;
      } else if (
        kind === DOUBLED &&
        (c === this.#quote || (this.#backslash && c === BACKSLASH)) &&
        i + 1 < end
      )
        c = bytes[++i] as number;
      out[size++] = c;
    }
    return size;
  }

  /** Finds the fields of the row at hand and moves behind it; -1 where its end is not at hand. */
  #find(last: boolean): number {
    const pull = this.#pull;
    const bytes = pull.bytes;
    const end = pull.end;
    const separator = this.#separator;
    const quote = this.#quote;
    const escapes = this.#escapes;
    let at = pull.at;
    if (at >= end) return -1;
    let fields = 0;
    for (;;) {
      let start = at;
      let stop: number;
      let kind = PLAIN;
      let c = bytes[at] as number;
      if (c === quote && at < end) {
        start = ++at;
        kind = QUOTED;
        for (;;) {
          while (at < end && (c = bytes[at] as number) !== quote && !(c === BACKSLASH && this.#backslash))
            at++;
          if (at >= end) return -1;
          if (c === BACKSLASH) {
            kind = DOUBLED;
            at += 2;
          } else if (at + 1 >= end && !last) return -1;
          else if (at + 1 < end && bytes[at + 1] === quote) {
            kind = DOUBLED;
            at += 2;
          } else break;
        }
        stop = at++;
        // What stands between the closing quote and the separator is malformed; it is passed over.
        while (at < end && (c = bytes[at] as number) !== separator && c !== NEWLINE && c !== RETURN) at++;
      } else {
        while (at < end && (c = bytes[at] as number) !== separator && c !== NEWLINE && c !== RETURN) {
          if (escapes && c === BACKSLASH) {
            kind = ESCAPED;
            at++;
          }
          at++;
        }
        at = Math.min(at, end);
        stop = at;
      }
      if (at >= end && !last) return -1;
      if (fields >= this.#starts.length) this.#grow();
      if (fields < this.#starts.length) {
        this.#starts[fields] = start;
        this.#ends[fields] = stop;
        this.#kinds[fields] = kind;
        fields++;
      }
      if (at >= end) break;
      if (c === separator) {
        at++;
        if (at >= end && !last) return -1;
        continue;
      }
      if (c === RETURN) {
        if (at + 1 >= end && !last) return -1;
        if (bytes[at + 1] === NEWLINE && at + 1 < end) at++;
      }
      at++;
      break;
    }
    pull.at = Math.min(at, end);
    return fields;
  }

  #grow(): void {
    if (this.#starts.length >= 16_384) return;
    const size = this.#starts.length * 2;
    const starts = new Int32Array(size);
    starts.set(this.#starts);
    const ends = new Int32Array(size);
    ends.set(this.#ends);
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    this.#starts = starts;
    this.#ends = ends;
    this.#kinds = kinds;
  }
}

/** `\N` (MySQL, PostgreSQL, Hive) or `NULL` (SQL Server, phpMyAdmin) without quotes. */
function isNull(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start === 2) return bytes[start] === BACKSLASH && bytes[start + 1] === 0x4e;
  return (
    end - start === 4 &&
    bytes[start] === 0x4e &&
    bytes[start + 1] === 0x55 &&
    bytes[start + 2] === 0x4c &&
    bytes[start + 3] === 0x4c
  );
}
