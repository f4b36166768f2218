import { Refused } from './clickhouse-error.ts';
import { type FakeClickhouseOptions, OWN, systemRows } from './clickhouse-books.ts';
import { inFormat, MEDIA, type Result } from './clickhouse-formats.ts';
import { seeded } from '../random.ts';
import type { RunningFake } from './fake.ts';
import { type FakeReply, type FakeRequest, httpFake } from './http-fake.ts';
import { type Expression, parseSelect, type Select, type SelectItem, SqlError } from './sql.ts';
import { aggregateRows, evaluate, isAggregate, type Surroundings } from './sql-evaluate.ts';
import { distinctOf, edgesOf, type FakeTable, filledOf, type Row, type Value } from './table.ts';

/** Rows that one answer may hold, and rows that one statement may walk through. */
const MOST_ROWS = 100_000;
const SERVER_UUID = '5e1f5e1f-0000-4000-8000-00000000c11c';
/** Functions that tell of the server and not of a row. */
function ofServer(options: FakeClickhouseOptions, started: number, random: () => number) {
  return (name: string): Value | undefined => {
    if (name === 'version') return options.version;
    if (name === 'uptime') return Math.floor((Date.now() - started) / 1_000);
    if (name === 'serveruuid') return SERVER_UUID;
    if (name === 'hostname') return 'twin';
    if (name === 'currentdatabase') return 'default';
    if (name === 'currentuser') return 'default';
    if (name === 'rand') return Math.floor(random() * 2 ** 32);
    return undefined;
  };
}

/** Aggregates over a computed table, from what it knows of its columns. */
function aggregateTable(table: FakeTable, name: string, args: readonly Expression[]): Value | undefined {
  const [argument] = args;
  if (name === 'count' && (!argument || argument.kind === 'star')) return table.count();
  const inner =
    name === 'countif' && argument?.kind === 'call' && argument.name === 'isnull'
      ? argument.args[0]
      : argument;
  if (inner?.kind !== 'column') return undefined;
  needColumn(table, inner.name);
  switch (name) {
    case 'count':
      return filledOf(table, inner.name);
    case 'countif':
      return table.count() - filledOf(table, inner.name);
    case 'uniq':
    case 'uniqexact':
      return distinctOf(table, inner.name);
    case 'min':
      return edgesOf(table, inner.name).least;
    case 'max':
      return edgesOf(table, inner.name).most;
    default:
      return undefined;
  }
}

function needColumn(table: FakeTable, name: string): void {
  if (!table.columns.some((column) => column.name === name))
    throw new Refused(47, 'UNKNOWN_IDENTIFIER', `Unknown expression identifier '${name}'`);
}

/** Columns of the engine's own books that are 64 bits wide. */
const BOOK_NUMBERS = ['total_rows', 'total_bytes', 'rows', 'bytes_on_disk', 'position'];

function typeOf(expression: Expression, value: Value, table: FakeTable | undefined): string {
  if (expression.kind === 'column') {
    const column = table?.columns.find(({ name }) => name === expression.name);
    if (column) return column.type;
    if (BOOK_NUMBERS.includes(expression.name)) return 'UInt64';
  }
  if (expression.kind === 'call') {
    if (/^(?:count|uniq|countif|sum|touint64|uptime)/.test(expression.name)) return 'UInt64';
    if (expression.name === 'toint64') return 'Int64';
  }
  if (typeof value !== 'number') return 'String';
  return Number.isInteger(value) ? (Math.abs(value) > 65_535 ? 'UInt64' : 'UInt16') : 'Float64';
}

/** Row numbers in the order asked for; where a row is taken by chance, the ones between are skipped in one step. */
function* walk(select: Select, table: FakeTable, random: () => number): Generator<number> {
  const count = table.count();
  const { where } = select;
  const every =
    where?.kind === 'call' &&
    where.name === '=' &&
    where.args[0]?.kind === 'call' &&
    where.args[0].name === '%'
      ? where.args[0].args[1]
      : undefined;
  if (every?.kind === 'literal' && typeof every.value === 'number' && every.value > 1) {
    const miss = Math.log(1 - 1 / every.value);
    for (
      let at = Math.floor(Math.log(1 - random()) / miss);
      at < count;
      at += 1 + Math.floor(Math.log(1 - random()) / miss)
    )
      yield at;
    return;
  }
  const descending = select.orderBy[0]?.descending === true;
  for (let at = 0; at < count; at += 1) {
    if (at >= MOST_ROWS)
      throw new Refused(159, 'TIMEOUT_EXCEEDED', 'Timeout exceeded: too many rows to walk');
    yield descending ? count - 1 - at : at;
  }
}

