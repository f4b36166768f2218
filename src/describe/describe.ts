import { randomInt } from 'node:crypto';
import type { DatasetDescription } from '../model/description.ts';
import type { Inventory, Sample } from '../model/inventory.ts';
import { BsonWalk } from './walk/bson-walk.ts';
import { type Catalogue, wholeCatalogue } from './match/catalogue.ts';
import { conclude, type Gathered } from './judge/conclude.ts';
import { Dataset } from './columns/dataset.ts';
import { absorbDataset } from './columns/dataset-state.ts';
import { JsonWalk } from './walk/json-walk.ts';
import { templateText } from './judge/names.ts';
import { rawBytes, rawName } from './judge/raw-values.ts';
import type { SchemaEntry } from './judge/fields.ts';
import type { Sink } from './columns/sink.ts';
import { StateReader } from './columns/state-bytes.ts';

export interface DescribeOptions {
  /** Milliseconds since 1970; for freshness. */
  readonly now?: number;
  /** For tests; the whole catalogue otherwise. */
  readonly catalogue?: Catalogue;
  /** Of the hashes in memory; only where parts in other threads are absorbed, which must have the same. */
  readonly key?: number;
}

/** A key for hashes that no one learns and that ends with the run. */
export function freshKey(): number {
  return randomInt(1, 0x7fffffff);
}

/**
 * Describes what a look learned of one endpoint: the inventory alone (names, types, counts), or with sampled records.
 * Containers whose templated names are equal are one data set. The engine's own books are left out. Nothing of any value is
 * in the result.
 */
export function describeInventory(
  inventory: Inventory,
  sample?: Sample,
  options: DescribeOptions = {},
): DatasetDescription[] {
  const catalogue = options.catalogue ?? wholeCatalogue();
  const key = freshKey();
  const groups = new Map<string, number[]>();
  for (const [index, dataset] of inventory.datasets.entries()) {
    if (dataset.internal) continue;
    const id = `${dataset.kind} ${templateText(rawName(dataset.name), catalogue)}`;
    const members = groups.get(id);
    if (members) members.push(index);
    else groups.set(id, [index]);
  }
  const records = new Map<number, number[]>();
  for (const [at, record] of (sample?.records ?? []).entries()) {
    const list = records.get(record.dataset);
    if (list) list.push(at);
    else records.set(record.dataset, [at]);
  }
  const sets = [...groups.values()].map((members) =>
    gather(inventory, sample, members, records, catalogue, key),
  );
  return conclude(sets, catalogue, options.now ?? Date.now());
}

function gather(
  inventory: Inventory,
  sample: Sample | undefined,
  members: readonly number[],
  records: ReadonlyMap<number, readonly number[]>,
  catalogue: Catalogue,
  key: number,
): Gathered {
  const data = new Dataset(catalogue, key);
  const json = new JsonWalk(data);
  const bson = new BsonWalk(data);
  const schema = new Map<string, SchemaEntry>();
  const hints = new Map<string, { path: string; distinct?: number; exact: boolean; unique: boolean }>();
  const draws = new Set<string>();
  let rows: { value: number; method: 'exact' | 'estimate' } | undefined;
  let bytes: number | undefined;
  let later: { rows: number; seconds: number } | undefined;
  let span: { from: string; to: string } | undefined;
  let whole = sample !== undefined;
  for (const index of members) {
    const dataset = inventory.datasets[index];
    if (dataset === undefined) continue;
    if (dataset.rows)
      rows = {
        value: (rows?.value ?? 0) + dataset.rows.value,
        method: rows?.method === 'estimate' ? 'estimate' : dataset.rows.method,
      };
    if (dataset.bytes) bytes = (bytes ?? 0) + dataset.bytes.value;
    if (dataset.later)
      later = {
        rows: (later?.rows ?? 0) + dataset.later.rows,
        seconds: Math.max(later?.seconds ?? 0, dataset.later.seconds),
      };
    for (const field of dataset.fields) {
      const path = rawName(field.path);
      if (!schema.has(path)) schema.set(path, { path, type: field.type.toLowerCase() });
      if (field.span && !/birth|dob|csrq/i.test(path)) {
        if (span === undefined || field.span.to > span.to) span = field.span;
      }
      if (field.distinct || field.unique) {
        const templated = path
          .split('.')
          .map((element) => templateText(element, catalogue))
          .join('.');
        const known = hints.get(templated);
        const distinct = field.distinct
          ? Math.max(known?.distinct ?? 0, field.distinct.value)
          : known?.distinct;
        hints.set(templated, {
          path: templated,
          ...(distinct === undefined ? {} : { distinct }),
          exact: field.distinct?.method === 'exact' && members.length === 1,
          unique: field.unique === true,
        });
      }
    }
    const draw = sample?.draws.find((one) => one.dataset === index);
    if (draw) draws.add(draw.method);
    whole &&= draw?.whole === true;
    for (const at of records.get(index) ?? []) {
      const record = sample?.records[at];
      if (record === undefined) continue;
      const opened = rawBytes(record.record);
      if (opened.format === 'json') {
        json.feed(opened.bytes);
        json.finish();
      } else if (opened.format === 'bson') {
        const walk = bson.broken ? new BsonWalk(data) : bson;
        walk.feed(opened.bytes);
        walk.finish();
      } else feedText(data, json, opened.bytes);
    }
  }
  const first = inventory.datasets[members[0] as number];
  const name = first ? rawName(first.name) : '';
  return {
    data,
    title: templateText(name, catalogue),
    name,
    containers: members.length,
    schema: [...schema.values()],
    hints: [...hints.values()],
    ...(rows ? { rows } : {}),
    ...(bytes === undefined ? {} : { bytes }),
    ...(later ? { later } : {}),
    ...(span ? { span } : {}),
    draw: data.records > 0 ? [...draws].join('; ') || 'sample' : 'schema only',
    whole: whole && data.records > 0,
    notes: data.records === 0 && schema.size === 0 ? ['the engine tells no field names at this depth'] : [],
  };
}

