import type { Path, Sink } from '../columns/sink.ts';
import { LIMITS } from './limits.ts';
import type { Pull } from './pull.ts';
import { insertHead, columnsOf, nameOf, copyHead, type SqlHead } from './sql-heads.ts';
import { readCopy } from './sql-copy.ts';
import { SqlScan } from './sql-scan.ts';
import { putBare, putHexLiteral, putQuoted } from './sql-values.ts';
import {
  columnName,
  goOn,
  type Input,
  type Notes,
  remark,
  skipped,
  type Table,
  table,
  type Work,
} from './work.ts';

const HEAD = 64 * 1024;
const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;
const QUOTE = 0x27;
const DOUBLE = 0x22;

/** True where a backslash in a text is an escape: MySQL and MariaDB, unless their mode says otherwise. */
function keepsBackslash(head: string): boolean {
  const first = head.slice(0, 4096);
  if (/-- PostgreSQL database|^PRAGMA foreign_keys|SET standard_conforming_strings = on/m.test(first))
    return false;
  if (/SQL_MODE[^\n]{0,200}NO_BACKSLASH_ESCAPES/.test(first)) return false;
  return /(?:MySQL|MariaDB) dump|phpMyAdmin/.test(first) || /ENGINE\s*=|`/.test(head);
}

const PROGRAM =
  /^CREATE\s+(?:OR\s+REPLACE\s+)?(?:[\w=@`'%.]+\s+){0,4}?(?:TRIGGER|PROCEDURE|FUNCTION|EVENT|PACKAGE)\b/i;

/** Statements of a dump. Only table definitions and rows are looked at; nothing is ever executed. */
export async function readSql(input: Input, work: Work, notes: Notes): Promise<void> {
  const { pull } = input;
  const start = Buffer.from(await pull.peek(HEAD)).toString('latin1');
  const batches =
    /^GO\s*$/im.test(start) &&
    !/(?:PostgreSQL database|MySQL|MariaDB) dump|phpMyAdmin/.test(start.slice(0, 4096));
  const scan = new SqlScan(pull, !batches && keepsBackslash(start), batches);
  const schema = new Map<string, readonly string[]>();
  const tables = new Map<string, Table | undefined>();
  let others = 0;

  const tableOf = (head: SqlHead, fields: number): Table | undefined => {
    const key = `${head.table} ${head.columns?.join(',') ?? ''}`;
    if (tables.has(key)) return tables.get(key);
    const columns =
      head.columns ??
      schema.get(head.table) ??
      Array.from({ length: fields }, (_one, index) => columnName(index));
    const made = tables.size < LIMITS.tables ? table(work, notes, head.table, columns) : undefined;
    tables.set(key, made);
    return made;
  };

  for (;;) {
    goOn(work);
    if (!(await scan.toStatement())) break;
    const words = scan.firstWords();
    if (words.startsWith('CREATE')) {
      const text = await scan.statementText(1024 * 1024);
      if (PROGRAM.test(text.slice(0, 400))) {
        await passProgram(scan, text);
        continue;
      }
      const name = nameOf(text);
      if (name !== undefined && schema.size < LIMITS.tables) schema.set(name, columnsOf(text));
    } else if (words.startsWith('DELIMITER')) await scan.passDelimited();
    else if (words.startsWith('INSERT') || words.startsWith('REPLACE') || /^INTO\s/.test(words)) {
      const head = await insertHead(pull);
      if (head === undefined) {
        others++;
        await scan.passStatement();
        continue;
      }
      await readTuples(pull, scan, head, tableOf, work);
    } else if (words.startsWith('COPY')) {
      const head = await copyHead(pull);
      if (head === undefined) await scan.passStatement();
      else if (/csv|binary|delimiter/i.test(head.options ?? '')) {
        skipped(notes, 'rows of a COPY that are in CSV or binary form: not read');
        await passCopy(scan, pull);
      } else await readCopy(pull, tableOf(head, head.columns?.length ?? 1), work);
    } else await scan.passStatement();
  }
  if (scan.cut) skipped(notes, 'the last statement has no end: the dump is cut off');
  if (others > 0) remark(notes, `${others} INSERT statements hold no plain rows`);
}

/** The rest of a program whose statements end with semicolons of their own (SQLite, Oracle): up to its END. */
async function passProgram(scan: SqlScan, text: string): Promise<void> {
  const plain = text.replace(/'(?:[^']|'')*'/g, '');
  if (plain.includes('$') || !/\bBEGIN\b/i.test(plain)) return;
  let last = plain;
  for (let i = 0; i < 10_000 && !/\bEND(?:\s+[\w"`]+)?\s*$/i.test(last) && (await scan.toStatement()); i++)
    last = await scan.statementText(64 * 1024);
}

async function passCopy(scan: SqlScan, pull: Pull): Promise<void> {
  while (await pull.fill(2)) {
    const last = pull.bytes[pull.at] === 0x5c && pull.bytes[pull.at + 1] === 0x2e;
    await scan.passLine();
    if (last) return;
  }
}

/** `(…), (…), …;` behind VALUES. */
async function readTuples(
  pull: Pull,
  scan: SqlScan,
  head: SqlHead,
  tableOf: (head: SqlHead, fields: number) => Table | undefined,
  work: Work,
): Promise<void> {
  let here: Table | undefined;
  let known = false;
  const values = new Values(scan.backslash);
  for (let rows = 0; ; rows++) {
    if ((rows & 255) === 0) goOn(work);
    await scan.passGap();
    const next = pull.available > 0 || (await pull.fill(1)) ? pull.bytes[pull.at] : undefined;
    if (next === COMMA) {
      pull.at++;
      continue;
    }
    if (next !== OPEN) {
      // Neither SQL Server nor Oracle's INSERT ALL puts a semicolon between two.
      await pull.fill(16);
      if (
        !/^(?:INSERT|INTO|GO|SET|PRINT|UPDATE|DELETE|CREATE|ALTER|USE|EXEC|DROP|SELECT)\s/.test(
          scan.firstWords(),
        )
      )
        await scan.passStatement();
      return;
    }
    let end = values.find(pull);
    while (end < 0) {
      if (pull.available > LIMITS.record) {
        here?.target.sink.skip('value too long');
        await scan.passStatement();
        return;
      }
      const had = pull.available;
      if (!(await pull.fill(had + 1))) {
        (here ?? tableOf(head, 1))?.target.sink.skip('truncated record');
        pull.at = pull.end;
        return;
      }
      end = values.find(pull);
    }
    if (!known) {
      known = true;
      here = tableOf(head, values.count);
    }
    if (here !== undefined && !here.target.full()) values.give(here.target.sink, here.paths, pull.bytes);
    pull.at = end;
  }
}

const PLAIN = 0;
const QUOTED = 1;
const ESCAPED = 2;
const HEX = 3;

class Values {
  count = 0;
  readonly #backslash: boolean;
  #starts = new Int32Array(LIMITS.columns);
  #ends = new Int32Array(LIMITS.columns);
  #kinds = new Uint8Array(LIMITS.columns);
  #escapes = new Uint8Array(LIMITS.columns);

  constructor(backslash: boolean) {
    this.#backslash = backslash;
  }

  /** Where the tuple at hand ends; -1 where that is not at hand. */
  find(pull: Pull): number {
    const { bytes, end } = pull;
    let at = pull.at + 1;
    this.count = 0;
    for (;;) {
      while (at < end && (bytes[at] as number) <= 0x20) at++;
      if (at >= end) return -1;
      const start = at;
      let kind = PLAIN;
      let from = at;
      let to = at;
      let depth = 0;
      let backslash = this.#backslash;
      let c = 0;
      for (; at < end; at++) {
        c = bytes[at] as number;
        if (c === QUOTE || c === DOUBLE) {
          const quote = c;
          const before = bytes[at - 1] as number;
          const prefix = at - start;
          if (prefix === 1 && (before | 32) === 0x65) backslash = true;
          let escaped = false;
          const open = at + 1;
          for (at = open; at < end; at++) {
            c = bytes[at] as number;
            if (c === 0x5c && backslash) {
              escaped = true;
              at++;
            } else if (c === quote) {
              if (at + 1 >= end) return -1;
              if (bytes[at + 1] !== quote) break;
              escaped = true;
              at++;
            }
          }
          if (at >= end) return -1;
          // The first text of an expression is its value: CAST(N'…' AS date), TO_DATE('…', '…'), DATE '…'.
          if (kind === PLAIN) {
            kind = prefix === 1 && (before | 32) === 0x78 ? HEX : escaped ? ESCAPED : QUOTED;
            from = open;
            to = at;
          }
          c = quote;
        } else if (c === OPEN) depth++;
        else if (c === CLOSE) {
          if (depth === 0) break;
          depth--;
        } else if (c === COMMA && depth === 0) break;
      }
      if (at >= end) return -1;
      if (kind === PLAIN) {
        to = at;
        while (to > from && (bytes[to - 1] as number) <= 0x20) to--;
      }
      if (this.count < LIMITS.columns) {
        this.#starts[this.count] = from;
        this.#ends[this.count] = to;
        this.#kinds[this.count] = kind;
        this.#escapes[this.count] = backslash ? 1 : 0;
        this.count++;
      }
      at++;
      if (c === CLOSE) return at;
    }
  }

  give(sink: Sink, paths: readonly Path[], bytes: Uint8Array): void {
    const count = Math.min(this.count, paths.length);
    sink.beginRecord();
    for (let i = 0; i < count; i++) {
      const path = paths[i] as Path;
      const start = this.#starts[i] as number;
      const end = this.#ends[i] as number;
      const kind = this.#kinds[i];
      if (kind === PLAIN) putBare(sink, path, bytes, start, end);
      else if (kind === HEX) putHexLiteral(sink, path, bytes, start, end);
      else putQuoted(sink, path, bytes, start, end, kind === ESCAPED, this.#escapes[i] === 1);
    }
    sink.endRecord();
  }
}