function isChance(where: Expression | undefined): boolean {
  return where?.kind === 'call' && JSON.stringify(where).includes('"rand"');
}

function fromTable(
  select: Select,
  items: readonly SelectItem[],
  table: FakeTable,
  server: (name: string) => Value | undefined,
  random: () => number,
): Value[][] {
  const [order] = select.orderBy;
  if (order) {
    const name = order.expression.kind === 'column' ? order.expression.name : '';
    if (table.columns.find((column) => column.name === name)?.rising !== true)
      throw new Refused(396, 'TOO_MANY_ROWS_OR_BYTES', 'a twin sorts by its rising column alone');
  }
  const limit = Math.min(select.limit ?? MOST_ROWS, MOST_ROWS);
  const out: Value[][] = [];
  let skipped = 0;
  for (const at of walk(select, table, random)) {
    if (out.length >= limit) break;
    const row = table.at(at);
    const around: Surroundings = {
      column: (name) => {
        needColumn(table, name);
        return row[name] ?? null;
      },
      call: (name) => server(name),
    };
    if (select.where && !isChance(select.where) && !evaluate(select.where, around)) continue;
    skipped += 1;
    if (skipped > select.offset) out.push(items.map(({ expression }) => evaluate(expression, around)));
  }
  return out;
}

function fromRows(
  select: Select,
  items: readonly SelectItem[],
  rows: readonly Row[],
  server: (name: string) => Value | undefined,
): Value[][] {
  const around = (row: Row, group: readonly Row[]): Surroundings => ({
    column: (name) => {
      if (!(name in row))
        throw new Refused(47, 'UNKNOWN_IDENTIFIER', `Unknown expression identifier '${name}'`);
      return row[name] ?? null;
    },
    call: (name, args) => aggregateRows(name, args, group, (one) => around(one, [])) ?? server(name),
  });
  const { where } = select;
  const kept = where ? rows.filter((row) => Boolean(evaluate(where, around(row, [])))) : rows;
  const groups = new Map<string, Row[]>();
  const grouped = select.groupBy.length > 0 || items.some(({ expression }) => isAggregate(expression));
  for (const [at, row] of kept.entries()) {
    const key = grouped
      ? JSON.stringify(select.groupBy.map((one) => evaluate(one, around(row, []))))
      : String(at);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  if (grouped && groups.size === 0 && select.groupBy.length === 0) groups.set('', []);
  const ordered = [...groups.values()];
  for (const { expression, descending } of [...select.orderBy].reverse()) {
    const key = (group: readonly Row[]): string =>
      String(evaluate(expression, around(group[0] ?? {}, group)));
    ordered.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (descending ? -1 : 1));
  }
  return ordered
    .slice(select.offset, select.offset + (select.limit ?? MOST_ROWS))
    .map((group) => items.map(({ expression }) => evaluate(expression, around(group[0] ?? {}, group))));
}

function columnsOf(items: readonly SelectItem[], names: readonly string[]): readonly SelectItem[] {
  return items.flatMap((item) =>
    item.expression.kind === 'star'
      ? names.map((name): SelectItem => ({ expression: { kind: 'column', name }, label: name }))
      : [item],
  );
}

function run(
  options: FakeClickhouseOptions,
  select: Select,
  reading: boolean,
  started: number,
  random: () => number,
): Result {
  const server = ofServer(options, started, random);
  const [database, name] = select.from.length === 2 ? select.from : ['default', select.from[0]];
  const named = (
    items: readonly SelectItem[],
    rows: readonly (readonly Value[])[],
    table?: FakeTable,
  ): Result => ({
    columns: items.map(({ expression, label }, at) => ({
      name: label,
      type: typeOf(expression, rows[0]?.[at] ?? null, table),
    })),
    rows,
  });
  if (name === undefined) return named(select.items, fromRows(select, select.items, [{}], server));
  if (database === 'system') {
    const rows = systemRows(options, name, reading);
    const items = columnsOf(select.items, Object.keys(rows[0] ?? {}));
    return named(items, fromRows(select, items, rows, server));
  }
  const table = options.databases
    .find((one) => one.name === database)
    ?.tables.find((one) => one.name === name);
  if (!table) throw new Refused(60, 'UNKNOWN_TABLE', `Table ${database}.${name} does not exist`);
  const items = columnsOf(
    select.items,
    table.columns.map((column) => column.name),
  );
  if (!items.some(({ expression }) => isAggregate(expression)))
    return named(items, fromTable(select, items, table, server, random), table);
  if (select.where || select.groupBy.length > 0)
    throw new Refused(396, 'TOO_MANY_ROWS_OR_BYTES', 'a twin aggregates over whole tables alone');
  const around: Surroundings = {
    column: (column) => {
      throw new Refused(215, 'NOT_AN_AGGREGATE', `Column '${column}' is not under aggregate function`);
    },
    call: (called, args) => aggregateTable(table, called, args) ?? server(called),
  };
  return named(items, [items.map(({ expression }) => evaluate(expression, around))], table);
}

