import {
  type FakePgOptions,
  PgRefused,
  type PgTable,
  result,
  rowsPerBlock,
  stampOf,
  tablesOf,
  TEXT,
  text,
  typeOid,
} from './postgresql-catalogue.ts';
import { edgesOf, type FakeTable, type Row, type Value } from './table.ts';

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}

const AS_ISO = /to_char\(date_trunc\('minute', min\(t\."((?:[^"]|"")+)"\)/i;

const FROM = /\bfrom\s+(?:only\s+)?(?:("(?:[^"]|"")+"|\w+)\.)?("(?:[^"]|"")+"|\w+)/i;
const COLUMN = /t\.("(?:[^"]|"")+")|^("(?:[^"]|"")+"|\w+)$/;
const MOST_ROWS = 10_000;

function splitList(list: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const letter of list) {
    if (letter === '"') quoted = !quoted;
    if (!quoted && letter === '(') depth += 1;
    if (!quoted && letter === ')') depth -= 1;
    if (letter === ',' && depth === 0 && !quoted) {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return [...parts, part.trim()];
}

/** A cell as the server writes it: `2024-01-31 09:30:00+00` for a point in time. */
function written(value: Value | undefined, type: string): string | null {
  const cell = text(value);
  if (cell === null || type !== 'timestamp with time zone') return cell;
  return cell.replace('T', ' ').replace(/(?:\.000)?Z$/, '+00');
}

/** One column of a SELECT: the name, and what is done to its text. */
function itemOf(
  item: string,
  table: FakeTable,
): { readonly name: string; readonly oid: number; of(row: Row): string | null } {
  const match = COLUMN.exec(item);
  const name = unquote(match?.[1] ?? match?.[2] ?? '');
  const column = table.columns.find((one) => one.name === name);
  if (!column) throw new PgRefused('42703', `column "${name}" does not exist`);
  const cut = /^left\(.*, (\d+)\)$/.exec(item)?.[1];
  const bare = match?.[2] !== undefined;
  return {
    name,
    oid: bare ? typeOid(column.type) : TEXT,
    of: (row) => {
      const cell = written(row[name], column.type);
      return cell !== null && cut !== undefined ? cell.slice(0, Number(cut)) : cell;
    },
  };
}

function rowNumbers(sql: string, table: FakeTable): readonly number[] {
  const count = table.count();
  const limit = Number(/\blimit (\d+)/i.exec(sql)?.[1] ?? MOST_ROWS);
  const offset = Number(/\boffset (\d+)/i.exec(sql)?.[1] ?? 0);
  if (/\bctid\b/i.test(sql)) {
    const per = rowsPerBlock(table);
    return [...sql.matchAll(/\((\d+),(\d+)\)/g)]
      .map(([, block, line]) => (Number(line) <= per ? Number(block) * per + Number(line) - 1 : count))
      .filter((at) => at < count)
      .slice(0, limit);
  }
  if (/\bwhere\b|\bjoin\b|\bgroup by\b/i.test(sql))
    throw new PgRefused('0A000', 'a twin knows no such condition');
  const [, column, order] = /\border by\s+"?(\w+)"?(?:\s+(asc|desc))?/i.exec(sql) ?? [];
  if (column !== undefined && table.columns.find(({ name }) => name === column)?.rising !== true)
    throw new PgRefused('0A000', 'a twin sorts by its rising column alone');
  const taken = Math.max(0, Math.min(limit, MOST_ROWS, count - offset));
  return Array.from({ length: taken }, (_, at) =>
    order?.toLowerCase() === 'desc' ? count - 1 - offset - at : offset + at,
  );
}

/** Statements over the twin's own tables: counts, spans, pages and tuples. */
export function tableQuery(options: FakePgOptions, database: string, sql: string): PgTable {
  const [, schema, quoted = ''] = FROM.exec(sql) ?? [];
  const name = unquote(quoted);
  const table = tablesOf(options, database).find((one) => one.table.name === name)?.table;
  if (!table || (schema !== undefined && unquote(schema) !== 'public'))
    throw new PgRefused('42P01', `relation "${name}" does not exist`);
  const list = /^select\s+(.*?)\s+from\s/is.exec(sql)?.[1] ?? '';
  if (/^count\(\*\)$/i.test(list))
    return { columns: [{ name: 'count', oid: 20 }], rows: [[String(table.count())]] };
  const dated = AS_ISO.exec(list)?.[1];
  if (dated !== undefined) {
    const { least, most } = edgesOf(table, unquote(`"${dated}"`));
    return result([[stampOf(least), stampOf(most)]], 2);
  }
  const asked = list === '*' ? table.columns.map((column) => `"${column.name}"`) : splitList(list);
  const items = asked.map((item) => itemOf(item, table));
  return {
    columns: items.map(({ name: label, oid }) => ({ name: label, oid })),
    rows: rowNumbers(sql, table).map((at) => {
      const row = table.at(at);
      return items.map((item) => item.of(row));
    }),
  };
}
