import { distinctOf, edgesOf, type FakeTable, type Value } from './table.ts';

export interface FakeMysqlOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly databases: readonly { readonly name: string; readonly tables: readonly FakeTable[] }[];
  /** Accounts that get in without a password; the empty name is the anonymous user. */
  readonly accounts: readonly string[];
}

/** Cells as text, as the text protocol sends them. */
export interface MysqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export class MysqlRefused extends Error {
  readonly code: number;
  readonly state: string;
  constructor(code: number, state: string, message: string) {
    super(message);
    this.code = code;
    this.state = state;
  }
}

interface Place {
  readonly database: string;
  readonly table: FakeTable;
}

const MOST_ROWS = 10_000;

function text(value: Value | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

function result(columns: readonly string[], rows: readonly (readonly Value[])[]): MysqlResult {
  return { columns, rows: rows.map((row) => row.map(text)) };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

function minute(value: Value): string | null {
  const time =
    typeof value === 'string'
      ? Date.parse(value.includes(' ') ? `${value.replace(' ', 'T')}Z` : value)
      : Number.NaN;
  return Number.isNaN(time) ? null : iso(Math.floor(time / 60_000) * 60_000);
}

/** Comments that only some versions read, and the ceiling in front of a SELECT. */
function bare(sql: string): string {
  return sql
    .replace(/\/\*.*?\*\//gs, ' ')
    .trim()
    .replace(/;$/, '')
    .trim();
}

function places(options: FakeMysqlOptions): readonly Place[] {
  return options.databases.flatMap(({ name, tables }) => tables.map((table) => ({ database: name, table })));
}

/** `TABLE_SCHEMA = 'x'`, where it stands. */
function ofSchema(sql: string, all: readonly Place[]): readonly Place[] {
  const wanted = /TABLE_SCHEMA\s*=\s*'((?:[^'\\]|\\.|'')*)'/i.exec(sql)?.[1];
  return wanted === undefined
    ? all
    : all.filter(({ database }) => database === wanted.replace(/\\(.)|''/g, '$1'));
}

function schemaBooks(options: FakeMysqlOptions, sql: string): MysqlResult | undefined {
  const all = places(options);
  const book = /\binformation_schema\.(\w+)/i.exec(sql)?.[1]?.toUpperCase();
  switch (book) {
    case 'SCHEMATA':
      return result(
        ['SCHEMA_NAME'],
        ['information_schema', 'mysql', ...options.databases.map(({ name }) => name)]
          .sort()
          .map((name) => [name]),
      );
    case 'USER_PRIVILEGES':
      return result(
        ['GRANTEE'],
        options.accounts.map((account) => [`'${account}'@'%'`]),
      );
    case 'COLUMNS':
      return result(
        ['TABLE_NAME', 'COLUMN_NAME', 'DATA_TYPE', 'COLUMN_KEY'],
        ofSchema(sql, all).flatMap(({ table }) =>
          table.columns.map(({ name, type, unique, indexed }) => [
            table.name,
            name,
            type,
            indexed === true ? (unique === true ? 'PRI' : 'MUL') : '',
          ]),
        ),
      );
    case 'STATISTICS':
      return result(
        ['TABLE_NAME', 'INDEX_NAME', 'SEQ_IN_INDEX', 'COLUMN_NAME', 'NON_UNIQUE', 'CARDINALITY'],
        ofSchema(sql, all).flatMap(({ table }) =>
          table.columns
            .filter(({ indexed }) => indexed === true)
            .map(({ name, unique }) => [
              table.name,
              unique === true ? 'PRIMARY' : name,
              1,
              name,
              unique === true ? 0 : 1,
              distinctOf(table, name),
            ]),
        ),
      );
    case 'TABLES':
      if (/^select\s+count\(\*\)/i.test(sql)) return result(['COUNT(*)'], [[all.length]]);
      if (/AUTO_INCREMENT/i.test(sql))
        return result(
          ['TABLE_SCHEMA', 'TABLE_NAME', 'AUTO_INCREMENT'],
          ofSchema(sql, all).map(({ database, table }) => [database, table.name, table.count() + 1]),
        );
      return result(
        ['TABLE_SCHEMA', 'TABLE_NAME', 'TABLE_TYPE', 'ENGINE', 'TABLE_ROWS', 'BYTES', 'CREATED', 'UPDATED'],
        ofSchema(sql, all).map(({ database, table }) => [
          database,
          table.name,
          'BASE TABLE',
          'InnoDB',
          table.count(),
          table.count() * table.averageBytes,
          iso(table.created),
          null,
        ]),
      );
    default:
      return undefined;
  }
}

