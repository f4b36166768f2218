import { definitionsOf } from './sql-heads.ts';

/** How the rows of a table lie in the file. */
export interface Layout {
  /** Names, in the order of the stored values. */
  readonly columns: readonly string[];
  /** The column that stands for the row's number, and is stored as NULL; negative where there is none. */
  readonly alias: number;
  /** WITHOUT ROWID: the rows lie in an index, the columns of the primary key first. */
  readonly byKey: boolean;
}

/** Reads a CREATE TABLE statement as SQLite keeps it; undefined where it is not understood. */
export function layoutOf(sql: string): Layout | undefined {
  const text = Buffer.from(sql.replace(/^\s*CREATE\s+TEMP\w*\s/i, 'CREATE '), 'utf8').toString('latin1');
  const { columns, key } = definitionsOf(text);
  if (columns.length === 0) return undefined;
  // A virtual column is worked out when it is read; only a stored one is in the file.
  const stored = columns.filter(({ text: type }) => !/\bAS\s*\(/i.test(type) || /\)\s*STORED\b/i.test(type));
  const byKey = /\)[^)]*\bWITHOUT\s+ROWID\b[^)]*$/i.test(sql);
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const own = columns.filter(({ text: type }) => /\bPRIMARY\s+KEY\b/i.test(type)).map(({ name }) => name);
  const keys = own.length > 0 ? own : key;
  if (byKey) {
    const first = keys.filter((name, at) => keys.findIndex((other) => same(other, name)) === at);
    const rest = stored.filter(({ name }) => !first.some((one) => same(one, name)));
    return { columns: [...first, ...rest.map(({ name }) => name)], alias: -1, byKey };
  }
  const [only] = keys;
  const alias = stored.findIndex(
    ({ name, text: type }) =>
      keys.length === 1 &&
      only !== undefined &&
      same(name, only) &&
      /^\s*["'`[]?INTEGER["'`\]]?(?=\s|,|\(|$)/i.test(type) &&
      !/^\s*INTEGER\s+PRIMARY\s+KEY\s+DESC\b/i.test(type),
  );
  return { columns: stored.map(({ name }) => name), alias, byKey };
}
