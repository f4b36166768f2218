import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { DatasetInventory, Inventory, SchemaField } from '../../model/inventory.ts';
import { rawText } from '../../model/raw.ts';
import { countOf, entriesOf, listOf, member, textOf } from '../../wire/http-json.ts';
import type { Json } from '../../wire/http-json.ts';
import type { LookLimits } from '../../wire/service.ts';
import { askJson, catRows, saysSecurityOff } from './identify.ts';
import type { Asked, ElasticsearchPeer } from './identify.ts';
import { fieldsOf } from './mapping.ts';
import type { MappedField } from './mapping.ts';
import { measureIndex } from './measure.ts';
import type { Measured } from './measure.ts';
import { isIndexName, MAX_NAMES } from './table.ts';

/** Names of the datasets for the sample that may follow: the inventory itself keeps them closed. */
const namesByInventory = new WeakMap<Inventory, readonly string[]>();

export function namesOf(inventory: Inventory): readonly string[] | undefined {
  return namesByInventory.get(inventory);
}

/** One index as the list tells it. */
interface Listed {
  readonly name: string;
  readonly open: boolean;
  readonly documents?: number;
  readonly bytes?: number;
  readonly created?: string;
  readonly internal: boolean;
}

/** Indices that are measured field by field, largest first; the rest has names, sizes and fields only. */
const MEASURED = 40;
/** Indices that get a second count for the ingest rate. */
const RATED = 10;
/** Names of the engine's own indices and of its tools; `.ds-` is a data stream of the owner. */
const INTERNAL = /^\.(?!ds-|reindexed-)|^(?:security-auditlog-|top_queries-|ilm-history-|slm-history-)/;

