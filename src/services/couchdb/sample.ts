import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Draw, Inventory, Sample, SampledRecord } from '../../model/inventory.ts';
import { rawJson } from '../../model/raw.ts';
import { listOf, member, textOf } from '../../wire/http-json.ts';
import type { Json } from '../../wire/http-json.ts';
import type { LookLimits } from '../../wire/service.ts';
import { askJson } from './ask.ts';
import type { CouchPeer } from './ask.ts';
import { databasesOf } from './inventory.ts';
import { isDatabaseName } from './table.ts';

/** Up to so many documents a place is found by skipping, which costs the server a walk over what is skipped. */
const SKIPPABLE = 20_000;
/** Characters that keys are made of, each in the order of its bytes: the narrowest that fits both ends is used. */
const ALPHABETS: readonly string[] = [
  '0123456789',
  '0123456789abcdef',
  '0123456789ABCDEF',
  '0123456789abcdefghijklmnopqrstuvwxyz',
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
];
const DIGITS = 3;

/**
 * Texts spread evenly between two keys: the common beginning, then three characters taken as digits of the alphabet that the
 * keys seem to be written in. They are computed, so no document's key goes over the wire as a question.
 */
export function between(first: string, last: string, count: number): readonly string[] {
  let shared = 0;
  while (shared < Math.min(first.length, last.length, 90) && first[shared] === last[shared]) shared += 1;
  const ends = [first, last].map((key) => key.slice(shared, shared + DIGITS));
  const fits = (alphabet: string): boolean =>
    ends.every((end) => [...end].every((mark) => alphabet.includes(mark)));
  const alphabet = ALPHABETS.find(fits) ?? ALPHABETS.at(-1) ?? '';
  const base = alphabet.length;
  // A mark outside the alphabet counts as the place where it would stand in the order.
  const digit = (mark: string | undefined): number => {
    const at = [...alphabet].filter((letter) => mark !== undefined && letter < mark).length;
    return Math.min(base - 1, at);
  };
  const value = (end: string): number => (digit(end[0]) * base + digit(end[1])) * base + digit(end[2]);
  const [from = 0, to = 0] = ends.map(value);
  return Array.from({ length: count }, (_, index) => {
    const place = Math.floor(from + (Math.max(0, to - from) * index) / count);
    const digits = [Math.floor(place / base / base), Math.floor(place / base) % base, place % base];
    return first.slice(0, shared) + digits.map((at) => alphabet[at]).join('');
  });
}

async function edge(peer: CouchPeer, database: string, descending: boolean): Promise<string | undefined> {
  const asked = await askJson(peer, 'edge', { database, descending: String(descending) });
  if (!asked.ok || asked.value.status !== 200) return undefined;
  return textOf(member(listOf(member(asked.value.json, 'rows'))[0], 'id'));
}

interface Ask {
  readonly name: 'page' | 'stratum';
  readonly holes: Readonly<Record<string, unknown>>;
}

interface Plan {
  /** Asked where the others gave less than half of what was wanted, because keys crowd in few places. */
  readonly more?: readonly Ask[];
  readonly asks: readonly Ask[];
  readonly method: string;
  readonly whole: boolean;
}

async function plan(peer: CouchPeer, database: string, documents: number, limits: LookLimits): Promise<Plan> {
  const whole = documents <= limits.sample;
  if (whole)
    return {
      whole,
      method: 'all documents',
      asks: [{ name: 'page', holes: { database, limit: Math.max(1, Math.min(500, documents)), skip: 0 } }],
    };
  const strata = Math.max(1, limits.strata);
  const limit = Math.max(1, Math.min(500, Math.ceil(limits.sample / strata)));
  const reach = Math.min(documents, SKIPPABLE);
  const pages = Array.from({ length: strata }, (_, at): Ask => {
    return { name: 'page', holes: { database, limit, skip: Math.floor((reach * at) / strata) } };
  });
  if (documents > SKIPPABLE) {
    const first = await edge(peer, database, false);
    const last = await edge(peer, database, true);
    if (first !== undefined && last !== undefined && first < last) {
      const asks = between(first, last, strata).map((startkey): Ask => {
        return { name: 'stratum', holes: { database, limit, startkey } };
      });
      return { whole, method: `_id ranges, ${strata} strata x ${limit}`, asks, more: pages };
    }
  }
  const part = documents > SKIPPABLE ? ` of the first ${SKIPPABLE}` : '';
  return { whole, method: `_id order${part}, ${strata} strata x ${limit}`, asks: pages };
}

/** The document of a row, without design documents (views, validation code), which are the database's own books. */
function documentOf(row: Json): Json | undefined {
  const id = textOf(member(row, 'id')) ?? '';
  const document = member(row, 'doc');
  return id.startsWith('_design/') || typeof document !== 'object' || document === null
    ? undefined
    : document;
}

export async function sample(
  peer: CouchPeer,
  limits: LookLimits,
  inventory: Inventory,
): Promise<Outcome<Sample>> {
  const names = databasesOf(inventory);
  if (!names) return failure('rejected', 'the inventory was not made by this service in this process');
  const records: SampledRecord[] = [];
  const draws: Draw[] = [];
  let complete = true;
  for (const [dataset, entry] of inventory.datasets.entries()) {
    const database = names[dataset];
    const documents = entry.rows?.value ?? 0;
    if (entry.internal === true || documents === 0 || database === undefined || !isDatabaseName(database))
      continue;
    const { asks, more = [], method, whole } = await plan(peer, database, documents, limits);
    const seen = new Set<string>();
    const draw = async (from: readonly Ask[], base: number): Promise<void> => {
      for (const [index, { name, holes }] of from.entries()) {
        const limit = Number(holes['limit']);
        const asked = peer.takeRecords(limit) ? await askJson(peer, name, holes) : undefined;
        if (!asked?.ok || asked.value.status !== 200) {
          complete = false;
          if (!asked?.ok) return;
          continue;
        }
        for (const row of listOf(member(asked.value.json, 'rows')).slice(0, limit)) {
          const document = documentOf(row);
          const id = textOf(member(row, 'id')) ?? '';
          if (document === undefined || seen.has(id)) continue;
          seen.add(id);
          const record = rawJson(Buffer.from(JSON.stringify(document), 'utf8'));
          records.push({ dataset, stratum: base + index, record });
        }
      }
    };
    await draw(asks, 0);
    const crowded = more.length > 0 && seen.size < limits.sample / 2;
    if (crowded) await draw(more, asks.length);
    draws.push({
      dataset,
      method: crowded ? `${method}, then the first ${SKIPPABLE} by _id order` : method,
      strata: asks.length + (crowded ? more.length : 0),
      n: seen.size,
      whole,
    });
  }
  const unlearned = complete
    ? []
    : ['some databases were not sampled in full: the allowance was used up, or the server refused'];
  return success({ records, draws, complete, unlearned });
}