/** A plain value, or JSON that a key-value store holds as text. */
function feedText(data: Dataset, json: JsonWalk, bytes: Uint8Array): void {
  const first = bytes[0];
  if (first === 0x7b || first === 0x5b) {
    json.feed(bytes);
    json.finish();
    return;
  }
  data.beginRecord();
  data.text(data.field(data.root, 'value'), bytes, 0, bytes.length);
  data.endRecord();
}

/** One source of a describer: a file, a table of a dump. Feed it bytes, or put values into its sink. */
export interface DescriberSource {
  readonly sink: Sink;
  /** JSON texts one after another, NDJSON, or one large array; chunks cut anywhere. */
  feedJson(bytes: Uint8Array): void;
  /** BSON documents one after another; chunks cut anywhere. */
  feedBson(bytes: Uint8Array): void;
  /** One plain value as a record. */
  feedText(bytes: Uint8Array): void;
  /** The end of the source's bytes: an unfinished record is counted. */
  end(): void;
  /** Adds what a part in another thread learned of this source: see `parallel.ts`. The state is wiped. */
  absorb(state: ArrayBuffer): void;
  /** A sentence of ours for the notes. */
  note(sentence: string): void;
}

export interface Describer {
  /** A new data set, or the one whose templated name is the same. */
  source(
    name: string,
    about?: { readonly draw?: string; readonly bytes?: number; readonly schema?: readonly SchemaEntry[] },
  ): DescriberSource;
  finish(): DatasetDescription[];
}

/** Describes files, of any size, as they are read: everything is counted, memory stays bounded. */
export function createDescriber(options: DescribeOptions = {}): Describer {
  // Compiled when the first source comes, for threads may be starting until then.
  const compiled = (): Catalogue => options.catalogue ?? wholeCatalogue();
  const key = options.key ?? freshKey();
  interface Open {
    readonly data: Dataset;
    readonly name: string;
    containers: number;
    draw: string;
    bytes: number;
    readonly schema: SchemaEntry[];
    readonly notes: string[];
    readonly ends: (() => void)[];
  }
  const open = new Map<string, Open>();
  return {
    source(name, about = {}) {
      const title = templateText(name, compiled());
      let set = open.get(title);
      if (set === undefined) {
        set = {
          data: new Dataset(compiled(), key),
          name,
          containers: 0,
          draw: about.draw ?? 'every record read',
          bytes: 0,
          schema: [],
          notes: [],
          ends: [],
        };
        open.set(title, set);
      }
      const here = set;
      here.containers++;
      here.bytes += about.bytes ?? 0;
      here.schema.push(...(about.schema ?? []));
      let json: JsonWalk | undefined;
      let bson: BsonWalk | undefined;
      let textPath: ReturnType<Sink['field']> | undefined;
      const end = (): void => {
        json?.finish();
        bson?.finish();
      };
      here.ends.push(end);
      return {
        sink: here.data,
        feedJson(bytes) {
          json ??= new JsonWalk(here.data);
          json.feed(bytes);
        },
        feedBson(bytes) {
          bson ??= new BsonWalk(here.data);
          bson.feed(bytes);
        },
        feedText(bytes) {
          textPath ??= here.data.field(here.data.root, 'value');
          here.data.beginRecord();
          here.data.text(textPath, bytes, 0, bytes.length);
          here.data.endRecord();
        },
        end,
        absorb(state) {
          const reader = new StateReader(state);
          absorbDataset(here.data, reader);
          reader.wipe();
        },
        note(sentence) {
          if (here.notes.length < 100) here.notes.push(sentence);
        },
      };
    },
    finish() {
      const sets = [...open].map(([title, set]): Gathered => {
        for (const end of set.ends) end();
        const whole = set.draw === 'every record read';
        return {
          data: set.data,
          title,
          name: set.name,
          containers: set.containers,
          schema: set.schema,
          hints: [],
          ...(set.data.records > 0 ? { rows: { value: set.data.records, method: 'counted' as const } } : {}),
          ...(set.bytes > 0 ? { bytes: set.bytes } : {}),
          draw: set.draw,
          whole: whole && set.data.records <= 512,
          notes: set.notes,
        };
      });
      open.clear();
      return conclude(sets, compiled(), options.now ?? Date.now());
    },
  };
}
