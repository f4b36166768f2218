import { distinctOf, edgesOf, type FakeTable, filledOf, type Value } from './table.ts';

export type Json = Record<string, unknown>;

/** An error in the engine's own words, with its HTTP status. */
export class Refused extends Error {
  readonly status: number;
  readonly type: string;
  constructor(status: number, type: string, reason: string) {
    super(reason);
    this.status = status;
    this.type = type;
  }
}

export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A text field keeps an exact copy beside it, as dynamic mappings do: `name.keyword` is counted like `name`. */
export function plain(field: unknown): string {
  return String(field).replace(/\.keyword$/, '');
}

function typeOf(index: FakeTable, field: string): string | undefined {
  return index.columns.find((column) => column.name === field)?.type;
}

function countable(index: FakeTable, field: unknown): string {
  const name = String(field);
  if (typeOf(index, name) === 'text')
    throw new Refused(
      400,
      'illegal_argument_exception',
      `Fielddata is disabled on [${name}]. Use a keyword field instead.`,
    );
  return plain(name);
}

function numeric(value: Value): number | null {
  if (typeof value === 'number' || value === null) return value;
  const time = Date.parse(String(value));
  return Number.isNaN(time) ? null : time;
}

function edge(index: FakeTable, body: Json, which: 'least' | 'most'): Json {
  const field = countable(index, body['field']);
  const value = numeric(edgesOf(index, field)[which]);
  const asText = value !== null && typeOf(index, field) === 'date';
  return { value, ...(asText ? { value_as_string: new Date(value).toISOString() } : {}) };
}

/** First row whose date is not below `time`: the column must rise. */
function firstAtOrAfter(index: FakeTable, field: string, time: number): number {
  let low = 0;
  let high = index.count();
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((numeric(index.at(middle)[field] ?? null) ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const INTERVALS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

function dateHistogram(index: FakeTable, body: Json): Json {
  const field = plain(body['field']);
  const [, times, unit] = /^(\d+)([smhd])$/.exec(String(body['fixed_interval'])) ?? [];
  const step = Number(times) * (INTERVALS[unit ?? ''] ?? Number.NaN);
  const rising = index.columns.find((column) => column.name === field)?.rising === true;
  if (!(step > 0) || !rising)
    throw new Refused(400, 'illegal_argument_exception', `[${field}] takes a fixed_interval over a date`);
  const from = Math.floor((numeric(edgesOf(index, field).least) ?? 0) / step) * step;
  const to = numeric(edgesOf(index, field).most) ?? 0;
  if ((to - from) / step > 10_000)
    throw new Refused(400, 'too_many_buckets_exception', 'Trying to create too many buckets.');
  const buckets: Json[] = [];
  for (let key = from; key <= to; key += step) {
    const documents = firstAtOrAfter(index, field, key + step) - firstAtOrAfter(index, field, key);
    buckets.push({ key, key_as_string: new Date(key).toISOString(), doc_count: documents });
  }
  return { buckets };
}

/** One aggregation over a whole index. Throws `Refused` for those that are not known here. */
export function aggregate(index: FakeTable, aggregation: Json): Json {
  const [kind = '', body = {}] = Object.entries(aggregation)[0] ?? [];
  const inner = object(body);
  switch (kind) {
    case 'filter': {
      const exists = object(inner['exists'])['field'];
      return { doc_count: exists === undefined ? index.count() : filledOf(index, plain(exists)) };
    }
    case 'cardinality':
      return { value: distinctOf(index, countable(index, inner['field'])) };
    case 'value_count':
      return { value: filledOf(index, countable(index, inner['field'])) };
    case 'min':
      return edge(index, inner, 'least');
    case 'max':
      return edge(index, inner, 'most');
    case 'date_histogram':
      return dateHistogram(index, inner);
    default:
      throw new Refused(400, 'parsing_exception', `Unknown aggregation type [${kind}]`);
  }
}
