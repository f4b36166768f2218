import { get, isWellFormed, segment } from '../../wire/http-service.ts';
import type { Row } from '../../wire/service.ts';
import { integer, join } from '../../wire/template.ts';
import type { Hole } from '../../wire/template.ts';

/** Most indices named in one request: their names share a line of 4,096 bytes. */
export const MAX_NAMES = 20;

/**
 * One measure of one field, computed by the server. `exists` counts documents that have the field, `distinct` is a
 * HyperLogLog estimate, `span` gives oldest and newest rounded down to the minute by the server's own date format.
 */
export interface Measure {
  readonly kind: 'exists' | 'distinct' | 'oldest' | 'newest';
  readonly field: string;
}

const KINDS: readonly string[] = ['exists', 'distinct', 'oldest', 'newest'];

/** Names that Elasticsearch accepts for an index, and none that it reads as a list, a wildcard, date math or an endpoint. */
export function isIndexName(name: string): boolean {
  return (
    name.length > 0 &&
    Buffer.byteLength(name) <= 255 &&
    isWellFormed(name) &&
    !/[\u0000-\u0020\u007f\\/*?"<>|,#:%]/.test(name) &&
    !/^[_+-]/.test(name) &&
    name !== '.' &&
    name !== '..'
  );
}

const index: Hole = segment('index', 'the name of one index', isIndexName);

/** Several indices, joined by commas inside one segment. */
const indices: Hole = {
  hole: 'indices',
  allows: `1..${MAX_NAMES} names of indices`,
  test: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_NAMES &&
    value.every((name) => typeof name === 'string' && isIndexName(name)),
  render: (names: readonly string[]) => names.map(encodeURIComponent).map(escapeMarks).join(','),
};

function escapeMarks(text: string): string {
  return text.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function isMeasure(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, field } = value as Partial<Measure>;
  return (
    typeof kind === 'string' &&
    KINDS.includes(kind) &&
    typeof field === 'string' &&
    field !== '' &&
    isWellFormed(field)
  );
}

function aggregation({ kind, field }: Measure): object {
  if (kind === 'exists') return { filter: { exists: { field } } };
  if (kind === 'distinct') return { cardinality: { field, precision_threshold: 1000 } };
  return kind === 'oldest' ? { min: { field } } : { max: { field } };
}

/** The body of a search that returns no hit: built here from a closed list of measures, so that nothing else can be asked. */
export function measuring(measures: readonly Measure[]): string {
  const aggs: Record<string, object> = { all: { filter: { match_all: {} } } };
  measures.forEach((measure, at) => {
    aggs[`m${at}`] = aggregation(measure);
  });
  return JSON.stringify({ size: 0, timeout: '3s', aggs });
}

const measures: Hole = {
  hole: 'measures',
  allows: 'exists | distinct | oldest | newest, each of one field',
  test: (value) => Array.isArray(value) && value.length <= 64 && value.every(isMeasure),
  render: measuring,
};

/** Documents drawn by a seeded random score over the whole index. Before 6.0 the score takes no field. */
function drawing(random: (seed: number) => object): Hole {
  const bounds = integer('seed', 0, 1_000_000);
  const render = (seed: number): string =>
    JSON.stringify({
      timeout: '5s',
      query: { function_score: { query: { match_all: {} }, random_score: random(seed) } },
    });
  return { ...bounds, render };
}

const size: Hole = { ...integer('size', 1, 500), render: String };

const CAT = {
  format: 'json',
  bytes: 'b',
  h: 'index,status,docs.count,pri.store.size,store.size,creation.date',
} as const;

const NAMES_ONLY = { bytes: 4 << 20, elements: 200_000 } as const;

export const table = {
  root: {
    send: get('/'),
    why: 'Is this Elasticsearch or OpenSearch, which version, and does it ask for a password?',
    depth: 'touch',
  },
  indices: {
    send: get('/_cat/indices', CAT),
    why: 'Which indices are there, how large, since when?',
    depth: 'touch',
    limits: NAMES_ONLY,
  },
  allIndices: {
    send: get('/_cat/indices', { ...CAT, expand_wildcards: 'all' }),
    why: 'The same with hidden indices, which data streams are made of (7.7 and later).',
    depth: 'touch',
    limits: NAMES_ONLY,
  },
  count: {
    send: get('/_count'),
    why: 'Can documents be read? A count needs the same right as reading.',
    depth: 'touch',
  },
  health: {
    send: get('/_cluster/health'),
    why: 'Are there indices that this visitor does not see?',
    depth: 'touch',
  },
  mappingOfAll: {
    send: get('/_mapping'),
    why: 'Which indices are there, where their list is refused?',
    depth: 'touch',
    limits: { bytes: 2 << 20 },
  },
  whoami: {
    send: get('/_security/_authenticate'),
    why: 'Which role has a visitor without a name?',
    depth: 'touch',
  },
  mapping: {
    send: get(join`/${indices}/_mapping`),
    why: 'Names and types of the fields.',
    depth: 'shape',
    limits: { bytes: 4 << 20 },
  },
  countOf: {
    send: get(join`/${index}/_count`),
    why: 'How many documents, and how many more a moment later?',
    depth: 'shape',
  },
  measure: {
    send: get(join`/${index}/_search`, {
      size: '0',
      source_content_type: 'application/json',
      source: measures,
    }),
    why: 'How often a field is filled, how many distinct values, from when to when: counted by the server, no document returned.',
    depth: 'shape',
  },
  draw: {
    send: get(join`/${index}/_search`, {
      size,
      source_content_type: 'application/json',
      source: drawing((seed) => ({ seed, field: '_seq_no' })),
    }),
    why: 'A few documents, into memory only, to recognise what kind of data the fields hold.',
    depth: 'sample',
    limits: { bytes: 4 << 20 },
  },
  drawOld: {
    send: get(join`/${index}/_search`, { size, source: drawing((seed) => ({ seed })) }),
    why: 'The same in the words of versions before 6.0.',
    depth: 'sample',
    limits: { bytes: 4 << 20 },
  },
} as const satisfies Record<string, Row>;

export type ElasticsearchRow = keyof typeof table;
