import { LIMITS } from './limits.ts';
import type { Pull } from './pull.ts';

/** A table, and its columns where the statement names them. Names are UTF-8 text without quotes. */
export interface SqlHead {
  readonly table: string;
  readonly columns: readonly string[] | undefined;
  /** What stands behind `FROM stdin` of a COPY. */
  readonly options?: string;
}

const NAME =
  '(?:`(?:[^`]|``){1,256}`|\'(?:[^\']|\'\'){1,256}\'|"(?:[^"]|""){1,256}"|\\[[^\\]]{1,256}\\]|[\\w$\\x80-\\xff]{1,256})';
const NAMES = `${NAME}(?:\\s*\\.\\s*${NAME}){0,2}`;
const LIST = `\\(\\s*(${NAME}(?:\\s*,\\s*${NAME}){0,${LIMITS.columns}})\\s*\\)`;
/** SQL Server writes no INTO; Oracle's INSERT ALL repeats INTO alone, once a row. */
const INSERT = new RegExp(
  `^(?:(?:INSERT|REPLACE)\\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|ALL|FIRST|OR\\s+\\w+)\\s+){0,3}(?:INTO\\s+)?|INTO\\s+)(?:TABLE\\s+)?(${NAMES})\\s*(?:${LIST})?\\s*(?:OVERRIDING\\s+\\w+\\s+VALUE\\s+)?VALUES?(?=[\\s(/-])\\s*`,
  'i',
);
const COPY = new RegExp(
  `^COPY\\s+(?:ONLY\\s+)?(${NAMES})\\s*(?:${LIST})?\\s+FROM\\s+stdin([^;\\n]{0,200});[^\\n]{0,20}\\n`,
  'i',
);
const CREATE = new RegExp(
  `^CREATE\\s+(?:\\w+\\s+){0,3}?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(${NAMES})\\s*\\(`,
  'i',
);
const NAME_ALONE = new RegExp(NAME, 'g');
const NAME_ALONE_ONCE = new RegExp(`^${NAME}`);
const KEY = /^\s*(?:CONSTRAINT\s+\S+\s+)?PRIMARY\s+KEY\s*\(([^)]*)\)/i;
const COLUMN = new RegExp(`^\\s*(${NAME})\\s+[\\w"\`\\[]`, 'i');
const NO_COLUMN =
  /^\s*(?:CONSTRAINT|PRIMARY\s+KEY|UNIQUE|KEY|INDEX|FULLTEXT|SPATIAL|FOREIGN\s+KEY|CHECK|EXCLUDE|PERIOD|LIKE)\b/i;

function plain(quoted: string): string {
  const first = quoted[0];
  const bare =
    first === '`' || first === '"' || first === "'"
      ? quoted.slice(1, -1).replaceAll(first + first, first)
      : first === '['
        ? quoted.slice(1, -1)
        : quoted;
  return Buffer.from(bare, 'latin1').toString('utf8');
}

/** `public.people` goes as `people`: the schema that everything is in says nothing. */
function tableName(names: string): string {
  const parts = (names.match(NAME_ALONE) ?? []).map(plain);
  return (
    parts.length > 1 && ['public', 'dbo', 'main'].includes(parts[0] as string) ? parts.slice(1) : parts
  ).join('.');
}

function columnList(list: string | undefined): readonly string[] | undefined {
  return list === undefined ? undefined : (list.match(NAME_ALONE) ?? []).map(plain);
}

const SHORT = 1024;
const LONG = 256 * 1024;

async function head(pull: Pull, pattern: RegExp): Promise<SqlHead | undefined> {
  for (const size of [SHORT, LONG]) {
    const text = Buffer.from(await pull.peek(size)).toString('latin1');
    const found = pattern.exec(text);
    if (found === null) continue;
    pull.at += found[0].length;
    return { table: tableName(found[1] as string), columns: columnList(found[2]), options: found[3] ?? '' };
  }
  return undefined;
}

/** `INSERT INTO … VALUES` (or Oracle's `INTO … VALUES`), and moves behind it; undefined where the statement is another. */
export function insertHead(pull: Pull): Promise<SqlHead | undefined> {
  return head(pull, INSERT);
}

/** `COPY … FROM stdin;` and the end of its line. */
export function copyHead(pull: Pull): Promise<SqlHead | undefined> {
  return head(pull, COPY);
}

/** The table that a CREATE statement (Latin-1 text) makes. */
export function nameOf(text: string): string | undefined {
  const found = CREATE.exec(text);
  return found === null ? undefined : tableName(found[1] as string);
}

/** The names of the columns of a CREATE TABLE statement, in order. */
export function columnsOf(text: string): readonly string[] {
  return definitionsOf(text).columns.map(({ name }) => name);
}

export interface Definitions {
  /** `text`: what stands behind the name: type and constraints. */
  readonly columns: readonly { readonly name: string; readonly text: string }[];
  /** Columns of a PRIMARY KEY that stands by itself. */
  readonly key: readonly string[];
}

/** The columns of a CREATE TABLE statement (Latin-1 text), in order, and its primary key. */
export function definitionsOf(text: string): Definitions {
  const found = CREATE.exec(text);
  const columns: { readonly name: string; readonly text: string }[] = [];
  let key: readonly string[] = [];
  if (found === null) return { columns, key };
  let depth = 1;
  let quote = '';
  let from = found[0].length;
  for (let at = from; at < text.length && depth > 0; at++) {
    const c = text[at] as string;
    if (quote !== '') {
      if (c === quote) quote = '';
      continue;
    }
    if (c === "'" || c === '"' || c === '`') quote = c;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    if (!((c === ',' && depth === 1) || depth === 0)) continue;
    const part = text.slice(from, at).replace(/^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)+/, '');
    from = at + 1;
    const listed = KEY.exec(part);
    if (listed !== null && key.length === 0)
      key = (listed[1] as string)
        .split(',')
        .map((one) => plain((NAME_ALONE_ONCE.exec(one.trim()) ?? [''])[0]));
    if (NO_COLUMN.test(part)) continue;
    const column = COLUMN.exec(`${part} x`);
    if (column !== null && columns.length <= LIMITS.columns)
      columns.push({ name: plain(column[1] as string), text: part.slice(column[0].length - 1) });
  }
  return { columns, key };
}
