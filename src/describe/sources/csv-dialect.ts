import { headerOf } from './csv-header.ts';
import { isRunningText } from './csv-prose.ts';

export interface CsvDialect {
  /** One character; none where the table has one column. */
  readonly separator: string;
  readonly quote: '"' | "'" | undefined;
  /** A backslash before a quote keeps it, as MySQL writes; otherwise a quote is doubled (RFC 4180). */
  readonly backslash: boolean;
  /** A backslash keeps what follows outside of quotes too (mysqldump --tab, Hive, COPY). */
  readonly escapes: boolean;
  readonly header: readonly string[] | undefined;
  readonly columns: number;
  /** Rows in front of the first record that are not blank: titles, and the heading. */
  readonly skip: number;
  /** Lines that begin with # are no rows. */
  readonly comments: boolean;
}

const SEPARATORS = [',', ';', '\t', '|', '\x01', '\x1f', '^', '~'] as const;
const LINES = 200;
/** So many rows may stand in front of the heading. */
const MOST_TITLES = 12;

/** The fields of the first lines under one reading. The last line is left out where it may be cut. */
export function parseHead(
  text: string,
  separator: string,
  quote: string | undefined,
  how: { readonly backslash: boolean; readonly escapes: boolean; readonly whole: boolean },
): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let fresh = true;
  for (let i = 0; i < text.length && rows.length < LINES; i++) {
    const c = text[i] as string;
    if (quoted) {
      if (how.backslash && c === '\\') field += text[++i] ?? '';
      else if (c !== quote) field += c;
      else if (text[i + 1] === quote) field += text[++i];
      else quoted = false;
      continue;
    }
    if (c === quote && fresh) {
      quoted = true;
      fresh = false;
    } else if (c === '\\' && how.escapes) {
      field += c + (text[++i] ?? '');
      fresh = false;
    } else if (c === separator) {
      row.push(field);
      field = '';
      fresh = true;
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i++;
      row.push(field);
      field = '';
      fresh = true;
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
    } else {
      field += c;
      fresh = false;
    }
  }
  if (how.whole && (field !== '' || row.length > 0)) {
    row.push(field);
    rows.push(row);
  }
  return rows;
}

/** The number of fields that most rows have, and how many rows have it. */
function usual(rows: readonly string[][]): readonly [number, number] {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
}

/** Rows in front of the table: a title, a date, blank fields. */
function titlesOf(rows: readonly string[][], columns: number): number {
  let count = 0;
  while (count < Math.min(MOST_TITLES, rows.length - 1)) {
    const row = rows[count] as string[];
    const filled = row.filter((field) => field.trim() !== '').length;
    if (!(row.length < columns - 1 || (columns >= 3 && filled <= 1))) break;
    count++;
  }
  return count;
}

interface Marks {
  readonly comments: boolean;
  /** The text without its comments. */
  readonly body: string;
  /** A heading that stands in a comment: `#Fields: a b` (W3C), `#fields` (Zeek), `#id,name`. */
  readonly heading: string | undefined;
  readonly fields: readonly string[] | undefined;
  readonly separator: string | undefined;
}

