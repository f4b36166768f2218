import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { DatasetInventory, Inventory, SchemaField } from '../../model/inventory.ts';
import { rawText } from '../../model/raw.ts';
import { isReadable, readCatalogue } from './catalogue.ts';
import type { Table } from './catalogue.ts';
import { isCounted, planMeasures, readColumns, spanOf } from './columns.ts';
import type { Column } from './columns.ts';
import { countCell, textCell } from './query.ts';
import type { Limits, Session } from './query.ts';
import { isQuotable } from './quote.ts';

/** What the sample needs to know of a dataset, by the place in the inventory. */
export interface Place {
  readonly table: Table;
  readonly columns: readonly Column[];
}

const placesByInventory = new WeakMap<Inventory, readonly Place[]>();

export function placesOf(inventory: Inventory): readonly Place[] | undefined {
  return placesByInventory.get(inventory);
}

/** Tables that are measured column by column, and those that get a second count. */
const MEASURED = 40;
const RATED = 10;

interface Measured {
  readonly rows?: number;
  readonly at: number;
  readonly nulls: ReadonlyMap<string, number>;
  readonly distinct: ReadonlyMap<string, number>;
  readonly edges: ReadonlyMap<string, { readonly oldest?: number; readonly newest?: number }>;
  readonly complete: boolean;
}

async function measureTable(session: Session, { table, columns }: Place): Promise<Measured> {
  const nulls = new Map<string, number>();
  const distinct = new Map<string, number>();
  const edges = new Map<string, { oldest?: number; newest?: number }>();
  const at = performance.now();
  const place = { database: table.database, table: table.name };
  const plan = planMeasures(columns, table.rows ?? 0);
  const asked = await session.ask('measure', { ...place, measures: plan });
  if (asked.kind === 'rows') {
    const [rows, ...cells] = asked.rows[0] ?? [];
    plan.forEach(({ kind, column }, index) => {
      const value = countCell(cells[index]);
      if (value === undefined) return;
      if (kind === 'nulls') nulls.set(column, value);
      else if (kind === 'distinct') distinct.set(column, value);
      else edges.set(column, { ...edges.get(column), [kind]: value });
    });
    const count = countCell(rows);
    return { at, nulls, distinct, edges, complete: true, ...(count === undefined ? {} : { rows: count }) };
  }
  // One column too dear or of an odd type spoils the whole statement: the count alone is nearly free.
  const counted = await session.ask('count', place);
  const count = counted.kind === 'rows' ? countCell(counted.rows[0]?.[0]) : undefined;
  return { at, nulls, distinct, edges, complete: false, ...(count === undefined ? {} : { rows: count }) };
}

function schemaField(column: Column, measured: Measured | undefined): SchemaField {
  const rows = measured?.rows ?? 0;
  const nulls = measured?.nulls.get(column.name);
  const distinct = measured?.distinct.get(column.name);
  const span = spanOf(measured?.edges.get(column.name));
  return {
    path: rawText(column.list ? `${column.name}[]` : column.name),
    type: column.type,
    ...(distinct === undefined ? {} : { distinct: { value: distinct, method: 'estimate' as const } }),
    ...(nulls === undefined || rows === 0 ? {} : { nullShare: Math.min(1, nulls / rows) }),
    ...(span ? { span } : {}),
    ...(column.key ? { indexed: true } : {}),
  };
}

function dataset(
  { table, columns }: Place,
  measured: Measured | undefined,
  later: DatasetInventory['later'],
): DatasetInventory {
  const rows = measured?.rows;
  const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();
  return {
    name: rawText(`${table.database}.${table.name}`),
    kind: table.engine.endsWith('View') ? 'view' : 'table',
    fields: columns.map((column) => schemaField(column, measured)),
    ...(table.name.startsWith('.inner') ? { internal: true } : {}),
    ...(rows !== undefined
      ? { rows: { value: rows, method: 'exact' as const } }
      : table.rows === undefined
        ? {}
        : { rows: { value: table.rows, method: 'estimate' as const } }),
    ...(table.bytes === undefined ? {} : { bytes: { value: table.bytes, method: 'exact' as const } }),
    ...(table.schemaChanged === undefined
      ? {}
      : { created: { at: iso(table.schemaChanged), method: 'metadata_modification_time' } }),
    ...(table.written === undefined
      ? {}
      : { modified: { at: iso(table.written), method: 'parts.modification_time' } }),
    ...(later ? { later } : {}),
  };
}

