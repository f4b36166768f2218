import type { DatasetDescription, FieldProfile, Shape, TypeShare } from '../../model/description.ts';
import { toShare } from './type-share.ts';
import type { Catalogue } from '../match/catalogue.ts';
import type { Dataset } from '../columns/dataset.ts';
import { type FieldList, fieldsOf, type SchemaEntry } from './fields.ts';
import { judge, type JudgedField } from './judged.ts';
import { type DistinctHint, estimatePeople } from './people.ts';
import { insightsOf } from './insights.ts';
import { joinLive, shapeName, shapesOf } from './shape.ts';
import { ingestRate, isFresh, spanOf } from './statistics.ts';
import { type TimeRange, timeRange } from './time-columns.ts';
import { wilson } from './wilson.ts';

/** A data set with everything that was learned of it, before it is put into words. */
export interface Gathered {
  readonly data: Dataset;
  /** Templated. */
  readonly title: string;
  /** As it is: for hints, never returned. */
  readonly name: string;
  readonly containers: number;
  readonly schema: readonly SchemaEntry[];
  readonly hints: readonly DistinctHint[];
  readonly rows?: { readonly value: number; readonly method: 'exact' | 'estimate' | 'counted' };
  readonly bytes?: number;
  readonly later?: { readonly rows: number; readonly seconds: number };
  readonly span?: { readonly from: string; readonly to: string };
  readonly draw: string;
  readonly whole: boolean;
  readonly notes: readonly string[];
}

/** Judges each data set by itself, then joins them, and gives what may leave: names, numbers and words of our own. */
export function conclude(sets: readonly Gathered[], catalogue: Catalogue, now: number): DatasetDescription[] {
  const seen = sets.map((set) => {
    const list = fieldsOf(set.data, set.schema, catalogue);
    const judged = judge(list.fields, set.data, catalogue, now);
    const times = judged.flatMap((one) => {
      // A telephone number reads as seconds since 1970 as well; what is recognised as something else is no time.
      if (one.types.some((type) => type.type.group !== 'time' && type.confidence >= 0.5)) return [];
      const range = timeRange(one.field, now);
      return range ? [range] : [];
    });
    const ingest = ingestRate(set.rows?.value, set.later);
    const input = {
      name: shapeName(set.name),
      title: set.title,
      fields: judged,
      times,
      fresh: isFresh(times, ingest, now),
      schemaOnly: set.data.records === 0,
      all: set.whole || set.draw === 'every record read',
    };
    return { set, list, judged, times, ingest, input: { ...input, shapes: shapesOf(input) } };
  });
  const live = joinLive(seen.map((one) => one.input));
  return seen.map(({ set, list, judged, times, ingest, input }, at) => {
    const shapes: Shape[] = [...input.shapes];
    const joined = live.get(at);
    if (joined) shapes.unshift(joined);
    const people = estimatePeople(judged, set.hints, set.rows?.value, set.whole);
    const span = set.span ?? spanOf(times);
    const { remarks: found, ...insights } = insightsOf(input, now, set.data.links.agreements);
    return {
      name: set.title,
      containers: set.containers,
      ...(set.rows ? { rows: set.rows } : {}),
      ...(set.bytes === undefined ? {} : { bytes: set.bytes }),
      ...(people ? { people } : {}),
      fields: profiles(judged, times, catalogue),
      shapes,
      draw: set.draw,
      n: set.data.records,
      ...(span ? { span } : {}),
      ...(ingest ? { ingest } : {}),
      ...insights,
      notes: [...set.notes, ...found, ...remarks(set.data, list)],
    };
  });
}

/** Words for places and postal areas: too wide for a trail. */
const WIDE_PLACE = /^location\.(?:place-word|region|postcode)$/;

/** True where places stand in the record: then a time is part of a trail, while by itself it is harmless. */
function hasPlaces(judged: readonly JudgedField[]): boolean {
  return judged.some((field) =>
    field.types.some((one) => one.type.group === 'location' && !WIDE_PLACE.test(one.type.id)),
  );
}

function profiles(
  judged: readonly JudgedField[],
  times: readonly TimeRange[],
  catalogue: Catalogue,
): FieldProfile[] {
  const placed = hasPlaces(judged);
  const stamp = placed ? catalogue.byId.get('time.timestamp') : undefined;
  const byPath = new Map<string, { path: string; n: number; types: TypeShare[] }>();
  for (const one of judged) {
    const column = one.field.column;
    const n = column === undefined ? 0 : column.array && column.n === 0 ? column.array.arrays : column.n;
    const found = [
      ...one.types,
      ...one.inside.filter((inner) => !one.types.some((type) => type.index === inner.index)),
    ]
      .filter((candidate) => placed || candidate.type.group !== 'time')
      .map(toShare);
    if (
      found.length === 0 &&
      stamp !== undefined &&
      n > 0 &&
      times.some((range) => range.field === one.field)
    )
      found.push({
        id: 'time.timestamp',
        ...wilson(n, n),
        confidence: 0.9,
        because: 'points in time beside places',
      });
    const known = byPath.get(one.field.path);
    if (known === undefined) byPath.set(one.field.path, { path: one.field.path, n, types: found });
    else {
      known.n = Math.max(known.n, n);
      for (const type of found)
        if (!known.types.some((other) => other.id === type.id)) known.types.push(type);
    }
  }
  return [...byPath.values()];
}

function remarks(data: Dataset, list: FieldList): string[] {
  const notes: string[] = [];
  for (const [why, count] of data.skipped) notes.push(`passed over: ${why}, ${count} times`);
  if (data.columns.some((column) => column.texts > column.tested))
    notes.push(
      'beyond 4,096 values of a field one in 8 was matched, and one in 32 after 8,192 matches; shares rest on those',
    );
  if (list.seldom > 0)
    notes.push(`${list.seldom} field names occur in fewer than 5 records and are not listed`);
  if (list.dropped > 0) notes.push(`${list.dropped} fields beyond the first 5,000 are not listed`);
  if (data.tree.collapsed) notes.push('an object has more than 1,000 different keys: they count as data');
  if (data.tooDeep > 0) notes.push(`${data.tooDeep} values lie deeper than 64 levels and were not looked at`);
  return notes;
}
