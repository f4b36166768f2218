import { anywhere } from './held.ts';
import { LIMITS, Unreadable } from './limits.ts';
import { layoutOf } from './sqlite-layout.ts';
import { openPages, type Pages } from './sqlite-pages.ts';
import { SqliteRow } from './sqlite-row.ts';
import { goOn, type Input, type Notes, remark, skipped, table, type Table, type Work } from './work.ts';

interface Wanted {
  readonly name: string;
  readonly root: number;
  readonly sql: string;
}

const INTERNAL = /^sqlite_/i;

/**
 * Tables of an SQLite database file, page by page (sqlite.org/fileformat2.html). No SQL is run, no journal is played back and
 * nothing is written. Indices, views and triggers are left out.
 */
export async function readSqlite(input: Input, work: Work, notes: Notes): Promise<void> {
  const file = await anywhere(input, work, 'an SQLite database');
  const log = await input.beside?.('-wal');
  try {
    await readTables(await openPages(file, log), input, work, notes);
  } finally {
    await log?.close();
  }
}

async function readTables(pages: Pages, input: Input, work: Work, notes: Notes): Promise<void> {
  if (pages.fromLog > 0) remark(notes, 'the log beside the database (-wal) was read with it');
  else if (pages.journaled && input.beside === undefined)
    remark(notes, 'the database is in WAL mode: what lies in a -wal file beside it is not read');
  const wanted: Wanted[] = [];
  await eachRow(pages, 1, work, (row) => {
    const sql = row.textAt(4);
    const name = row.textAt(1);
    const root = row.numberAt(3);
    if (row.textAt(0) === 'table' && !INTERNAL.test(name) && wanted.length < LIMITS.tables)
      wanted.push({ name, root, sql });
  });
  for (const { name, root, sql } of wanted) {
    goOn(work);
    if (root === 0 || /^\s*CREATE\s+VIRTUAL/i.test(sql)) continue;
    const layout = layoutOf(sql);
    if (layout === undefined) {
      skipped(notes, 'a table whose definition is not understood: not read');
      continue;
    }
    const here = table(work, notes, name, layout.columns);
    try {
      await eachRow(
        pages,
        root,
        work,
        (row) => give(row, here, layout.alias),
        () => here.target.full(),
        layout.byKey,
      );
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      skipped(notes, `a table is damaged: ${error.message}`);
    }
  }
}

function give(row: SqliteRow, { target, paths }: Table, alias: number): void {
  target.sink.beginRecord();
  row.give(target.sink, paths, alias);
  target.sink.endRecord();
}

/** Rows of a table's tree in order. Each page is met once, so that a tree that bites its tail ends. */
async function eachRow(
  pages: Pages,
  root: number,
  work: Work,
  take: (row: SqliteRow) => void,
  enough: () => boolean = () => false,
  byKey = false,
): Promise<void> {
  const seen = new Set<number>();
  const row = new SqliteRow(pages.encoding);
  const give = async (page: Uint8Array, cell: number): Promise<void> => {
    const overflow = row.cell(page, cell, pages.usable, byKey);
    if (overflow !== undefined) row.payload(await pages.chain(overflow.page, overflow.local, overflow.size));
    take(row);
  };
  const visit = async (number: number, depth: number): Promise<void> => {
    if (enough()) return;
    goOn(work);
    if (depth > 24 || seen.has(number)) throw new Unreadable('its pages point at one another in a ring');
    seen.add(number);
    const page = await pages.page(number);
    const at = number === 1 ? 100 : 0;
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
    const kind = page[at];
    const cells = view.getUint16(at + 3);
    if (kind === 0x02 && byKey) {
      // In a table without row numbers the inner pages hold rows too: each stands between two pages below.
      if (at + 12 + cells * 2 > page.length)
        throw new Unreadable('a page holds more cells than it has room for');
      for (let i = 0; i < cells && !enough(); i++) {
        const cell = view.getUint16(at + 12 + i * 2);
        if (cell + 4 > page.length) throw new Unreadable('a cell lies outside of its page');
        await visit(view.getUint32(cell), depth + 1);
        await give(page, cell + 4);
      }
      await visit(view.getUint32(at + 8), depth + 1);
      return;
    }
    if (kind === 0x05 && !byKey) {
      if (at + 12 + cells * 2 > page.length)
        throw new Unreadable('a page holds more cells than it has room for');
      for (let i = 0; i < cells; i++) {
        const cell = view.getUint16(at + 12 + i * 2);
        if (cell + 4 > page.length) throw new Unreadable('a cell lies outside of its page');
        await visit(view.getUint32(cell), depth + 1);
      }
      await visit(view.getUint32(at + 8), depth + 1);
      return;
    }
    if (kind !== (byKey ? 0x0a : 0x0d)) throw new Unreadable('a page is of a kind that cannot be here');
    if (at + 8 + cells * 2 > page.length)
      throw new Unreadable('a page holds more cells than it has room for');
    for (let i = 0; i < cells && !enough(); i++) await give(page, view.getUint16(at + 8 + i * 2));
  };
  await visit(root, 0);
}
