import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { DatasetInventory, Inventory } from '../../model/inventory.ts';
import { rawText } from '../../model/raw.ts';
import { listOf, member } from '../../wire/http-json.ts';
import type { Json } from '../../wire/http-json.ts';
import type { LookLimits } from '../../wire/service.ts';
import { askJson, infoOf, isAdminParty, namesOf } from './ask.ts';
import type { CouchPeer, DatabaseInfo } from './ask.ts';
import { isDatabaseName, isInternal } from './table.ts';

/** Databases that get a second count for the rate. */
const RATED = 10;
/** Databases whose security object is read, to infer who may write. */
const JUDGED = 5;

interface Found {
  readonly name: string;
  readonly at: number;
  readonly info?: DatabaseInfo;
}

const namesByInventory = new WeakMap<Inventory, readonly string[]>();

/** Names of the datasets for the sample that may follow: the inventory itself keeps them closed. */
export function databasesOf(inventory: Inventory): readonly string[] | undefined {
  return namesByInventory.get(inventory);
}

/** A security object that names no member and no member role: anyone may read and write documents. */
function isUnguarded(json: Json | undefined): boolean {
  const members = member(json, 'members') ?? member(json, 'readers');
  return listOf(member(members, 'names')).length === 0 && listOf(member(members, 'roles')).length === 0;
}

async function writability(
  peer: CouchPeer,
  found: readonly Found[],
): Promise<Inventory['writable'] | undefined> {
  const session = await askJson(peer, 'session');
  if (session.ok && isAdminParty(session.value)) {
    return { value: true, because: 'a visitor without a name has the rights of an administrator' };
  }
  const readable = found.filter(({ name, info }) => info !== undefined && !isInternal(name)).slice(0, JUDGED);
  for (const { name } of readable) {
    const asked = await askJson(peer, 'security', { database: name });
    if (asked.ok && asked.value.status === 200 && isUnguarded(asked.value.json)) {
      return {
        value: true,
        because:
          'a database names no member, and then takes documents from anyone unless a validation function refuses',
      };
    }
  }
  return undefined;
}

async function secondCounts(
  peer: CouchPeer,
  limits: LookLimits,
  found: readonly Found[],
): Promise<ReadonlyMap<string, { rows: number; seconds: number }>> {
  const out = new Map<string, { rows: number; seconds: number }>();
  const rated = found
    .filter(({ name, info }) => info !== undefined && info.documents > 0 && !isInternal(name))
    .slice(0, RATED);
  if (limits.rateGap <= 0 || rated.length === 0) return out;
  await peer.pause(limits.rateGap);
  for (const { name, at } of rated) {
    const asked = await askJson(peer, 'database', { database: name });
    if (!asked.ok) break;
    const rows = infoOf(asked.value)?.documents;
    if (rows !== undefined) out.set(name, { rows, seconds: (performance.now() - at) / 1_000 });
  }
  return out;
}

export async function inventory(peer: CouchPeer, limits: LookLimits): Promise<Outcome<Inventory>> {
  const listed = await askJson(peer, 'databases');
  if (!listed.ok) return listed;
  const list = namesOf(listed.value);
  if (!list) return failure('rejected', `the list of databases is refused (${listed.value.status})`);
  const unlearned = ['fields: CouchDB has no schema, so a sample is needed to name them'];
  let complete = !list.cut;
  const ordered = [...list.names].sort((a, b) => Number(isInternal(a)) - Number(isInternal(b)));
  const found: Found[] = [];
  let refused = 0;
  for (const name of ordered) {
    const within = found.length < limits.containers && peer.left().bytes > 0 && peer.left().milliseconds > 0;
    if (!within || !isDatabaseName(name)) {
      found.push({ name, at: 0 });
      if (!isInternal(name)) complete = false;
      continue;
    }
    const at = performance.now();
    const asked = await askJson(peer, 'database', { database: name });
    if (!asked.ok && (asked.why === 'over-budget' || asked.why === 'timeout')) complete = false;
    const info = asked.ok ? infoOf(asked.value) : undefined;
    if (asked.ok && !info) refused += 1;
    found.push({ name, at, ...(info ? { info } : {}) });
  }
  if (refused > 0) unlearned.push(`${refused} databases ask for credentials: only their names are known`);
  if (!complete)
    unlearned.push(
      `of ${list.names.length}${list.cut ? ' or more' : ''} databases, ${Math.min(found.length, limits.containers)} were described`,
    );
  unlearned.push('when a database was made: CouchDB does not tell');
  found.sort(
    (a, b) =>
      Number(isInternal(a.name)) - Number(isInternal(b.name)) ||
      (b.info?.documents ?? -1) - (a.info?.documents ?? -1),
  );
  const later = await secondCounts(peer, limits, found);
  const writable = await writability(peer, found);
  if (!writable)
    unlearned.push('whether a visitor may write: the security objects do not say, and it was not tried');
  const datasets = found.map(({ name, info }): DatasetInventory => {
    const second = later.get(name);
    return {
      name: rawText(name),
      kind: 'database',
      fields: [],
      ...(isInternal(name) ? { internal: true } : {}),
      ...(info ? { rows: { value: info.documents, method: 'exact' as const } } : {}),
      ...(info?.bytes === undefined ? {} : { bytes: { value: info.bytes, method: 'exact' as const } }),
      ...(second ? { later: second } : {}),
    };
  });
  const result: Inventory = { datasets, unlearned, complete, ...(writable ? { writable } : {}) };
  namesByInventory.set(
    result,
    found.map(({ name }) => name),
  );
  return success(result);
}
