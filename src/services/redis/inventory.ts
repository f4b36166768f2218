import type { Count, DatasetInventory, Inventory } from '../../model/inventory.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { type Raw, rawText } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { gaveUp, infoFields, integerOf, itemsOf, query, type RedisPeer, textOf } from './answer.ts';
import type { RespReply } from './codec.ts';
import { createFamilies, type Family } from './families.ts';
import { rights } from './rights.ts';

/** Rounds of SCAN, `SCAN_COUNT` keys each: 20,000 keys at most. */
const SCAN_ROUNDS = 40;
/** Keys looked at, however many one answer brings. */
const KEYS_MOST = 50_000;
/** Keys of a family that are asked about one by one. */
const PROBED_KEYS = 3;
/** Longest key that is asked about. */
const KEY_MOST = 512;

/** Keys of a family with the type that they hold: what `sample` draws from. */
export interface Keys {
  readonly type: string;
  readonly keys: readonly string[];
}

/** `Inventory` carries names as `Raw`, which a service cannot open: the keys are remembered beside the name. */
const families = new WeakMap<Raw, Keys>();

export function keysOf(name: Raw): Keys | undefined {
  return families.get(name);
}

/** Number of keys in each database, by INFO. */
function keyspace(reply: RespReply | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [name, value] of infoFields(reply)) {
    const keys = /^keys=(\d{1,15})/.exec(value)?.[1];
    if (/^db\d{1,5}$/.test(name) && keys !== undefined) counts.set(name, Number(keys));
  }
  return counts;
}

interface Scanned {
  readonly families: readonly Family[];
  readonly merged: number;
  readonly seen: number;
  /** True where the cursor came back to 0. */
  readonly whole: boolean;
  readonly singles: readonly Raw[];
}

async function scan(peer: RedisPeer, limits: LookLimits): Promise<Scanned | undefined> {
  const grouped = createFamilies();
  let cursor = '0';
  let seen = 0;
  let whole = false;
  for (let round = 0; round < SCAN_ROUNDS; round += 1) {
    const reply = await query(peer, 'scan', { cursor });
    const [next, batch] = itemsOf(reply);
    const following = textOf(next);
    if (batch?.kind !== 'array' || following === undefined || !/^\d{1,20}$/.test(following)) {
      if (round === 0) return undefined;
      break;
    }
    for (const item of itemsOf(batch)) {
      if (item.kind !== 'bulk' || !item.bytes) continue;
      seen += 1;
      if (item.bytes.length <= KEY_MOST) grouped.add(item.bytes.toString('latin1'));
    }
    cursor = following;
    whole = cursor === '0';
    if (whole || seen >= KEYS_MOST) break;
  }
  return { ...grouped.finish('db0', limits.containers), seen, whole, singles: grouped.singles() };
}

/** Type and mean size of a family, by a few of its keys. */
async function describeFamily(
  peer: RedisPeer,
  family: Family,
): Promise<{ readonly type: string; readonly mean: number | undefined }> {
  let type = 'unknown';
  const sizes: number[] = [];
  const step = Math.max(1, Math.floor(family.keys.length / PROBED_KEYS));
  for (let index = 0; index < Math.min(PROBED_KEYS, family.keys.length); index += 1) {
    const key = family.keys[index * step];
    if (key === undefined) break;
    if (type === 'unknown') {
      const word = textOf(await query(peer, 'type', { key })) ?? '';
      if (/^[a-z]{1,12}$/.test(word) && word !== 'none') type = word;
    }
    const size = integerOf(await query(peer, 'memory', { key }));
    if (size !== undefined) sizes.push(size);
  }
  const mean = sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return { type, mean };
}

/** Rows of a family: counted where the scan was whole, else its share of all keys. */
function rowsOf(family: Family, scanned: Scanned, total: number): Count {
  if (scanned.whole || scanned.seen === 0) return { value: family.count, method: 'exact' };
  return { value: Math.round((family.count / scanned.seen) * total), method: 'estimate' };
}

async function measureFamily(
  peer: RedisPeer,
  family: Family,
  scanned: Scanned,
  total: number,
): Promise<DatasetInventory> {
  const { type, mean } = await describeFamily(peer, family);
  const rows = rowsOf(family, scanned, total);
  families.set(family.name, { type, keys: family.keys });
  return {
    name: family.name,
    kind: 'keys',
    rows,
    ...(mean === undefined ? {} : { bytes: { value: Math.round(mean * rows.value), method: 'estimate' } }),
    fields: type === 'unknown' ? [] : [{ path: rawText('value'), type }],
  };
}

type Trace = NonNullable<Inventory['traces']>[number];

