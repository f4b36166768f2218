import type { DatasetInventory, Draw, Inventory, Sample, SampledRecord } from '../../model/inventory.ts';
import { type Outcome, success } from '../../model/outcome.ts';
import { rawBson } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { type MongoPeer, type Session, contact, firstBatch, put } from './answer.ts';
import { asNumber, asObjectId, field } from './bson-read.ts';
import { type Ask, DRAW_MOST, SKIP_MOST } from './commands.ts';
import { type Place, placeOf } from './places.ts';

/** One request of a draw. */
interface Stratum {
  readonly ask: Ask;
  readonly holes: Readonly<Record<string, unknown>>;
  readonly limit: number;
}

interface Plan {
  readonly strata: readonly Stratum[];
  readonly method: string;
  readonly whole: boolean;
}

/** Bytes that one answer of a draw should stay below, well under the ceiling of one answer. */
const ANSWER_BYTES = 1 << 20;

/** How many documents one request may ask for: few of large ones. */
function perRequest(dataset: DatasetInventory, wanted: number): number {
  const rows = dataset.rows?.value ?? 0;
  const average = rows > 0 ? (dataset.bytes?.value ?? 0) / rows : 0;
  const fitting = average > 0 ? Math.floor(ANSWER_BYTES / average) : DRAW_MOST;
  return Math.max(1, Math.min(wanted, fitting, DRAW_MOST));
}

/** Evenly many from evenly spaced positions of the `_id` index, each somewhere inside its part. */
function quantiles(rows: number, strata: number, each: number): Plan {
  const width = rows / strata;
  const parts = Array.from({ length: strata }, (_, index): Stratum => {
    const room = Math.max(0, Math.floor(width) - each);
    const skip = Math.min(SKIP_MOST, Math.floor(index * width) + Math.floor(Math.random() * (room + 1)));
    return { ask: 'quantile', holes: { direction: 1, skip }, limit: each };
  });
  return { strata: parts, method: `_id quantiles, ${strata} strata x ${each}`, whole: false };
}

function slices<Bound>(
  strata: number,
  each: number,
  low: number,
  high: number,
  bound: (at: number) => Bound,
  words: string,
): Plan {
  const width = (high + 1 - low) / strata;
  const parts = Array.from({ length: strata }, (_, index): Stratum => {
    const start = low + index * width;
    // A start in the first half leaves room for the documents that are asked for.
    const from = index === 0 ? start : start + (Math.random() * width) / 2;
    return {
      ask: 'slice',
      holes: { from: bound(Math.floor(from)), to: bound(Math.ceil(start + width)) },
      limit: each,
    };
  });
  return {
    strata: parts,
    method: `${words}, ${strata} equal slices x ${each} from a random point, not weighted by how full a slice is`,
    whole: false,
  };
}

function objectIdAt(second: number): { readonly $oid: string } {
  const clamped = Math.min(0xffff_ffff, Math.max(0, second));
  return { $oid: clamped.toString(16).padStart(8, '0') + '0'.repeat(16) };
}

function ends(each: number): Plan {
  return {
    strata: [
      { ask: 'quantile', holes: { direction: 1, skip: 0 }, limit: each },
      { ask: 'quantile', holes: { direction: 1, skip: SKIP_MOST }, limit: each },
      { ask: 'quantile', holes: { direction: -1, skip: 0 }, limit: each },
    ],
    method: `first, 100,001st and last ${each} by _id: not representative of what lies between`,
    whole: false,
  };
}

async function idBound(
  peer: MongoPeer,
  session: Session,
  place: Place,
  direction: 1 | -1,
): Promise<number | string | undefined> {
  const outcome = await put(peer, session, 'idBound', {
    db: place.db,
    collection: place.collection,
    direction,
  });
  if (!outcome.ok || outcome.value.kind !== 'ok') return undefined;
  const id = field(firstBatch(outcome.value.document)?.documents[0], '_id');
  return asObjectId(id) ?? (id?.type === 0x08 ? undefined : asNumber(id));
}

/** Large collections are cut by value of `_id`, never by `$sample`, which may scan, nor by a skip over millions. */
async function planLarge(
  peer: MongoPeer,
  session: Session,
  place: Place,
  strata: number,
  each: number,
): Promise<Plan> {
  const low = await idBound(peer, session, place, 1);
  const high = await idBound(peer, session, place, -1);
  if (typeof low === 'string' && typeof high === 'string') {
    const seconds = [low, high].map((hex) => Number.parseInt(hex.slice(0, 8), 16)) as [number, number];
    if (seconds[1] - seconds[0] >= strata)
      return slices(strata, each, ...seconds, objectIdAt, 'ObjectId time');
  }
  if (typeof low === 'number' && typeof high === 'number') {
    const [from, to] = [Math.floor(low), Math.ceil(high)];
    if (Number.isSafeInteger(from) && Number.isSafeInteger(to) && to - from >= strata) {
      return slices(strata, each, from, to, (at) => at, 'numeric _id');
    }
  }
  return ends(Math.max(1, Math.floor((each * strata) / 3)));
}