async function secondCounts(
  session: Session,
  limits: Limits,
  measured: ReadonlyMap<Place, Measured>,
): Promise<ReadonlyMap<Place, { readonly rows: number; readonly seconds: number }>> {
  const out = new Map<Place, { rows: number; seconds: number }>();
  const rated = [...measured].filter(([, one]) => (one.rows ?? 0) > 0).slice(0, RATED);
  if (limits.rateGap <= 0 || rated.length === 0) return out;
  await session.pause(limits.rateGap);
  for (const [place, { at }] of rated) {
    const asked = await session.ask('count', { database: place.table.database, table: place.table.name });
    if (asked.kind === 'failed') break;
    const rows = asked.kind === 'rows' ? countCell(asked.rows[0]?.[0]) : undefined;
    if (rows !== undefined) out.set(place, { rows, seconds: (performance.now() - at) / 1_000 });
  }
  return out;
}

/**
 * Roles and profile say whether a visitor may write. A GET turns `readonly` to 2 by itself, so 2 means that the profile
 * forbids nothing; the native interface sends `readonly` itself and learns nothing from it.
 */
async function writability(session: Session): Promise<Inventory['writable'] | undefined> {
  const grants = await session.ask('grants');
  const granted = grants.kind === 'rows' ? grants.rows.map(([grant]) => textCell(grant)) : undefined;
  const mayInsert = granted?.some((grant) => /^GRANT .*\b(?:ALL|INSERT)\b/.test(grant));
  if (mayInsert === false)
    return { value: false, because: 'the grants of a visitor name no right to insert' };
  if (session.through === 'native') return undefined;
  const asked = await session.ask('readonly');
  const value = asked.kind === 'rows' ? textCell(asked.rows[0]?.[1]) : '';
  if (value === '1') return { value: false, because: 'the profile of a visitor is read-only' };
  if (value !== '2') return undefined;
  return mayInsert === true
    ? {
        value: true,
        because: 'the grants of a visitor name the right to insert, and the profile does not forbid it',
      }
    : {
        value: true,
        because: 'this version has no grants to withhold, and the profile does not forbid writing',
      };
}

/** Seconds; a server that claims more has no clock to believe. */
const MOST_UPTIME = 20 * 365 * 86_400;

async function startedAt(session: Session): Promise<string | undefined> {
  const asked = await session.ask('version');
  const uptime = asked.kind === 'rows' ? countCell(asked.rows[0]?.[1]) : undefined;
  return uptime === undefined || uptime > MOST_UPTIME
    ? undefined
    : new Date(Math.floor(Date.now() / 60_000 - uptime / 60) * 60_000).toISOString();
}

export async function inventoryBy(session: Session, limits: Limits): Promise<Outcome<Inventory>> {
  const catalogue = await readCatalogue(session);
  if (!catalogue.ok) {
    const { answer } = catalogue;
    return answer.kind === 'failed'
      ? failure(answer.why, answer.detail)
      : failure('rejected', 'the list of tables is refused');
  }
  const unlearned: string[] = [];
  let { complete } = catalogue.value;
  const { skipped } = catalogue.value;
  if (skipped > 0)
    unlearned.push(`${skipped} databases are links to other servers, or past the ceiling: not asked about`);
  const tables = [...catalogue.value.tables].sort((a, b) => (b.rows ?? 0) - (a.rows ?? 0));
  const columns = await readColumns(session, tables, limits.fields);
  if (!columns.complete) {
    unlearned.push('the columns of some tables could not be read');
    complete = false;
  }
  if (tables.length > limits.containers) {
    unlearned.push(
      `${tables.length - limits.containers} of ${tables.length} tables are counted but not described`,
    );
    complete = false;
  }
  const places = tables.map((table, index): Place => {
    const own = columns.byTable.get(`${table.database}\0${table.name}`) ?? [];
    return { table, columns: index < limits.containers ? own : [] };
  });
  const readable = places
    .slice(0, limits.containers)
    .filter(({ table }) => isReadable(table.engine) && isQuotable(table.name));
  const measured = new Map<Place, Measured>();
  for (const place of readable.slice(0, MEASURED)) {
    if (session.exhausted()) break;
    measured.set(place, await measureTable(session, place));
  }
  if ([...measured.values()].some((one) => !one.complete))
    unlearned.push('the server refused or gave up on some of the counts');
  if (measured.size < readable.length)
    unlearned.push(
      `${readable.length - measured.size} smaller tables are described without counts of their columns`,
    );
  const foreign = places.filter(({ table }) => !isReadable(table.engine)).length;
  if (foreign > 0)
    unlearned.push(
      `${foreign} views, queues and links were not counted: reading them would act on other servers`,
    );
  if (places.some((place) => place.columns.some((column) => !isCounted(column))))
    unlearned.push('columns of nested types have no counts');
  const later = await secondCounts(session, limits, measured);
  const writable = await writability(session);
  if (!writable) unlearned.push('whether a visitor may write: roles do not say, and it was not tried');
  const since = await startedAt(session);
  const result: Inventory = {
    datasets: places.map((place) => dataset(place, measured.get(place), later.get(place))),
    unlearned,
    complete,
    ...(writable ? { writable } : {}),
    ...(since === undefined ? {} : { startedAt: since }),
  };
  placesByInventory.set(result, places);
  return success(result);
}
