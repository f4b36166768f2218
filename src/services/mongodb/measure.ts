import type { Count, DatasetInventory, SchemaField } from '../../model/inventory.ts';
import { rawText } from '../../model/raw.ts';
import { type Answer, type MongoPeer, type Session, firstBatch, put } from './answer.ts';
import { asCount, asDocument, asNumber, asObjectId, asText, elements, field } from './bson-read.ts';
import type { Collection } from './catalogue.ts';
import { remember } from './places.ts';

/** What this server turned out to understand, so that it is not asked twice in vain. */
export interface Habits {
  storage: 'storage' | 'collStats' | 'count';
  /** True once that way has worked: a single failure afterwards is the collection's, not the server's. */
  works: boolean;
}

interface Size {
  readonly rows: number;
  readonly bytes: number | undefined;
}

function sizeOf(stats: Buffer | undefined): Size | undefined {
  const rows = asCount(field(stats, 'count'));
  return rows === undefined ? undefined : { rows, bytes: asCount(field(stats, 'size')) };
}

function fromStorage(document: Buffer): Size | undefined {
  const shards = firstBatch(document)?.documents ?? [];
  const sizes = shards.flatMap((shard) => sizeOf(asDocument(field(shard, 'storageStats'))) ?? []);
  if (sizes.length === 0) return undefined;
  return {
    rows: sizes.reduce((sum, size) => sum + size.rows, 0),
    bytes: sizes.reduce((sum, size) => sum + (size.bytes ?? 0), 0),
  };
}

function fromCount(document: Buffer): Size | undefined {
  const rows = asCount(field(document, 'n'));
  return rows === undefined ? undefined : { rows, bytes: undefined };
}

type Where = { readonly db: string; readonly collection: string };

async function document(
  peer: MongoPeer,
  session: Session,
  name: Parameters<typeof put>[2],
  holes: Readonly<Record<string, unknown>>,
): Promise<Buffer | Answer['kind'] | 'silent' | 'hung-up'> {
  const outcome = await put(peer, session, name, holes);
  // FerretDB 1.24 ends the connection at a projection behind $collStats, and answers the next question on a new one.
  if (!outcome.ok) return outcome.why === 'closed' || outcome.why === 'reset' ? 'hung-up' : 'silent';
  return outcome.value.kind === 'ok' ? outcome.value.document : outcome.value.kind;
}

const READ = { storage: fromStorage, collStats: sizeOf, count: fromCount } as const;
const NEXT = { storage: 'collStats', collStats: 'count', count: undefined } as const;

/**
 * Rows and bytes: `$collStats` with a projection, or what an older or lesser server has instead. A time series has no count in
 * its statistics, so nothing is learnt of the server from it.
 */
async function size(
  peer: MongoPeer,
  session: Session,
  where: Where,
  habits: Habits,
  learns: boolean,
): Promise<Size | undefined> {
  for (let way: Habits['storage'] | undefined = habits.storage; way; way = NEXT[way]) {
    const answer = await document(peer, session, way, { ...where });
    if (answer === 'silent') return undefined;
    const measured = typeof answer === 'string' ? undefined : READ[way](answer);
    if (measured) {
      habits.works ||= way === habits.storage;
      return measured;
    }
    const next: Habits['storage'] | undefined = NEXT[way];
    if (next && learns && !habits.works && way === habits.storage && answer !== 'unauthorized')
      habits.storage = next;
  }
  return undefined;
}

export async function count(peer: MongoPeer, session: Session, where: Where): Promise<number | undefined> {
  const answer = await document(peer, session, 'count', { ...where });
  return typeof answer === 'string' ? undefined : asCount(field(answer, 'n'));
}

const INDEX_TYPES: ReadonlySet<string> = new Set(['2d', '2dsphere', 'text', 'hashed', 'geohaystack']);

