import { headerOf } from './csv-header.ts';
import { LIMITS, Unreadable } from './limits.ts';
import {
  columnName,
  goOn,
  type Input,
  type Notes,
  putText,
  type RandomAccess,
  skipped,
  table,
  type Table,
  type Work,
} from './work.ts';
import { SharedStrings } from './shared-strings.ts';
import { xmlTokens } from './xml-tokens.ts';
import { memberBytes, refusedEntry } from './zip-member.ts';
import type { ZipEntry } from './zip-directory.ts';

/** Bytes and number of all shared strings that are held. */
const MOST_SHARED = 96 * 1024 * 1024;
const MOST_TEXTS = 8 * 1024 * 1024;
/** Values given out for each byte of a sheet: one shared text in every cell would swell a small file without end. */
const MOST_TEXT = 2 * 1024 * 1024 * 1024;
/** Formats of cells; Excel has 65,490 at most. */
const MOST_STYLES = 100_000;
/** Characters of one cell. */
const LONGEST = 1_000_000;
/** Formats of numbers that are dates (ECMA-376, part 1, 18.8.30). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const decoder = new TextDecoder();

interface Book {
  readonly shared: SharedStrings;
  /** Bytes of text given so far. */
  given: number;
  /** Days begin in 1904 (files of old Macs) and not in 1900. */
  readonly epoch: number;
  /** By the index of a cell's style: its number is a date. */
  readonly dates: readonly boolean[];
}

/** Sheets of a workbook (Office Open XML), a record a row; formulas are not looked at, only the values that were stored. */
export async function readXlsx(
  file: RandomAccess,
  entries: readonly ZipEntry[],
  input: Input,
  work: Work,
  notes: Notes,
): Promise<void> {
  const byName = new Map(
    entries.filter((entry) => refusedEntry(entry) === undefined).map((entry) => [entry.name, entry]),
  );
  const bytes = (name: string): AsyncIterable<Uint8Array> | undefined => {
    const entry = byName.get(name);
    return entry && memberBytes(file, entry, work);
  };
  const names = new Map<string, string>();
  const sheets: { readonly name: string; readonly id: string }[] = [];
  let epoch = EPOCH;
  await tags(bytes('xl/workbook.xml'), (name, attribute) => {
    if (name === 'workbookPr' && /^(?:1|true)$/.test(attribute('date1904') ?? '')) epoch = EPOCH_1904;
    if (name === 'sheet' && sheets.length <= LIMITS.tables)
      sheets.push({ name: attribute('name') ?? 'sheet', id: attribute('id') ?? '' });
  });
  await tags(bytes('xl/_rels/workbook.xml.rels'), (name, attribute) => {
    if (name === 'Relationship' && names.size < LIMITS.members)
      names.set(attribute('Id') ?? '', (attribute('Target') ?? '').replace(/^\/?(?:xl\/)?/, 'xl/'));
  });
  const book: Book = {
    shared: await sharedStrings(bytes('xl/sharedStrings.xml'), notes),
    dates: await dateStyles(bytes('xl/styles.xml')),
    given: 0,
    epoch,
  };
  if (sheets.length > LIMITS.tables)
    skipped(notes, `more than ${LIMITS.tables} sheets: the others are not read`);
  for (const { name, id } of sheets.slice(0, LIMITS.tables)) {
    const sheet = bytes(names.get(id) ?? '');
    if (sheet === undefined) {
      skipped(notes, 'a sheet of the workbook is missing or refused');
      continue;
    }
    goOn(work);
    try {
      await readSheet(
        sheet,
        /^(?:Sheet|Tabelle|Feuil|Hoja|Лист)?\s*\d*$/i.test(name) && sheets.length === 1 ? input.title : name,
        book,
        work,
        notes,
      );
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      skipped(notes, error.message);
    }
  }
}

async function tags(
  bytes: AsyncIterable<Uint8Array> | undefined,
  open: (name: string, attribute: (name: string) => string | undefined) => void,
): Promise<void> {
  if (bytes === undefined) return;
  await xmlTokens(bytes, { open, close: () => undefined, text: () => undefined });
}

async function sharedStrings(
  bytes: AsyncIterable<Uint8Array> | undefined,
  notes: Notes,
): Promise<SharedStrings> {
  const out = new SharedStrings(MOST_SHARED, MOST_TEXTS);
  if (bytes === undefined) return out;
  let text = '';
  let inText = false;
  let phonetic = 0;
  await xmlTokens(bytes, {
    open(name, _attribute, closed) {
      if (name === 'si') text = '';
      if (name === 't') inText = !closed;
      if (name === 'rPh' && !closed) phonetic++;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic--;
      if (name !== 'si') return;
      if (!out.add(text))
        skipped(
          notes,
          'texts of the workbook that are longer than 32,767 characters, or beyond 96 MB together, are not looked at whole',
        );
    },
    text(piece) {
      if (inText && phonetic === 0 && text.length < LONGEST) text += piece;
    },
  });
  return out;
}