function readListed(row: Json): Listed {
  const name = textOf(member(row, 'index')) ?? '';
  const documents = countOf(member(row, 'docs.count'));
  const bytes = countOf(member(row, 'pri.store.size')) ?? countOf(member(row, 'store.size'));
  const ms = countOf(member(row, 'creation.date'));
  return {
    name,
    open: textOf(member(row, 'status')) !== 'close',
    internal: INTERNAL.test(name),
    ...(documents === undefined ? {} : { documents }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(ms === undefined || ms === 0 || ms > 8.64e15 ? {} : { created: new Date(ms).toISOString() }),
  };
}

interface Lists {
  readonly listed: readonly Listed[];
  readonly first: Asked;
}

async function list(peer: ElasticsearchPeer): Promise<Outcome<Lists>> {
  for (const row of ['allIndices', 'indices'] as const) {
    const asked = await askJson(peer, row);
    if (!asked.ok) return asked;
    const rows = asked.value.status === 200 ? catRows(asked.value.json) : undefined;
    if (rows) return success({ listed: rows.map(readListed), first: asked.value });
    if (asked.value.status === 401 || asked.value.status === 403) break;
  }
  // Without the right to list, mappings still name the indices that may be read.
  const asked = await askJson(peer, 'mappingOfAll');
  if (!asked.ok) return asked;
  if (asked.value.status !== 200)
    return failure('rejected', `the list of indices is refused (${asked.value.status})`);
  const listed = entriesOf(asked.value.json).map(([name]) => ({
    name,
    open: true,
    internal: INTERNAL.test(name),
  }));
  return success({ listed, first: asked.value });
}

/** Mappings of the given indices, asked in groups; a group that is too long is asked one by one. */
async function mappings(
  peer: ElasticsearchPeer,
  names: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, ReturnType<typeof fieldsOf>>> {
  const out = new Map<string, ReturnType<typeof fieldsOf>>();
  const ask = async (group: readonly string[]): Promise<void> => {
    const asked = await askJson(peer, 'mapping', { indices: group });
    if (asked.ok && asked.value.status === 200) {
      for (const [name, part] of entriesOf(asked.value.json)) {
        if (group.includes(name)) out.set(name, fieldsOf(member(part, 'mappings'), most));
      }
    } else if (group.length > 1 && (asked.ok || asked.why === 'over-budget') && peer.left().bytes > 0) {
      for (const name of group) await ask([name]);
    }
  };
  let group: string[] = [];
  for (const name of names) {
    group.push(name);
    if (group.length === MAX_NAMES || group.join(',').length > 1_000) {
      await ask(group);
      group = [];
    }
  }
  if (group.length > 0) await ask(group);
  return out;
}

function schemaField(field: MappedField, measured: Measured | undefined): SchemaField {
  const total = measured?.documents;
  const exists = measured?.exists.get(field.path);
  const distinct = field.countAt === undefined ? undefined : measured?.distinct.get(field.countAt);
  const span = measured?.spans.get(field.path);
  const filled =
    total !== undefined && total > 0 && exists !== undefined ? Math.min(1, exists / total) : undefined;
  return {
    path: rawText(field.path),
    type: field.type,
    ...(distinct === undefined ? {} : { distinct: { value: distinct, method: 'estimate' as const } }),
    ...(filled === undefined ? {} : { nullShare: 1 - filled }),
    ...(span === undefined ? {} : { span }),
  };
}

async function writability(
  peer: ElasticsearchPeer,
  first: Asked,
): Promise<Inventory['writable'] | undefined> {
  if (saysSecurityOff(first.reply)) {
    return {
      value: true,
      because: 'the engine warns that its security features are off: it takes every request from anyone',
    };
  }
  const asked = await askJson(peer, 'whoami');
  if (!asked.ok) return undefined;
  const { status, json } = asked.value;
  if (status === 200) {
    const roles = listOf(member(json, 'roles')).map(textOf);
    if (roles.includes('superuser'))
      return { value: true, because: 'a visitor without a name has the role superuser' };
    return undefined;
  }
  if (status === 401 || status === 403) return undefined;
  // Without a security part the path is read as an index called `_security`, or as nothing that has a handler.
  const reason = JSON.stringify(member(json, 'error') ?? '');
  const absent =
    status === 400 ||
    status === 404 ||
    status === 405 ||
    /no handler|security.*(?:not enabled|disabled)/i.test(reason);
  return absent
    ? { value: true, because: 'the engine has no security part that could tell visitors apart' }
    : undefined;
}

export async function inventory(peer: ElasticsearchPeer, limits: LookLimits): Promise<Outcome<Inventory>> {
  const lists = await list(peer);
  if (!lists.ok) return lists;
  const unlearned: string[] = [];
  let complete = true;
  const all = [...lists.value.listed].sort(
    (a, b) => Number(a.internal) - Number(b.internal) || (b.documents ?? 0) - (a.documents ?? 0),
  );
  const described = all
    .filter((index) => !index.internal && index.open && isIndexName(index.name))
    .slice(0, limits.containers);
  const own = all.filter((index) => !index.internal);
  if (described.length < own.length) {
    unlearned.push(
      `${own.length - described.length} of ${own.length} indices are counted but not described (closed, oddly named, or past the ceiling)`,
    );
    complete = described.length === own.filter((index) => index.open).length;
  }
  const fields = await mappings(
    peer,
    described.map(({ name }) => name),
    limits.fields,
  );
  const measured = new Map<string, Measured>();
  const at = new Map<string, number>();
  for (const { name } of described.slice(0, MEASURED)) {
    if (peer.left().bytes <= 0 || peer.left().milliseconds <= 0) break;
    measured.set(name, await measureIndex(peer, name, fields.get(name)?.fields ?? []));
    at.set(name, performance.now());
  }
  if (described.length > measured.size)
    unlearned.push(
      `${described.length - measured.size} smaller indices are described without counts of their fields`,
    );
  if ([...measured.values()].some((one) => !one.complete))
    unlearned.push('the server refused or gave up on some of the counts');
  if (described.some(({ name }) => !fields.has(name))) {
    unlearned.push('the fields of some indices could not be read');
    complete = false;
  }
  if ([...fields.values()].some((one) => one.cut))
    unlearned.push(`fields past ${limits.fields} an index are left out`);
  const later = await secondCounts(peer, limits, measured, at);
  const writable = await writability(peer, lists.value.first);
  if (!writable) unlearned.push('whether a visitor may write: roles do not say, and it was not tried');
  const datasets = all.map((index): DatasetInventory => {
    const part = measured.get(index.name);
    const rows = part?.documents;
    const second = later.get(index.name);
    return {
      name: rawText(index.name),
      kind: 'index',
      fields: (fields.get(index.name)?.fields ?? []).map((field) => schemaField(field, part)),
      ...(index.internal ? { internal: true } : {}),
      ...(rows !== undefined
        ? { rows: { value: rows, method: 'exact' as const } }
        : index.documents === undefined
          ? {}
          : { rows: { value: index.documents, method: 'estimate' as const } }),
      ...(index.bytes === undefined ? {} : { bytes: { value: index.bytes, method: 'exact' as const } }),
      ...(index.created === undefined
        ? {}
        : { created: { at: index.created, method: 'index.creation_date' } }),
      ...(second === undefined ? {} : { later: second }),
    };
  });
  const result: Inventory = { datasets, unlearned, complete, ...(writable ? { writable } : {}) };
  namesByInventory.set(
    result,
    all.map(({ name }) => name),
  );
  return success(result);
}

/** Counts the largest indices once more after the gap. Elasticsearch shows new documents at its next refresh, 1 s by default. */
async function secondCounts(
  peer: ElasticsearchPeer,
  limits: LookLimits,
  measured: ReadonlyMap<string, Measured>,
  at: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, { readonly rows: number; readonly seconds: number }>> {
  const out = new Map<string, { rows: number; seconds: number }>();
  const names = [...measured]
    .filter(([, one]) => (one.documents ?? 0) > 0)
    .map(([name]) => name)
    .slice(0, RATED);
  if (limits.rateGap <= 0 || names.length === 0) return out;
  await peer.pause(limits.rateGap);
  for (const index of names) {
    const asked = await askJson(peer, 'countOf', { index });
    if (!asked.ok) break;
    const rows = asked.value.status === 200 ? countOf(member(asked.value.json, 'count')) : undefined;
    const since = at.get(index);
    if (rows !== undefined && since !== undefined)
      out.set(index, { rows, seconds: (performance.now() - since) / 1_000 });
  }
  return out;
}