/**
 * Settings and names that an earlier visitor may have left. None is dated: Redis keeps no time of writing, and the last save
 * may be older or younger than what is found.
 */
async function traces(
  peer: RedisPeer,
  replication: ReadonlyMap<string, string>,
  singles: readonly Raw[],
): Promise<{ readonly found: readonly Trace[]; readonly settings: boolean }> {
  const found: Trace[] = [];
  let settings = false;
  for (const setting of ['dir', 'dbfilename'] as const) {
    const [, value] = itemsOf(await query(peer, setting));
    if (value?.kind !== 'bulk' || !value.bytes) continue;
    settings = true;
    found.push({ kind: setting, name: rawText(value.bytes) });
  }
  for (const module of itemsOf(await query(peer, 'modules')).slice(0, 50)) {
    const words = itemsOf(module);
    const name = words[words.findIndex((word) => textOf(word) === 'name') + 1];
    if (name?.kind === 'bulk' && name.bytes) found.push({ kind: 'module', name: rawText(name.bytes) });
  }
  const master = replication.get('master_host');
  if (master) found.push({ kind: 'master', name: rawText(Buffer.from(master, 'latin1')) });
  for (const name of singles) found.push({ kind: 'key', name });
  return { found, settings };
}

const NAMES_ONLY =
  'Values were not looked at: Redis keeps no schema, names and types of keys are all that it tells.';
const NO_RATE = 'The rate of ingest was not measured: Redis counts keys by database, not by family.';

/** What a ceiling cut off, and what asking further would have changed. */
function notes(
  scanned: Scanned | undefined,
  counts: ReadonlyMap<string, number>,
  total: number,
): readonly string[] {
  const found = [NAMES_ONLY, NO_RATE];
  if (!scanned) found.push('SCAN was refused: families of keys are not known.');
  if (scanned && !scanned.whole)
    found.push(
      `Families were counted on ${scanned.seen} of ${total} keys; their sizes are shares of all keys.`,
    );
  if (scanned && scanned.merged > 0)
    found.push(`${scanned.merged} families are past the ceiling and were put together.`);
  if ([...counts.keys()].some((name) => name !== 'db0')) {
    found.push(
      'Databases other than 0 are known by their number of keys alone: to look further, the connection would have to be switched.',
    );
  }
  return found;
}

/** Started by the uptime that the server tells, to the minute. */
function startOf(seconds: number): string {
  const minute = 60_000;
  return new Date(Math.floor((Date.now() - seconds * 1_000) / minute) * minute).toISOString();
}

function database(name: string, rows: number): DatasetInventory {
  return { name: rawText(name), kind: 'database', rows: { value: rows, method: 'exact' }, fields: [] };
}

async function measured(
  peer: RedisPeer,
  scanned: Scanned | undefined,
  total: number,
): Promise<readonly DatasetInventory[]> {
  if (!scanned) return total > 0 ? [database('db0', total)] : [];
  const datasets: DatasetInventory[] = [];
  for (const family of scanned.families) datasets.push(await measureFamily(peer, family, scanned, total));
  return datasets;
}

export async function inventory(peer: RedisPeer, limits: LookLimits): Promise<Outcome<Inventory>> {
  const server = infoFields(await query(peer, 'info', { section: 'server' }));
  if (server.get('redis_mode') === 'sentinel') {
    return success({ datasets: [], unlearned: ['A sentinel holds no keys.'], complete: true });
  }
  const counts = keyspace(await query(peer, 'info', { section: 'keyspace' }));
  const replication = infoFields(await query(peer, 'info', { section: 'replication' }));
  const size = integerOf(await query(peer, 'size'));
  const total = size ?? counts.get('db0') ?? 0;
  const scanned = await scan(peer, limits);
  if (!scanned && size === undefined && counts.size === 0) {
    return failure('rejected', 'neither SCAN, DBSIZE nor INFO answered');
  }
  const datasets = [...(await measured(peer, scanned, total))];
  for (const [name, keys] of counts) if (name !== 'db0') datasets.push(database(name, keys));
  const left = await traces(peer, replication, scanned?.singles ?? []);
  const writable = await rights(peer, server, replication, left.settings);
  const unlearned = [...notes(scanned, counts, total)];
  if (gaveUp(peer)) unlearned.push('The server stopped answering before everything was asked.');
  const uptime = Number(server.get('uptime_in_seconds') ?? Number.NaN);
  return success({
    datasets,
    unlearned,
    complete: scanned?.whole === true && scanned.merged === 0 && !gaveUp(peer),
    ...(writable ? { writable } : {}),
    ...(Number.isSafeInteger(uptime) && uptime >= 0 ? { startedAt: startOf(uptime) } : {}),
    ...(left.found.length > 0 ? { traces: left.found } : {}),
  });
}