async function plan(
  peer: MongoPeer,
  session: Session,
  dataset: DatasetInventory,
  place: Place,
  wanted: number,
  limits: LookLimits,
): Promise<Plan> {
  const rows = dataset.rows?.value ?? 0;
  if (!place.byId) {
    const limit = perRequest(dataset, wanted);
    return {
      strata: [{ ask: 'head', holes: {}, limit }],
      method: `first ${limit} in natural order: not representative`,
      whole: false,
    };
  }
  if (rows < wanted && perRequest(dataset, wanted) > rows) {
    const limit = Math.max(1, wanted);
    return {
      strata: [{ ask: 'quantile', holes: { direction: 1, skip: 0 }, limit }],
      method: 'every record',
      whole: true,
    };
  }
  const each = perRequest(dataset, Math.max(1, Math.ceil(wanted / limits.strata)));
  const strata = Math.max(1, Math.min(limits.strata, Math.floor(wanted / each)));
  return rows <= SKIP_MOST ? quantiles(rows, strata, each) : planLarge(peer, session, place, strata, each);
}

interface Drawn {
  readonly records: readonly SampledRecord[];
  readonly draw: Draw;
  /** Why it stopped early. */
  readonly stopped: string | undefined;
}

async function drawOne(
  peer: MongoPeer,
  session: Session,
  index: number,
  place: Place,
  planned: Plan,
): Promise<Drawn> {
  const records: SampledRecord[] = [];
  let stopped: string | undefined;
  for (const [stratum, part] of planned.strata.entries()) {
    const limit = Math.min(part.limit, peer.left().records);
    if (limit < 1) {
      stopped = 'the ceiling of records was reached';
      break;
    }
    const outcome = await put(peer, session, part.ask, {
      ...part.holes,
      limit,
      db: place.db,
      collection: place.collection,
    });
    if (!outcome.ok || outcome.value.kind !== 'ok') {
      stopped = outcome.ok ? `refused (${outcome.value.kind})` : outcome.why;
      if (!outcome.ok && outcome.why === 'over-budget') break;
      continue;
    }
    const documents = (firstBatch(outcome.value.document)?.documents ?? []).slice(0, limit);
    if (!peer.takeRecords(documents.length)) {
      stopped = 'the ceiling of records was reached';
      break;
    }
    for (const document of documents)
      records.push({ dataset: index, record: rawBson(Buffer.from(document)), stratum });
  }
  const n = records.length;
  const whole = planned.whole && stopped === undefined && n < (planned.strata[0]?.limit ?? 0);
  return {
    records,
    draw: { dataset: index, method: planned.method, strata: planned.strata.length, n, whole },
    stopped,
  };
}

/** Documents into memory, as many as every collection's fair part of what is left, the largest collections first. */
export async function sample(
  peer: MongoPeer,
  limits: LookLimits,
  inventory: Inventory,
): Promise<Outcome<Sample>> {
  const met = await contact(peer);
  if (!met.ok) return met;
  const session = met.value;
  const candidates = inventory.datasets
    .map((dataset, index) => ({ dataset, index, place: placeOf(dataset.name) }))
    .filter(({ dataset, place }) => place && dataset.internal !== true && dataset.rows?.value !== 0)
    .sort((a, b) => (b.dataset.rows?.value ?? 0) - (a.dataset.rows?.value ?? 0));
  const records: SampledRecord[] = [];
  const draws: Draw[] = [];
  const unlearned: string[] = [];
  let complete = true;
  for (const [position, { dataset, index, place }] of candidates.entries()) {
    const left = peer.left();
    if (!place || left.records < 1 || left.bytes < 1 || left.milliseconds < 1) {
      complete = false;
      unlearned.push(`${candidates.length - position} collections were not sampled: a ceiling was reached.`);
      break;
    }
    const remaining = candidates.length - position;
    const fair = Math.max(Math.min(limits.strata, left.records), Math.floor(left.records / remaining));
    const wanted = Math.min(limits.sample, DRAW_MOST, fair, byBytes(dataset, left.bytes / remaining));
    const planned = await plan(peer, session, dataset, place, wanted, limits);
    const drawn = await drawOne(peer, session, index, place, planned);
    records.push(...drawn.records);
    draws.push(drawn.draw);
    if (drawn.stopped !== undefined) {
      complete = false;
      unlearned.push(`A draw is smaller than planned: ${drawn.stopped}.`);
    }
  }
  return success({ records, draws, complete, unlearned: [...new Set(unlearned)] });
}

/** Documents that fit a share of the byte allowance, going by the average size. */
function byBytes(dataset: DatasetInventory, share: number): number {
  const rows = dataset.rows?.value ?? 0;
  const average = rows > 0 ? (dataset.bytes?.value ?? 0) / rows : 0;
  return average > 0 ? Math.max(1, Math.floor(share / average)) : DRAW_MOST;
}