function aboutServer(
  options: FakeMysqlOptions,
  account: string,
  started: number,
  sql: string,
): MysqlResult | undefined {
  if (/^select @@version\b/i.test(sql))
    return result(['@@version', '@@version_comment'], [[options.version, 'MySQL Community Server - GPL']]);
  if (/^select @@server_uuid/i.test(sql))
    return result(['@@server_uuid'], [['5e1f5e1f-0000-11ee-8000-000000000000']]);
  if (/^select @@global\.read_only/i.test(sql)) return result(['@@global.read_only'], [[0]]);
  if (/^select version\(\)/i.test(sql)) return result(['version()'], [[options.version]]);
  if (/^select \d+$/i.test(sql)) return result([sql.slice(7)], [[Number(sql.slice(7))]]);
  if (/^show databases/i.test(sql))
    return result(
      ['Database'],
      options.databases.map(({ name }) => [name]),
    );
  if (/^show grants/i.test(sql))
    return result(['Grants'], [[`GRANT ALL PRIVILEGES ON *.* TO '${account}'@'%' WITH GRANT OPTION`]]);
  if (/^show global status like 'uptime'/i.test(sql))
    return result(['Variable_name', 'Value'], [['Uptime', Math.floor((Date.now() - started) / 1_000)]]);
  return undefined;
}

const NAME = '`(?:[^`]|``)+`|\\w+';
const FROM = new RegExp(`\\bfrom\\s+(?:(${NAME})\\.)?(${NAME})`, 'i');

function unquote(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}

/** Columns named in a list, in order; a function around one is taken as the column itself. */
function columnsIn(list: string, table: FakeTable): readonly string[] {
  if (list.trim() === '*') return table.columns.map(({ name }) => name);
  const names = [
    ...list.matchAll(new RegExp(`t\\.(\`(?:[^\`]|\`\`)+\`)|(?:^|,)\\s*(${NAME})\\s*(?=,|$)`, 'g')),
  ].map(([, aliased, plain]) => unquote(aliased ?? plain ?? ''));
  for (const name of names)
    if (!table.columns.some((column) => column.name === name))
      throw new MysqlRefused(1054, '42S22', `Unknown column '${name}' in 'field list'`);
  return names;
}

/** The row whose unique, rising column has this number: the generators number from 1. */
function rowOfKey(table: FakeTable, column: string, key: number): number {
  const first = Number(table.at(0)[column] ?? 1);
  return key - first;
}

