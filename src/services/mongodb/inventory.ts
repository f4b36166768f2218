import type { DatasetInventory, Inventory } from '../../model/inventory.ts';
import { type Outcome, failure, success } from '../../model/outcome.ts';
import { rawText } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { type MongoPeer, type Session, contact, put } from './answer.ts';
import { asArray, asDocument, asNumber, asObjectId, asText, field } from './bson-read.ts';
import { type Catalogue, type Collection, readCatalogue } from './catalogue.ts';
import { INTERNAL_DATABASES } from './identify.ts';
import { count, type Habits, measure, minute, objectIdTime } from './measure.ts';
import { placeOf } from './places.ts';

/** Collections whose rate of ingest is measured. */
const RATES_MOST = 5;

const WRITING_ROLES: ReadonlySet<string> = new Set([
  'readWrite',
  'readWriteAnyDatabase',
  'dbOwner',
  'dbAdmin',
  'dbAdminAnyDatabase',
  'restore',
  'root',
  '__system',
]);

/** Inferred from roles; nothing is ever written to find out. */
async function writability(peer: MongoPeer, session: Session): Promise<Inventory['writable']> {
  if (asNumber(field(session.hello, 'readOnly')) === 1)
    return { value: false, because: 'the server runs read-only' };
  const outcome = await put(peer, session, 'privileges');
  if (!outcome.ok || outcome.value.kind !== 'ok') return undefined;
  const info = asDocument(field(outcome.value.document, 'authInfo'));
  const users = asArray(field(info, 'authenticatedUsers'));
  const roles = asArray(field(info, 'authenticatedUserRoles'));
  if (!users || !roles) return undefined;
  const names = roles.flatMap((role) => asText(field(asDocument(role), 'role')) ?? []);
  if (names.some((name) => WRITING_ROLES.has(name))) {
    return { value: true, because: 'connectionStatus: the anonymous connection holds a role that writes' };
  }
  if (users.length > 0 || roles.length > 0) {
    return { value: false, because: 'connectionStatus: the anonymous connection holds no role that writes' };
  }
  const primary =
    asNumber(field(session.hello, 'isWritablePrimary')) ?? asNumber(field(session.hello, 'ismaster'));
  return primary === 0
    ? {
        value: false,
        because: 'authorization is off, but this member of the replica set is not the one that takes writes',
      }
    : {
        value: true,
        because: 'authorization is off: reads that need a role were answered to a connection without a user',
      };
}

/** One collection of each database in turn, so that a database with thousands does not use up the ceiling. */
function interleave(lists: readonly (readonly Collection[])[]): readonly Collection[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const out: Collection[] = [];
  for (let index = 0; index < longest; index += 1) {
    for (const list of lists) {
      const item = list[index];
      if (item) out.push(item);
    }
  }
  return out;
}

function nameOnly(item: Collection): DatasetInventory {
  return {
    name: item.raw,
    kind: item.type === 'view' ? 'view' : 'collection',
    fields: item.fields,
    ...(item.internal ? { internal: true } : {}),
  };
}

/** Databases of which no collection is known: their names may tell something all the same. */
function bareDatabases(catalogue: Catalogue): readonly DatasetInventory[] {
  return catalogue.databases
    .filter((database) => database.collections.length === 0)
    .map((database) => ({
      name: rawText(database.name),
      kind: 'database',
      fields: [],
      bytes: { value: database.bytes, method: 'estimate' },
      ...(INTERNAL_DATABASES.has(database.name) ? { internal: true } : {}),
    }));
}

/** Counts the busiest collections twice. Busy: the newest ObjectId first, then the largest. */
async function withRates(
  peer: MongoPeer,
  session: Session,
  datasets: readonly DatasetInventory[],
  gap: number,
): Promise<readonly DatasetInventory[]> {
  if (gap <= 0) return datasets;
  const busiest = datasets
    .filter((dataset) => placeOf(dataset.name) && (dataset.rows?.value ?? 0) > 0)
    .sort(
      (a, b) =>
        (b.modified?.at ?? '').localeCompare(a.modified?.at ?? '') ||
        (b.rows?.value ?? 0) - (a.rows?.value ?? 0),
    )
    .slice(0, RATES_MOST);
  const firsts: { readonly dataset: DatasetInventory; readonly rows: number; readonly at: number }[] = [];
  for (const dataset of busiest) {
    const place = placeOf(dataset.name);
    const rows = place && (await count(peer, session, place));
    if (rows !== undefined) firsts.push({ dataset, rows, at: performance.now() });
  }
  if (firsts.length === 0) return datasets;
  await peer.pause(gap);
  const counted = new Map<DatasetInventory, DatasetInventory>();
  for (const { dataset, rows, at } of firsts) {
    const place = placeOf(dataset.name);
    const later = place && (await count(peer, session, place));
    if (later === undefined) continue;
    const seconds = Math.round(performance.now() - at) / 1_000;
    counted.set(dataset, {
      ...dataset,
      rows: { value: rows, method: 'estimate' },
      later: { rows: later, seconds },
    });
  }
  return datasets.map((dataset) => counted.get(dataset) ?? dataset);
}

/** Since 4.4 `hello` carries an ObjectId that was made when the process started. */
function startOf(session: Session): { readonly startedAt?: string } {
  const id = asObjectId(field(asDocument(field(session.hello, 'topologyVersion')), 'processId'));
  const time = id === undefined ? undefined : objectIdTime(id, Date.now());
  return time === undefined ? {} : { startedAt: minute(time) };
}

const NO_SCHEMA =
  'MongoDB keeps no schema: field names come from validators and indexes alone, values were not looked at.';

export async function inventory(peer: MongoPeer, limits: LookLimits): Promise<Outcome<Inventory>> {
  const met = await contact(peer);
  if (!met.ok) return met;
  const session = met.value;
  const catalogue = await readCatalogue(peer, session, limits.fields);
  if (typeof catalogue === 'string') return failure('rejected', `listDatabases: ${catalogue}`);
  const unlearned = [NO_SCHEMA, ...new Set(catalogue.unlearned)];
  const bySize = [...catalogue.databases].sort((a, b) => b.bytes - a.bytes);
  const all = interleave(bySize.map((database) => database.collections));
  const worth = all.filter((item) => !item.internal && item.collection !== undefined && item.type !== 'view');
  const chosen = new Set(worth.slice(0, limits.containers));
  const habits: Habits = { storage: 'storage', works: false };
  const datasets: DatasetInventory[] = [];
  let unmeasured = 0;
  for (const item of all) {
    if (!chosen.has(item)) {
      datasets.push(nameOnly(item));
      continue;
    }
    const measured =
      peer.left().milliseconds > 0
        ? await measure(peer, session, item, habits, limits.fields)
        : nameOnly(item);
    if (!measured.rows) unmeasured += 1;
    datasets.push(measured);
  }
  const beyond = worth.length - chosen.size;
  if (beyond > 0)
    unlearned.push(
      `${beyond} collections are known by name alone: past the ceiling of ${limits.containers}.`,
    );
  if (unmeasured > 0) unlearned.push(`${unmeasured} collections could not be counted.`);
  if (all.some((item) => item.type === 'view'))
    unlearned.push('Views were not counted: that would run their pipelines.');
  const writable = await writability(peer, session);
  return success({
    datasets: [...(await withRates(peer, session, datasets, limits.rateGap)), ...bareDatabases(catalogue)],
    unlearned,
    complete: catalogue.complete && beyond === 0 && unmeasured === 0,
    ...(writable ? { writable } : {}),
    ...startOf(session),
  });
}
