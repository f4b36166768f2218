import type { Json } from '../../wire/http-json.ts';
import { countOf, member, numberOf } from '../../wire/http-json.ts';
import { percentEncode } from '../../wire/http.ts';
import { askJson } from './identify.ts';
import type { ElasticsearchPeer } from './identify.ts';
import { isDate } from './mapping.ts';
import type { MappedField } from './mapping.ts';
import { measuring } from './table.ts';
import type { Measure } from './table.ts';

/** What the server counted for one index. */
export interface Measured {
  /** Documents, nested ones not counted. */
  readonly documents?: number;
  readonly exists: ReadonlyMap<string, number>;
  /** By the place where it was counted (`countAt`). */
  readonly distinct: ReadonlyMap<string, number>;
  readonly spans: ReadonlyMap<string, { readonly from: string; readonly to: string }>;
  /** False where the server refused or gave up on a part. */
  readonly complete: boolean;
}

/** Room for the percent-encoded body in a request line of 4,000 bytes, next to the longest name of an index. */
const MAX_SOURCE = 2_600;
const MAX_DISTINCT = 12;
const MAX_DATES = 4;
const MAX_EXISTS = 60;
const MINUTE = 60_000;

/** Which measures are worth asking for, dearest last so that a ceiling cuts those. */
export function planMeasures(fields: readonly MappedField[]): readonly Measure[] {
  const plain = fields.filter((field) => !field.nested);
  const dates = plain.filter((field) => isDate(field.type)).slice(0, MAX_DATES);
  return [
    ...dates.flatMap(({ path }): Measure[] => [
      { kind: 'oldest', field: path },
      { kind: 'newest', field: path },
    ]),
    ...plain.slice(0, MAX_EXISTS).map(({ path }): Measure => ({ kind: 'exists', field: path })),
    ...plain
      .flatMap(({ countAt }) => (countAt === undefined ? [] : [countAt]))
      .slice(0, MAX_DISTINCT)
      .map((field): Measure => ({ kind: 'distinct', field })),
  ];
}

/** Cuts a list of measures into requests that fit into a request line. */
export function batches(measures: readonly Measure[]): readonly (readonly Measure[])[] {
  const out: Measure[][] = [[]];
  for (const measure of measures) {
    const last = out.at(-1) ?? [];
    const next = [...last, measure];
    if (last.length > 0 && (next.length > 24 || percentEncode(measuring(next)).length > MAX_SOURCE))
      out.push([measure]);
    else last.push(measure);
  }
  return out.filter((batch) => percentEncode(measuring(batch)).length <= MAX_SOURCE);
}

function toMinute(ms: number | undefined): string | undefined {
  if (ms === undefined || Math.abs(ms) > 8.64e15) return undefined;
  return new Date(Math.floor(ms / MINUTE) * MINUTE).toISOString();
}

/** `timed_out` and failed shards make numbers that are too low: such an answer counts for nothing. */
function isWhole(json: Json | undefined): boolean {
  return member(json, 'timed_out') === false && (countOf(member(json, '_shards', 'failed')) ?? 0) === 0;
}

export async function measureIndex(
  peer: ElasticsearchPeer,
  index: string,
  fields: readonly MappedField[],
): Promise<Measured> {
  const plan = planMeasures(fields);
  const exists = new Map<string, number>();
  const distinct = new Map<string, number>();
  const edges = new Map<string, { oldest?: number; newest?: number }>();
  let documents: number | undefined;
  let complete = true;
  for (const batch of batches(plan)) {
    const asked = await askJson(peer, 'measure', { index, measures: batch });
    if (!asked.ok || asked.value.status !== 200 || !isWhole(asked.value.json)) {
      complete = false;
      if (!asked.ok) break;
      continue;
    }
    const results = member(asked.value.json, 'aggregations');
    documents ??= countOf(member(results, 'all', 'doc_count'));
    batch.forEach(({ kind, field }, at) => {
      const result = member(results, `m${at}`);
      const count = countOf(member(result, kind === 'exists' ? 'doc_count' : 'value'));
      if (kind === 'exists' && count !== undefined) exists.set(field, count);
      else if (kind === 'distinct' && count !== undefined) distinct.set(field, count);
      else if (kind === 'oldest' || kind === 'newest') {
        const ms = numberOf(member(result, 'value'));
        if (ms !== undefined) edges.set(field, { ...edges.get(field), [kind]: ms });
      }
    });
  }
  const spans = new Map<string, { from: string; to: string }>();
  for (const [field, edge] of edges) {
    const from = toMinute(edge.oldest);
    const to = toMinute(edge.newest);
    if (from !== undefined && to !== undefined && from <= to) spans.set(field, { from, to });
  }
  return { exists, distinct, spans, complete, ...(documents === undefined ? {} : { documents }) };
}