function rowNumbers(table: FakeTable, sql: string, random: () => number): readonly number[] {
  const count = table.count();
  const limit = Math.min(Number(/\blimit (\d+)/i.exec(sql)?.[1] ?? MOST_ROWS), MOST_ROWS);
  const inside = (at: number): boolean => at >= 0 && at < count;
  const share = /\brand\(\) \* 1000000 < (\d+)/i.exec(sql)?.[1];
  if (share !== undefined) {
    const miss = Math.log(1 - Math.min(0.999_999, Number(share) / 1e6));
    const drawn: number[] = [];
    for (
      let at = Math.floor(Math.log(1 - random()) / miss);
      at < count && drawn.length < limit;
      at += 1 + Math.floor(Math.log(1 - random()) / miss)
    )
      drawn.push(at);
    return drawn;
  }
  const [, column = '', list = ''] =
    new RegExp(`\\bwhere t\\.(${NAME}) in \\(([\\d, -]+)\\)`, 'i').exec(sql) ?? [];
  if (column !== '')
    return list
      .split(',')
      .map((key) => rowOfKey(table, unquote(column), Number(key)))
      .filter(inside)
      .slice(0, limit);
  const [, after = '', key] = new RegExp(`\\bwhere t\\.(${NAME}) >= (-?\\d+)`, 'i').exec(sql) ?? [];
  const offset = Number(/\boffset (\d+)/i.exec(sql)?.[1] ?? 0);
  if (after === '' && /\bwhere\b|\bjoin\b|\bgroup by\b/i.test(sql))
    throw new MysqlRefused(1235, '42000', 'a twin knows no such condition');
  const from = after === '' ? offset : Math.max(0, rowOfKey(table, unquote(after), Number(key)));
  const descending = /\border by .* desc\b/i.test(sql);
  return Array.from({ length: Math.max(0, Math.min(limit, count - from)) }, (_, at) =>
    descending ? count - 1 - from - at : from + at,
  );
}

function ofTable(options: FakeMysqlOptions, current: string, sql: string, random: () => number): MysqlResult {
  const [, schema, quoted = ''] = FROM.exec(sql) ?? [];
  const name = unquote(quoted);
  const database = schema === undefined ? current : unquote(schema);
  const table = places(options).find(
    (place) => place.database === database && place.table.name === name,
  )?.table;
  if (!table) throw new MysqlRefused(1146, '42S02', `Table '${database}.${name}' doesn't exist`);
  const list = /^select\s+(.*?)\s+from\s/is.exec(sql)?.[1] ?? '';
  if (/^count\(\*\)/i.test(list)) return result([list], [[table.count()]]);
  if (/\bmin\(/i.test(list)) {
    const [column = ''] = columnsIn(list, table);
    const { least, most } = edgesOf(table, column);
    return result(
      ['least', 'most'],
      [/date_format/i.test(list) ? [minute(least), minute(most)] : [least, most]],
    );
  }
  const columns = columnsIn(list, table);
  return result(
    columns,
    rowNumbers(table, sql, random).map((at) => {
      const row = table.at(at);
      return columns.map((column) => row[column] ?? null);
    }),
  );
}

const WRITES =
  /^(?:insert|update|delete|replace|truncate|create|alter|drop|grant|revoke|load|call|lock|rename|do|flush)\b/i;

/** The rows of one statement; undefined for those that give none. Throws `MysqlRefused`. */
export function mysqlStatement(
  options: FakeMysqlOptions,
  session: {
    readonly account: string;
    readonly database: string;
    readonly started: number;
    random(): number;
  },
  statement: string,
): MysqlResult | undefined {
  const sql = bare(statement).replace(/^set statement .* for\s+/i, '');
  if (/^(?:set|start transaction|begin|commit|rollback|use)\b/i.test(sql)) return undefined;
  if (WRITES.test(sql))
    throw new MysqlRefused(1792, '25006', 'Cannot execute statement in a READ ONLY transaction.');
  if (/^show tables/i.test(sql)) {
    const own = options.databases.find(({ name }) => name === session.database);
    if (!own) throw new MysqlRefused(1046, '3D000', 'No database selected');
    return result(
      [`Tables_in_${own.name}`],
      own.tables.map(({ name }) => [name]),
    );
  }
  const known = aboutServer(options, session.account, session.started, sql) ?? schemaBooks(options, sql);
  if (known) return known;
  if (/^select\b/i.test(sql) && FROM.test(sql))
    return ofTable(options, session.database, sql, () => session.random());
  throw new MysqlRefused(1064, '42000', 'You have an error in your SQL syntax');
}