function marksOf(text: string): Marks {
  const none = { comments: false, body: text, heading: undefined, fields: undefined, separator: undefined };
  if (!text.startsWith('#')) return none;
  const lines = text.split('\n');
  const marked = lines.filter((line) => line.startsWith('#'));
  const body = lines.filter((line) => !line.startsWith('#')).join('\n');
  const w3c = marked.find((line) => line.startsWith('#Fields: '));
  if (w3c !== undefined)
    return {
      ...none,
      comments: true,
      body,
      fields: w3c.slice(9).trim().split(/\s+/),
      separator: w3c.includes('\t') ? '\t' : ' ',
    };
  const zeek = marked.find((line) => line.startsWith('#fields\t'));
  if (zeek !== undefined)
    return { ...none, comments: true, body, fields: zeek.slice(8).trimEnd().split('\t'), separator: '\t' };
  let leading = 0;
  while (lines[leading]?.startsWith('#')) leading++;
  return { ...none, comments: true, body, heading: lines[leading - 1]?.replace(/^#+\s*/, '').trimEnd() };
}

interface Reading {
  readonly quote: '"' | "'" | undefined;
  readonly escapes: boolean;
}

function readingsOf(body: string, separator: string): readonly Reading[] {
  const out: Reading[] = [{ quote: '"', escapes: false }];
  if (body.startsWith("'") || body.includes(`${separator}'`) || body.includes("\n'"))
    out.push({ quote: "'", escapes: false });
  if (body.includes('\\N') || body.includes('\\\n') || body.includes(`\\${separator}`))
    out.push({ quote: undefined, escapes: true });
  return out;
}

/** How the text is parted into fields, or undefined where it is no table. */
export function csvDialect(text: string, whole: boolean): CsvDialect | undefined {
  const clean = text.startsWith('\ufeff') ? text.slice(1) : text;
  const stated = /^sep=(.)\r?\n/.exec(clean);
  const marks = marksOf(stated ? clean.slice(stated[0].length) : clean);
  const { body, comments } = marks;
  let best: { readonly dialect: CsvDialect; readonly score: number } | undefined;
  const separators = marks.separator === undefined ? SEPARATORS : [marks.separator];
  for (const separator of separators) {
    if (!body.includes(separator)) continue;
    for (const { quote, escapes } of readingsOf(body, separator)) {
      const backslash =
        quote !== undefined && body.includes(`\\${quote}`) && !body.includes(`${quote}${quote}`);
      const rows = parseHead(body, separator, quote, { backslash, escapes, whole });
      const made = judged(rows, separator, marks, stated?.[1]);
      if (made === undefined) continue;
      const score = made.score + (quote === '"' ? 0.001 : 0) + (escapes ? 0.002 : 0);
      if (best !== undefined && best.score >= score) continue;
      const { columns, skip, header } = made;
      best = { score, dialect: { separator, quote, backslash, escapes, header, columns, skip, comments } };
    }
  }
  return best?.dialect ?? pairs(body, whole) ?? oneColumn(body, whole);
}

function judged(
  rows: readonly string[][],
  separator: string,
  marks: Marks,
  stated: string | undefined,
):
  | {
      readonly score: number;
      readonly columns: number;
      readonly skip: number;
      readonly header: CsvDialect['header'];
    }
  | undefined {
  const [most] = usual(rows);
  if (most < 2) return undefined;
  const { fields } = marks;
  if (fields !== undefined)
    return { score: 5, columns: Math.max(most, fields.length), skip: 0, header: fields };
  const heading = marks.heading?.split(separator);
  const titles = titlesOf(rows, most);
  const table = rows.slice(titles);
  const own = headerOf(table);
  const commented = own === undefined && heading?.length === most ? headerOf([heading, ...table]) : undefined;
  const header = own ?? commented;
  const records = header !== undefined && commented === undefined ? table.slice(1) : table;
  // A heading alone is a table without rows, where its words look like names of columns.
  if (
    table.length < 2 &&
    !(header !== undefined && most > 2 && header.every((name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)))
  )
    return undefined;
  const counted = records.length > 0 ? records : table;
  const [columns, often] = usual(counted);
  if (columns < 2) return undefined;
  const even = often / counted.length;
  if (even < (columns > 2 ? 0.7 : 0.9)) return undefined;
  if (isRunningText(counted, separator, columns)) return undefined;
  const flat = counted.flat();
  const long = flat.filter((field) => field.length > 200).length / flat.length;
  const score = even + Math.min(columns, 20) / 100 - long - titles / 200 + (stated === separator ? 2 : 0);
  const width = Math.max(columns, header?.length ?? 0, table[0]?.length ?? 0);
  return {
    score,
    columns: width,
    skip: titles + (header !== undefined && commented === undefined ? 1 : 0),
    header: header && [...header, ...Array.from({ length: width - header.length }, () => '')],
  };
}

const plain = { quote: '"', backslash: false, escapes: false, comments: false } as const;

/** `address:password`, as lists of stolen logins are written. */
function pairs(body: string, whole: boolean): CsvDialect | undefined {
  for (const separator of [':', ' ']) {
    const rows = parseHead(body, separator, undefined, { backslash: false, escapes: false, whole });
    const good = rows.filter((row) => row.length > 1 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(row[0] as string));
    if (rows.length < 3 || good.length < rows.length * 0.8) continue;
    const [columns] = usual(rows);
    if (columns < 2 || columns > 6) continue;
    return { ...plain, quote: undefined, separator, header: undefined, columns, skip: 0 };
  }
  return undefined;
}

/** A heading of a word or two, and values without blanks below. */
function oneColumn(body: string, whole: boolean): CsvDialect | undefined {
  const rows = parseHead(body, '', '"', { backslash: false, escapes: false, whole });
  if (rows.length < 4 || rows.some((row) => (row[0] as string).length > 400)) return undefined;
  const header = headerOf(rows);
  if (
    header === undefined ||
    !/^[\p{L}_][\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+){0,2}$/u.test(header[0] as string)
  )
    return undefined;
  const values = rows
    .slice(1)
    .filter((row) => /^\S{1,200}$/.test((row[0] as string).trim()) && /[\d@]/.test(row[0] as string));
  if (values.length < (rows.length - 1) * 0.8) return undefined;
  return { ...plain, separator: '', header, columns: 1, skip: 1 };
}
