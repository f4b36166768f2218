import type { Path } from '../sink.ts';
import type { CsvDialect } from './csv-dialect.ts';
import type { Pull } from './pull.ts';
import { goOn, type Input, type Notes, remark, table, type Work } from './work.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BACKSLASH = 0x5c;
/** A field longer than this is an unclosed quote, or no field. */
const LONGEST = 1024 * 1024;

/** Rows of fields. The text is UTF-8 by now. */
export async function readCsv(input: Input, work: Work, notes: Notes, dialect: CsvDialect): Promise<void> {
  const { pull } = input;
  const head = await pull.peek(16);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) pull.at += 3;
  const names =
    dialect.header ?? Array.from({ length: dialect.columns }, (_one, index) => `column ${index + 1}`);
  const { target, paths } = table(
    work,
    input.title,
    names.map((name, index) => name || `column ${index + 1}`),
  );
  if (dialect.header === undefined) remark(notes, 'no heading row was found: columns are numbered');
  const rows = new CsvRows(pull, dialect, paths, target.data.root);
  const sink = target.sink;
  let first = dialect.header !== undefined || (await startsWithSep(pull));
  if (first && (await startsWithSep(pull))) await rows.passLine();
  first = dialect.header !== undefined;
  if (first) await rows.passRow();
  let ragged = 0;
  while (!target.full()) {
    const known = rows.rows;
    if ((known & 1023) === 0) goOn(work);
    const got = rows.row(target.data) ?? (await rows.slowRow(target.data));
    if (got === 'end') break;
    if (got === 'too long') sink.skip('value too long');
    if (got === 'cut') sink.skip('truncated record');
    if (got === 'ragged') ragged++;
  }
  if (ragged > 0) remark(notes, `${ragged} rows have another number of fields than the first`);
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

type Got = 'row' | 'ragged' | 'end' | 'too long' | 'cut';

interface RowSink {
  beginRecord(): void;
  endRecord(): void;
  text(path: Path, bytes: Uint8Array, start: number, end: number): void;
}

class CsvRows {
  rows = 0;
  readonly #pull: Pull;
  readonly #separator: number;
  readonly #quote: number;
  readonly #backslash: boolean;
  readonly #paths: readonly Path[];
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  /** 1 where the field has escapes inside. */
  #escaped = new Uint8Array(64);
  #scratch = new Uint8Array(1024);

  constructor(pull: Pull, dialect: CsvDialect, paths: readonly Path[], _root: Path) {
    this.#pull = pull;
    this.#separator = dialect.separator.charCodeAt(0);
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

  async passRow(): Promise<void> {
    for (;;) {
      const fields = this.#find(this.#pull.ended);
      if (fields >= 0 || this.#pull.available > LONGEST) return;
      const had = this.#pull.available;
      if (!(await this.#pull.fill(had + 1)) && this.#pull.ended) {
        this.#find(true);
        return;
      }
    }
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
    if (fields === 1 && this.#starts[0] === this.#ends[0]) return 'row';
    const count = Math.min(fields, paths.length);
    sink.beginRecord();
    for (let i = 0; i < count; i++) {
      const start = this.#starts[i] as number;
      const end = this.#ends[i] as number;
      if (this.#escaped[i] === 0) sink.text(paths[i] as Path, bytes, start, end);
      else {
        const size = this.#unescape(bytes, start, end);
        sink.text(paths[i] as Path, this.#scratch, 0, size);
      }
    }
    sink.endRecord();
    return fields === paths.length ? 'row' : 'ragged';
  }

  #unescape(bytes: Uint8Array, start: number, end: number): number {
    if (this.#scratch.length < end - start) this.#scratch = new Uint8Array((end - start) * 2);
    const out = this.#scratch;
    let size = 0;
    for (let i = start; i < end; i++) {
      const c = bytes[i] as number;
      if ((c === this.#quote || (this.#backslash && c === BACKSLASH)) && i + 1 < end) i++;
      out[size++] = bytes[i] as number;
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
    let at = pull.at;
    if (at >= end) return -1;
    let fields = 0;
    for (;;) {
      let start = at;
      let stop: number;
      let escaped = 0;
      let c = bytes[at] as number;
      if (c === quote && at < end) {
        start = ++at;
        for (;;) {
          while (at < end && (c = bytes[at] as number) !== quote && !(c === BACKSLASH && this.#backslash))
            at++;
          if (at >= end) return -1;
          if (c === BACKSLASH) {
            escaped = 1;
            at += 2;
          } else if (at + 1 >= end && !last) return -1;
          else if (at + 1 < end && bytes[at + 1] === quote) {
            escaped = 1;
            at += 2;
          } else break;
        }
        stop = at++;
        // What stands between the closing quote and the separator is malformed; it is passed over.
        while (at < end && (c = bytes[at] as number) !== separator && c !== NEWLINE && c !== RETURN) at++;
      } else {
        while (at < end && (c = bytes[at] as number) !== separator && c !== NEWLINE && c !== RETURN) at++;
        stop = at;
      }
      if (at >= end && !last) return -1;
      if (fields >= this.#starts.length) this.#grow();
      if (fields < this.#starts.length) {
        this.#starts[fields] = start;
        this.#ends[fields] = stop;
        this.#escaped[fields] = escaped;
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
    const escaped = new Uint8Array(size);
    escaped.set(this.#escaped);
    this.#starts = starts;
    this.#ends = ends;
    this.#escaped = escaped;
  }
}
