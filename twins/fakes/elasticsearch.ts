import { aggregate, type Json, object, Refused } from './elasticsearch-aggregations.ts';
import type { RunningFake } from './fake.ts';
import { type FakeReply, type FakeRequest, httpFake } from './http-fake.ts';
import { drawIndexes, type FakeTable } from './table.ts';

export interface FakeElasticOptions {
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly distribution?: 'elasticsearch' | 'opensearch';
  readonly clusterName: string;
  readonly indices: readonly FakeTable[];
  /** Answers like a cluster with security on: 401 and a security_exception to everything. */
  readonly locked?: boolean;
}

const MOST_HITS = 10_000;

/** The numbers of the rows that a query gives, in its order. */
function rowsFor(
  index: FakeTable,
  query: Json,
  sort: unknown,
  from: number,
  size: number,
): readonly number[] {
  const count = index.count();
  const [kind = 'match_all'] = Object.keys(query);
  if (from + size > MOST_HITS)
    throw new Refused(400, 'illegal_argument_exception', 'Result window is too large');
  if (kind === 'function_score') {
    const body = object(query[kind]);
    const [first] = Array.isArray(body['functions']) ? body['functions'] : [];
    const score = body['random_score'] ?? object(first)['random_score'];
    if (score === undefined) throw new Refused(400, 'parsing_exception', 'only random_score is known here');
    return drawIndexes(count, from + size, Number(object(score)['seed'] ?? 0)).slice(from);
  }
  if (kind !== 'match_all') throw new Refused(400, 'parsing_exception', `unknown query [${kind}]`);
  const [first] = Array.isArray(sort) ? sort : sort === undefined ? [] : [sort];
  const [field, how] =
    typeof first === 'string' ? first.split(':') : (Object.entries(object(first))[0] ?? []);
  const column = index.columns.find(({ name }) => name === field);
  if (field !== undefined && field !== '_doc' && column?.rising !== true)
    throw new Refused(400, 'illegal_argument_exception', `no sorting on [${field}] here`);
  const order = typeof how === 'string' ? how : object(how)['order'];
  const window = Math.max(0, Math.min(size, count - from));
  return Array.from({ length: window }, (_, at) => (order === 'desc' ? count - 1 - from - at : from + at));
}

function search(options: FakeElasticOptions, index: FakeTable, request: FakeRequest): Json {
  const source = request.query.get('source') ?? (request.body === '' ? '{}' : request.body);
  const body = object(JSON.parse(source));
  const size = Number(request.query.get('size') ?? body['size'] ?? 10);
  const from = Number(request.query.get('from') ?? body['from'] ?? 0);
  const sort = request.query.get('sort') ?? body['sort'];
  const total = index.count();
  const aggs = object(body['aggs'] ?? body['aggregations']);
  const hits = size === 0 ? [] : rowsFor(index, object(body['query']), sort ?? undefined, from, size);
  const old = Number(options.version.split('.')[0]) < 7 && options.distribution !== 'opensearch';
  const exact = body['track_total_hits'] === true || request.query.get('track_total_hits') === 'true';
  const value = exact ? total : Math.min(total, MOST_HITS);
  return {
    took: 2,
    timed_out: false,
    _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
    hits: {
      total: old ? total : { value, relation: value < total ? 'gte' : 'eq' },
      max_score: null,
      hits: hits.map((at) => ({ _index: index.name, _id: `doc-${at}`, _score: 1, _source: index.at(at) })),
    },
    ...(Object.keys(aggs).length === 0
      ? {}
      : {
          aggregations: Object.fromEntries(
            Object.entries(aggs).map(([name, one]) => [name, aggregate(index, object(one))]),
          ),
        }),
  };
}

function bytesOf(index: FakeTable): number {
  return index.count() * index.averageBytes;
}

function catRow(index: FakeTable): Record<string, string> {
  const count = String(index.count());
  const size = String(bytesOf(index));
  return {
    health: 'yellow',
    status: 'open',
    index: index.name,
    uuid: Buffer.from(index.name).toString('base64url').padEnd(22, 'A').slice(0, 22),
    pri: '1',
    rep: '1',
    'docs.count': count,
    'docs.deleted': '0',
    'store.size': size,
    'pri.store.size': size,
    'creation.date': String(index.created),
    'creation.date.string': new Date(index.created).toISOString(),
  };
}

function mapping(index: FakeTable, version: string): Json {
  const properties = Object.fromEntries(
    index.columns.map(({ name, type }) => [
      name,
      type === 'text' ? { type, fields: { keyword: { type: 'keyword', ignore_above: 256 } } } : { type },
    ]),
  );
  return { mappings: Number(version.split('.')[0]) < 7 ? { doc: { properties } } : { properties } };
}

function chosen(options: FakeElasticOptions, names: string | undefined): readonly FakeTable[] {
  if (names === undefined || names === '_all' || names === '*') return options.indices;
  return names.split(',').map((name) => {
    const found = options.indices.find((index) => index.name === name);
    if (!found) throw new Refused(404, 'index_not_found_exception', `no such index [${name}]`);
    return found;
  });
}

