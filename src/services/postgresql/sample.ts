import type { Draw, Inventory, Sample, SampledRecord } from '../../model/inventory.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { rawJson } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import type { PgResult } from './reply.ts';
import { identify } from './identify.ts';
import { planOf, type TablePlan } from './inventory.ts';
import type { TupleId } from './quote.ts';
import { columnFor, recordOf } from './record.ts';
import { enter, knownWay, numberAt, type Session, textAt } from './session.ts';
import type { PgPeer } from './table.ts';

/** Columns of one statement; a wider table is sampled by its first columns. */
const MOST_COLUMNS = 200;
/** Places tried for each row that is wanted: some hold no row any more. */
const TRIES = 3;
const MOST_TUPLES = 900;
/** Bytes left untouched for the rest of the look. */
const KEPT_BYTES = 1 << 20;

/** A piece of a table that has blocks of its own: the table, or one partition. */
interface Part {
  readonly schema: string;
  readonly table: string;
  readonly blocks: number;
  readonly rowsPerBlock: number;
}

interface Drawing {
  readonly records: SampledRecord[];
  readonly draws: Draw[];
  readonly notes: Set<string>;
  complete: boolean;
}

/** Rows at random places of each table, spread over its length, into memory only. */
export async function sample(
  peer: PgPeer,
  limits: LookLimits,
  inventory: Inventory,
): Promise<Outcome<Sample>> {
  if (!knownWay(peer)) await identify(peer);
  const way = knownWay(peer);
  if (!way) return failure('rejected', 'no session without a password');
  const drawing: Drawing = { records: [], draws: [], notes: new Set(), complete: true };
  const byDatabase = new Map<string, { index: number; plan: TablePlan }[]>();
  inventory.datasets.forEach((dataset, index) => {
    const plan = planOf(dataset);
    if (!plan) return;
    const skipped = whyNot(plan);
    if (skipped !== undefined) {
      drawing.notes.add(skipped);
      return;
    }
    const list = byDatabase.get(plan.database) ?? [];
    list.push({ index, plan });
    byDatabase.set(plan.database, list);
  });
  for (const [database, tables] of byDatabase) {
    if (exhausted(peer)) break;
    const session = await enter(peer, way, database);
    if (!session.ok) {
      drawing.complete = false;
      drawing.notes.add('a database could not be opened again for its sample');
      continue;
    }
    for (const { index, plan } of tables) {
      if (exhausted(peer)) break;
      await drawTable(peer, session.value, limits, index, plan, drawing);
    }
    await session.value.end();
  }
  if (exhausted(peer)) {
    drawing.complete = false;
    drawing.notes.add('the ceiling of records or bytes was reached before every table was sampled');
  }
  return success({
    records: drawing.records,
    draws: drawing.draws,
    complete: drawing.complete,
    unlearned: [...drawing.notes],
  });
}

function exhausted(peer: PgPeer): boolean {
  const left = peer.left();
  return left.bytes <= KEPT_BYTES || left.records <= 0 || left.milliseconds <= 0;
}

function whyNot(plan: TablePlan): string | undefined {
  if (!plan.readable) return 'some tables may not be read by this role';
  if (plan.kind === 'v') return 'views are not sampled: they may call functions';
  if (plan.kind === 'f' || plan.foreignParts)
    return 'foreign tables are not sampled: reading them would make this server call another';
  if (plan.columns.length === 0) return 'a table without columns has nothing to sample';
  return undefined;
}