async function dateStyles(bytes: AsyncIterable<Uint8Array> | undefined): Promise<readonly boolean[]> {
  const custom = new Set<number>();
  const out: boolean[] = [];
  let inCells = false;
  if (bytes === undefined) return out;
  await xmlTokens(bytes, {
    open(name, attribute) {
      if (name === 'numFmt') {
        const code = (attribute('formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
        if (/[ymdhs]/i.test(code) && !/[#0?]/.test(code.replace(/s\.0+/i, 's')))
          if (custom.size < MOST_STYLES) custom.add(Number(attribute('numFmtId')));
      } else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attribute('numFmtId') ?? 0);
        if (out.length < MOST_STYLES) out.push(DATE_FORMATS.has(id) || custom.has(id));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
    text: () => undefined,
  });
  return out;
}

/** `BC12` is column 54, counted from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference) {
    const letter = char.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

interface Cell {
  readonly column: number;
  readonly kind: string;
  readonly date: boolean;
  readonly text: string;
  /** Of shared texts. */
  readonly bytes: Uint8Array | undefined;
}

const HEAD_ROWS = 30;
/** Titles above a table have at most so many rows. */
const TITLE_ROWS = 8;

/** How many rows in front of the headings hold a title or a date alone: one cell, or two, where the table is wide. */
function titlesOf(rows: readonly (readonly Cell[])[], width: number): number {
  const few = width >= 6 ? 2 : 1;
  let above = 0;
  while (width >= 3 && above < TITLE_ROWS && above + 1 < rows.length && (rows[above]?.length ?? 0) <= few)
    above++;
  return above < TITLE_ROWS && (rows[above]?.length ?? 0) > few ? above : 0;
}

async function readSheet(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  book: Book,
  work: Work,
  notes: Notes,
): Promise<void> {
  let head: Cell[][] | undefined = [];
  let here: Table | undefined;
  let row: Cell[] = [];
  let column = -1;
  let kind = '';
  let style = -1;
  let text = '';
  let inValue = false;

  const settle = (): void => {
    if (head === undefined) return;
    const rows = head;
    head = undefined;
    const width = Math.min(
      LIMITS.columns,
      rows.reduce((most, cells) => Math.max(most, ...cells.map((cell) => cell.column + 1)), 0),
    );
    if (width === 0) return;
    const texts = rows.map((cells) => {
      const line = Array.from({ length: width }, () => '');
      for (const cell of cells)
        if (cell.column < width) line[cell.column] = cell.kind === 's' || cell.kind === 'n' ? cell.text : '';
      return line;
    });
    const above = titlesOf(rows, width);
    const titles = rows[above]?.every((cell) => cell.kind === 's') ? headerOf(texts.slice(above)) : undefined;
    here = table(
      work,
      notes,
      name,
      Array.from({ length: width }, (_one, index) => titles?.[index] || columnName(index)),
    );
    for (const cells of titles ? rows.slice(above + 1) : rows) put(here, cells, book.epoch);
  };

  await xmlTokens(bytes, {
    open(tag, attribute, closed) {
      if (tag === 'row') {
        row = [];
        column = -1;
      } else if (tag === 'c') {
        const reference = attribute('r');
        column = reference === undefined ? column + 1 : columnOf(reference);
        kind = attribute('t') ?? 'n';
        style = Number(attribute('s') ?? -1);
        text = '';
      } else if ((tag === 'v' || tag === 't') && !closed) inValue = true;
    },
    close(tag) {
      if (tag === 'v' || tag === 't') inValue = false;
      else if (tag === 'c') {
        if (text === '' || column < 0) return;
        if (column >= LIMITS.columns) {
          skipped(notes, `a sheet has more than ${LIMITS.columns} columns: those beyond are not looked at`);
          return;
        }
        // A row has each column once; a hostile one names the same cell without end.
        if (row.length >= LIMITS.columns) return;
        const bytes = kind === 's' ? book.shared.at(Number(text)) : undefined;
        if (kind === 's' && bytes === undefined) return;
        book.given += bytes?.length ?? text.length;
        if (book.given > MOST_TEXT)
          throw new Unreadable('a workbook whose cells come to more than 2 GB of text: read up to there');
        row.push({
          column,
          kind: kind === 's' || kind === 'str' || kind === 'inlineStr' || kind === 'd' ? 's' : kind,
          date: kind === 'n' && book.dates[style] === true,
          text: head !== undefined && bytes !== undefined ? decoder.decode(bytes) : text,
          bytes,
        });
      } else if (tag === 'row' && row.length > 0) {
        goOn(work);
        if (head !== undefined) {
          head.push(row);
          if (head.length >= HEAD_ROWS) settle();
        } else if (here !== undefined) put(here, row, book.epoch);
      }
    },
    text(piece) {
      if (inValue && text.length < LONGEST) text += piece;
    },
  });
  settle();
}

function put({ target, paths }: Table, cells: readonly Cell[], epoch: number): void {
  if (target.full()) return;
  const { sink } = target;
  sink.beginRecord();
  for (const cell of cells) {
    const path = paths[cell.column];
    if (path === undefined) continue;
    const value = Number(cell.text);
    if (cell.bytes !== undefined) sink.text(path, cell.bytes, 0, cell.bytes.length);
    else if (cell.kind === 's') putText(sink, path, cell.text);
    else if (cell.kind === 'b') sink.boolean(path);
    else if (cell.kind === 'e' || Number.isNaN(value)) sink.nil(path);
    else if (cell.date) sink.date(path, epoch + Math.round(value * DAY));
    else sink.number(path, value);
  }
  sink.endRecord();
}