function show(options: FakeClickhouseOptions, sql: string): Result | undefined {
  const text = (name: string, values: readonly string[]): Result => ({
    columns: [{ name, type: 'String' }],
    rows: values.map((value) => [value]),
  });
  if (/^show grants\b/i.test(sql)) return text('GRANTS', ['GRANT ALL ON *.* TO default WITH GRANT OPTION']);
  if (/^show databases\b/i.test(sql))
    return text('name', [...Object.keys(OWN), ...options.databases.map(({ name }) => name)]);
  const [, database] = /^show tables(?: from `?(\w+)`?)?/i.exec(sql) ?? [];
  if (/^show tables\b/i.test(sql)) {
    const found = options.databases.find(({ name }) => name === (database ?? 'default'));
    return text('name', found?.tables.map(({ name }) => name) ?? []);
  }
  return undefined;
}

/** A server of ClickHouse's HTTP interface over computed tables: SELECT and SHOW alone. */
export async function fakeClickhouse(options: FakeClickhouseOptions): Promise<RunningFake> {
  const started = Date.now() - 3_600_000;
  let asked = 0;
  const failed = (status: number, { code, sign, message }: Refused): FakeReply => ({
    status,
    type: 'text/plain; charset=UTF-8',
    body: `Code: ${code}. DB::Exception: ${message}. (${sign}) (version ${options.version} (official build))\n`,
    headers: { 'X-ClickHouse-Exception-Code': String(code) },
  });
  const answer = (request: FakeRequest): FakeReply => {
    const parameter = request.query.get('query') ?? '';
    const sql = `${parameter}${parameter !== '' && request.body !== '' ? '\n' : ''}${request.body}`.trim();
    if (request.path === '/ping' || (request.path === '/' && sql === ''))
      return { status: 200, type: 'text/html; charset=UTF-8', body: 'Ok.\n' };
    if (request.path !== '/')
      return { status: 404, type: 'text/plain; charset=UTF-8', body: `There is no handle ${request.path}\n` };
    if (options.locked === true) {
      const message =
        'default: Authentication failed: password is incorrect, or there is no user with such name';
      return failed(403, new Refused(516, 'AUTHENTICATION_FAILED', message));
    }
    if (!/^(?:select|show)\b/i.test(sql))
      return failed(500, new Refused(164, 'READONLY', 'default: Cannot execute query in readonly mode'));
    asked += 1;
    const random = seeded(41, asked);
    try {
      const shown = /^show\b/i.test(sql) ? show(options, sql) : undefined;
      const select = shown ? undefined : parseSelect(sql);
      const result =
        shown ?? run(options, select as Select, request.method === 'GET', started, () => random.next());
      const wanted = select?.format ?? /\bformat\s+(\w+)\s*;?$/i.exec(sql)?.[1];
      const format = wanted ?? request.query.get('default_format') ?? 'TabSeparated';
      return {
        status: 200,
        type: MEDIA[format] ?? 'application/json; charset=UTF-8',
        body: inFormat(result, format),
        headers: { 'X-ClickHouse-Format': format, 'X-ClickHouse-Server-Display-Name': 'twin' },
      };
    } catch (error) {
      if (error instanceof Refused) return failed(error.code === 60 ? 404 : 500, error);
      if (error instanceof SqlError)
        return failed(400, new Refused(62, 'SYNTAX_ERROR', `Syntax error: ${error.message}`));
      throw error;
    }
  };
  return httpFake(options, answer);
}
