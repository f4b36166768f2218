import type { RunningFake } from './fake.ts';
import { type FakeReply, type FakeRequest, httpFake } from './http-fake.ts';
import type { Row } from './table.ts';

/** A database of computed documents, in the order of their ids. */
export interface FakeCouchDatabase {
  readonly name: string;
  readonly count: number;
  /** Ids rise with the number, as text. */
  id(index: number): string;
  at(index: number): Row;
  readonly averageBytes: number;
}

export interface FakeCouchOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly databases: readonly FakeCouchDatabase[];
  /** `require_valid_user`: 401 to everything but the greeting of versions before 3. */
  readonly locked?: boolean;
}

const MOST_ROWS = 10_000;

class Refused extends Error {
  readonly status: number;
  readonly error: string;
  constructor(status: number, error: string, reason: string) {
    super(reason);
    this.status = status;
    this.error = error;
  }
}

function revision(index: number): string {
  return `1-${index.toString(16).padStart(32, '0')}`;
}

/** First document whose id is not below the key. */
function lowerBound(database: FakeCouchDatabase, key: string): number {
  let low = 0;
  let high = database.count;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (database.id(middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function allDocs(database: FakeCouchDatabase, query: URLSearchParams, body: string): unknown {
  const asked: unknown = body === '' ? undefined : (JSON.parse(body) as { keys?: unknown }).keys;
  const whole = (name: string, other: number): number => {
    const value = Number(query.get(name) ?? other);
    if (!Number.isInteger(value) || value < 0)
      throw new Refused(400, 'query_parse_error', `Invalid value for integer: ${name}`);
    return value;
  };
  const key = (name: string): string | undefined => {
    const text = query.get(name);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  };
  const descending = query.get('descending') === 'true';
  const limit = Math.min(whole('limit', MOST_ROWS), MOST_ROWS);
  const skip = whole('skip', 0);
  const row = (index: number): object => {
    const id = database.id(index);
    const rev = revision(index);
    const doc =
      query.get('include_docs') === 'true' ? { doc: { _id: id, _rev: rev, ...database.at(index) } } : {};
    return { id, key: id, value: { rev }, ...doc };
  };
  const place = (id: string): number | undefined => {
    const index = lowerBound(database, id);
    return index < database.count && database.id(index) === id ? index : undefined;
  };
  if (Array.isArray(asked)) {
    const rows = asked.slice(0, MOST_ROWS).map((id: unknown) => {
      const index = place(String(id));
      return index === undefined ? { key: id, error: 'not_found' } : row(index);
    });
    return { total_rows: database.count, offset: null, rows };
  }
  const start = key('startkey') ?? key('start_key');
  const end = key('endkey') ?? key('end_key');
  const from = start === undefined ? 0 : lowerBound(database, start);
  const to = end === undefined ? database.count : lowerBound(database, `${end}\u0000`);
  const last = start === undefined ? database.count - 1 : lowerBound(database, `${start}\u0000`) - 1;
  const rows: object[] = [];
  for (let taken = 0; taken < limit; taken += 1) {
    const index = descending ? last - skip - taken : from + skip + taken;
    if (index < 0 || index >= database.count || (!descending && index >= to)) break;
    rows.push(row(index));
  }
  return { total_rows: database.count, offset: descending ? 0 : from + skip, rows };
}

function aboutDatabase(options: FakeCouchOptions, database: FakeCouchDatabase): object {
  const active = database.count * database.averageBytes;
  const common = {
    db_name: database.name,
    doc_count: database.count,
    doc_del_count: 0,
    update_seq: `${database.count}-twin`,
    purge_seq: 0,
    compact_running: false,
    disk_format_version: 8,
    instance_start_time: '0',
  };
  return Number(options.version.split('.')[0]) < 2
    ? { ...common, disk_size: active * 2, data_size: active }
    : {
        ...common,
        sizes: { file: active * 2, external: active, active },
        props: {},
        cluster: { q: 2, n: 1, w: 1, r: 1 },
      };
}

function answer(options: FakeCouchOptions, { method, path, query, body }: FakeRequest): unknown {
  const reading = method === 'GET' || method === 'HEAD' || (method === 'POST' && path.endsWith('/_all_docs'));
  if (!reading) throw new Refused(405, 'method_not_allowed', 'a twin cannot be written to');
  if (path === '/')
    return {
      couchdb: 'Welcome',
      version: options.version,
      git_sha: 'twin',
      uuid: '5e1f5e1f00000000000000000000c0c0',
      vendor: { name: 'synthetic twin' },
    };
  if (path === '/_up') return { status: 'ok' };
  if (path === '/_session')
    return {
      ok: true,
      userCtx: { name: null, roles: Number(options.version.split('.')[0]) < 3 ? ['_admin'] : [] },
      info: { authentication_handlers: ['cookie', 'default'] },
    };
  if (path === '/_all_dbs') {
    const limit = Number(query.get('limit') ?? MOST_ROWS);
    return options.databases
      .map(({ name }) => name)
      .sort()
      .slice(0, limit);
  }
  const [, name = '', rest] = path.split('/');
  const database = options.databases.find((one) => one.name === name);
  if (!database) throw new Refused(404, 'not_found', 'Database does not exist.');
  if (rest === undefined || rest === '') return aboutDatabase(options, database);
  if (rest === '_all_docs') return allDocs(database, query, body);
  if (rest === '_security') return {};
  const index = lowerBound(database, rest);
  if (index >= database.count || database.id(index) !== rest) throw new Refused(404, 'not_found', 'missing');
  return { _id: rest, _rev: revision(index), ...database.at(index) };
}

/** A server of CouchDB's HTTP interface over computed documents. */
export async function fakeCouch(options: FakeCouchOptions): Promise<RunningFake> {
  const headers = { Server: `CouchDB/${options.version} (Erlang OTP/24)` };
  const json = (status: number, body: unknown): FakeReply => ({
    status,
    type: 'application/json',
    body: `${JSON.stringify(body)}\n`,
    headers,
  });
  return httpFake(options, (request) => {
    if (options.locked === true && request.path !== '/_up')
      return json(401, { error: 'unauthorized', reason: 'Authentication required.' });
    try {
      return json(200, answer(options, request));
    } catch (error) {
      if (error instanceof Refused) return json(error.status, { error: error.error, reason: error.message });
      return json(400, { error: 'bad_request', reason: 'invalid UTF-8 JSON' });
    }
  });
}