async function drawTable(
  peer: PgPeer,
  session: Session,
  limits: LookLimits,
  index: number,
  plan: TablePlan,
  drawing: Drawing,
): Promise<void> {
  const wanted = Math.min(limits.sample, 1_000, peer.left().records);
  const columns = plan.columns.slice(0, MOST_COLUMNS);
  if (columns.length < plan.columns.length)
    drawing.notes.add('some tables are sampled by their first columns only');
  const asked = columns.map((column) => columnFor(column.name, column.type));
  const take = (result: PgResult, stratum: number): number => {
    if (!peer.takeRecords(result.rows.length)) return 0;
    for (const row of result.rows)
      drawing.records.push({ dataset: index, record: rawJson(recordOf(columns, row)), stratum });
    return result.rows.length;
  };
  const small = plan.rows !== undefined && plan.rows <= wanted && plan.kind !== 'p';
  if (!small) {
    const parts = await partsOf(session, plan);
    if (parts.length > 0) {
      const drawn = await drawPlaces(session, limits.strata, wanted, asked, parts, take);
      if (drawn.n > 0) {
        const method = `random tuple ids over the blocks of ${parts.length > 1 ? `${parts.length} partitions` : 'the table'}, ${drawn.strata} strata`;
        drawing.draws.push({ dataset: index, method, strata: drawn.strata, n: drawn.n, whole: false });
        if (!drawn.ok) drawing.complete = false;
        return;
      }
    }
  }
  const rows = await session.read('whole', {
    columns: asked,
    schema: plan.schema,
    table: plan.table,
    limit: wanted,
  });
  if (!rows.ok) {
    drawing.complete = false;
    drawing.notes.add('the sample of some tables was refused');
    return;
  }
  const n = take(rows.value, 0);
  const whole = n < wanted || (small && n === plan.rows);
  drawing.draws.push({
    dataset: index,
    method: whole ? 'all rows' : 'the first rows as the engine gives them, not random',
    strata: 1,
    n,
    whole,
  });
}

async function partsOf(session: Session, plan: TablePlan): Promise<readonly Part[]> {
  const leaves = await session.read('leaves', { oids: [plan.oid] });
  if (!leaves.ok) return [];
  return leaves.value.rows.flatMap((row): Part[] => {
    const schema = textAt(row, 1);
    const table = textAt(row, 2);
    const blocks = numberAt(row, 3) ?? 0;
    if (schema === undefined || table === undefined || blocks < 1) return [];
    const estimate = numberAt(row, 4) ?? 0;
    const rows = estimate > 0 ? estimate : plan.kind === 'p' ? blocks * 50 : (plan.rows ?? blocks * 50);
    return [{ schema, table, blocks, rowsPerBlock: Math.min(290, Math.max(1, Math.ceil(rows / blocks))) }];
  });
}

interface Drawn {
  readonly n: number;
  readonly strata: number;
  readonly ok: boolean;
}

/**
 * Each stratum is an equal run of blocks over all parts in a row. Within it, places (block, line) are drawn at random: every row
 * of the stratum is about equally likely, and only blocks that are hit are read.
 */
async function drawPlaces(
  session: Session,
  strataWanted: number,
  wanted: number,
  columns: readonly ReturnType<typeof columnFor>[],
  parts: readonly Part[],
  take: (result: PgResult, stratum: number) => number,
): Promise<Drawn> {
  const blocks = parts.reduce((sum, part) => sum + part.blocks, 0);
  const strata = Math.max(1, Math.min(strataWanted, blocks, wanted));
  let n = 0;
  for (let stratum = 0; stratum < strata; stratum++) {
    const from = Math.floor((stratum * blocks) / strata);
    const to = Math.floor(((stratum + 1) * blocks) / strata);
    let missing = Math.floor(((stratum + 1) * wanted) / strata) - Math.floor((stratum * wanted) / strata);
    for (const [part, tuples] of places(parts, from, to, Math.min(MOST_TUPLES, missing * TRIES))) {
      if (missing <= 0) break;
      const rows = await session.read('tuples', {
        columns,
        schema: part.schema,
        table: part.table,
        tuples,
        limit: Math.min(missing, 1_000),
      });
      if (!rows.ok) return { n, strata, ok: false };
      const got = take(rows.value, stratum);
      if (got < rows.value.rows.length) return { n, strata, ok: false };
      n += got;
      missing -= got;
    }
  }
  return { n, strata, ok: true };
}

/** Distinct random places in the blocks `from` to `to`, by part. The number of parts in one stratum is bounded. */
function places(parts: readonly Part[], from: number, to: number, count: number): Map<Part, TupleId[]> {
  const found = new Map<Part, TupleId[]>();
  const seen = new Set<string>();
  for (let attempt = 0; attempt < count; attempt++) {
    let block = from + Math.floor(Math.random() * (to - from));
    const part = parts.find((candidate) => {
      if (block < candidate.blocks) return true;
      block -= candidate.blocks;
      return false;
    });
    if (!part || (found.size >= 8 && !found.has(part))) continue;
    const line = 1 + Math.floor(Math.random() * part.rowsPerBlock);
    const key = `${parts.indexOf(part)}:${block}:${line}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const list = found.get(part) ?? [];
    list.push([block, line]);
    found.set(part, list);
  }
  return found;
}