/** Fields of indexes; a unique index over one field tells how many distinct values there are. */
async function indexedFields(
  peer: MongoPeer,
  session: Session,
  where: Where,
  rows: Count | undefined,
): Promise<readonly SchemaField[]> {
  const answer = await document(peer, session, 'indexes', { ...where });
  if (typeof answer === 'string') return [];
  return (firstBatch(answer)?.documents ?? []).flatMap((index) => {
    const keys = [...elements(asDocument(field(index, 'key')) ?? Buffer.alloc(5))];
    const unique =
      keys.length === 1 &&
      asNumber(field(index, 'unique')) === 1 &&
      asNumber(field(index, 'sparse')) !== 1 &&
      !field(index, 'partialFilterExpression');
    return keys
      .filter(({ name }) => !/^(?:_id|_fts|_ftsx|\$\*\*)$/.test(name.toString('latin1')))
      .map(({ name, element }): SchemaField => {
        const word = asText(element)?.toLowerCase() ?? '';
        return {
          path: rawText(name),
          type: INDEX_TYPES.has(word) ? word : 'unknown',
          indexed: true,
          ...(unique ? { unique } : {}),
          ...(unique && rows ? { distinct: rows } : {}),
        };
      });
  });
}

async function objectIdBound(
  peer: MongoPeer,
  session: Session,
  where: Where,
  direction: 1 | -1,
): Promise<string | undefined> {
  const answer = await document(peer, session, 'objectIdBound', { ...where, direction });
  if (typeof answer === 'string') return undefined;
  const [first] = firstBatch(answer)?.documents ?? [];
  return asObjectId(field(first, '_id'));
}

/** The time in an ObjectId, to the second. Outside 2007 (MongoDB began) to tomorrow it is no time but a made-up number. */
export function objectIdTime(hex: string, now: number): number | undefined {
  const time = Number.parseInt(hex.slice(0, 8), 16) * 1_000;
  return time >= Date.UTC(2007, 0) && time <= now + 86_400_000 ? time : undefined;
}

const MINUTE = 60_000;

/** ISO UTC, rounded down to the minute. */
export function minute(time: number): string {
  return new Date(Math.floor(time / MINUTE) * MINUTE).toISOString();
}

function dated(hex: string | undefined): { readonly at: string; readonly method: string } | undefined {
  const time = hex === undefined ? undefined : objectIdTime(hex, Date.now());
  return time === undefined ? undefined : { at: minute(time), method: 'ObjectId' };
}

/** Paths listed once: what a validator says, marked by what the indexes say. */
function merge(
  schema: readonly SchemaField[],
  indexed: readonly SchemaField[],
  most: number,
): readonly SchemaField[] {
  return [...schema, ...indexed].slice(0, most);
}

/** Everything about one collection that no document has to leave for. */
export async function measure(
  peer: MongoPeer,
  session: Session,
  item: Collection,
  habits: Habits,
  fieldsMost: number,
): Promise<DatasetInventory> {
  const bare: DatasetInventory = {
    name: item.raw,
    kind: item.type === 'view' ? 'view' : 'collection',
    fields: item.fields,
    ...(item.internal ? { internal: true } : {}),
  };
  if (item.collection === undefined || item.internal || item.type === 'view') return bare;
  const where = { db: item.db, collection: item.collection };
  const byId = item.type === 'collection';
  const measured = await size(peer, session, where, habits, byId);
  const rows: Count | undefined = measured && { value: measured.rows, method: 'estimate' };
  const indexed = byId ? await indexedFields(peer, session, where, rows) : [];
  const some = byId && measured?.rows !== 0;
  const oldest = some ? await objectIdBound(peer, session, where, 1) : undefined;
  const newest = oldest === undefined ? undefined : await objectIdBound(peer, session, where, -1);
  const created = dated(oldest);
  const modified = dated(newest);
  remember(item.raw, {
    ...where,
    byId,
    ...(oldest !== undefined && newest !== undefined ? { objectIds: { oldest, newest } } : {}),
  });
  return {
    ...bare,
    fields: merge(item.fields, indexed, fieldsMost),
    ...(rows ? { rows } : {}),
    ...(measured?.bytes === undefined ? {} : { bytes: { value: measured.bytes, method: 'estimate' } }),
    ...(created ? { created } : {}),
    ...(modified ? { modified } : {}),
  };
}