function root(options: FakeElasticOptions): Json {
  const openSearch = options.distribution === 'opensearch';
  return {
    name: 'node-1',
    cluster_name: options.clusterName,
    cluster_uuid: 'SyntheticTwin000000000',
    version: {
      ...(openSearch ? { distribution: 'opensearch' } : { build_flavor: 'default', build_type: 'tar' }),
      number: options.version,
      build_hash: 'synthetic-twin',
      build_snapshot: false,
      lucene_version: '8.11.1',
      minimum_wire_compatibility_version: '6.8.0',
      minimum_index_compatibility_version: '6.0.0-beta1',
    },
    tagline: openSearch ? 'The OpenSearch Project: https://opensearch.org/' : 'You Know, for Search',
  };
}

function counts(indices: readonly FakeTable[]): Json {
  const documents = indices.reduce((sum, index) => sum + index.count(), 0);
  const bytes = indices.reduce((sum, index) => sum + bytesOf(index), 0);
  const part = { docs: { count: documents, deleted: 0 }, store: { size_in_bytes: bytes } };
  return { primaries: part, total: part };
}

function noHandler({ method, path }: FakeRequest): Refused {
  return new Refused(
    400,
    'illegal_argument_exception',
    `no handler found for uri [${path}] and method [${method}]`,
  );
}

function answer(options: FakeElasticOptions, request: FakeRequest): unknown {
  const { method, path, query } = request;
  const searching = /\/_(?:search|count)$/.test(path);
  if (method !== 'GET' && method !== 'HEAD' && !(method === 'POST' && searching))
    throw new Refused(405, 'method_not_allowed_exception', 'a twin cannot be written to');
  if (path === '/') return root(options);
  if (path === '/_cat/indices') {
    const wanted = query.get('h')?.split(',');
    return options.indices.map((index) => {
      const row = catRow(index);
      return wanted ? Object.fromEntries(wanted.map((name) => [name, row[name] ?? null])) : row;
    });
  }
  if (path === '/_cluster/health') {
    const shards = options.indices.length;
    return {
      cluster_name: options.clusterName,
      status: shards > 0 ? 'yellow' : 'green',
      timed_out: false,
      number_of_nodes: 1,
      active_primary_shards: shards,
      active_shards: shards,
    };
  }
  const [, names, action] = /^(?:\/([^/]+))?\/_(search|count|mapping|stats)$/.exec(path) ?? [];
  if (action === undefined) throw noHandler(request);
  const indices = chosen(options, names);
  const shards = { total: indices.length, successful: indices.length, skipped: 0, failed: 0 };
  if (action === 'count')
    return { count: indices.reduce((sum, one) => sum + one.count(), 0), _shards: shards };
  if (action === 'mapping')
    return Object.fromEntries(indices.map((index) => [index.name, mapping(index, options.version)]));
  if (action === 'stats')
    return {
      _shards: shards,
      _all: counts(indices),
      indices: Object.fromEntries(indices.map((index) => [index.name, counts([index])])),
    };
  const [only] = indices;
  if (!only || indices.length > 1) throw new Refused(400, 'illegal_argument_exception', 'one index a search');
  return search(options, only, request);
}

function failed(status: number, type: string, reason: string): unknown {
  return { error: { root_cause: [{ type, reason }], type, reason }, status };
}

/** A cluster that answers reads over computed documents, in the words of Elasticsearch or OpenSearch. */
export async function fakeElasticsearch(options: FakeElasticOptions): Promise<RunningFake> {
  const elastic = options.distribution !== 'opensearch';
  const major = Number(options.version.split('.')[0]);
  const type =
    elastic && major >= 8
      ? 'application/vnd.elasticsearch+json;compatible-with=8'
      : 'application/json; charset=UTF-8';
  const headers: Record<string, string> =
    elastic && !/^(?:[0-6]|7\.(?:\d|1[0-3]))\./.test(options.version)
      ? { 'X-elastic-product': 'Elasticsearch' }
      : {};
  const json = (status: number, body: unknown, more: Record<string, string> = {}): FakeReply => ({
    status,
    type,
    body: JSON.stringify(body),
    headers: { ...headers, ...more },
  });
  return httpFake(options, (request) => {
    if (options.locked === true) {
      if (!elastic)
        return {
          status: 401,
          type: 'text/plain; charset=UTF-8',
          body: 'Unauthorized',
          headers: { 'WWW-Authenticate': 'Basic realm="OpenSearch Security"' },
        };
      const reason = `missing authentication credentials for REST request [${request.path}]`;
      return json(401, failed(401, 'security_exception', reason), {
        'WWW-Authenticate': 'Basic realm="security" charset="UTF-8"',
      });
    }
    try {
      return json(200, answer(options, request));
    } catch (error) {
      if (error instanceof Refused)
        return json(error.status, failed(error.status, error.type, error.message));
      return json(400, failed(400, 'parse_exception', 'the request is not understood'));
    }
  });
}
