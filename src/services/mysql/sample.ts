import type { Draw, Inventory, Sample, SampledRecord } from '../../model/inventory.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import { rawJson } from '../../model/raw.ts';
import type { LookLimits } from '../../wire/service.ts';
import { isLocal } from './catalogue.ts';
import type { MyResult } from './reply.ts';
import { identify } from './identify.ts';
import { planOf, type TablePlan } from './inventory.ts';
import type { SampledColumn } from './quote.ts';
import { columnFor, recordOf } from './record.ts';
import { enter, knownWay, type Session, textAt } from './session.ts';
import type { MyPeer } from './table.ts';

/** Columns of one statement; a wider table is sampled by its first columns. */
const MOST_COLUMNS = 200;
/** Keys tried for each row that is wanted: some are gaps. */
const TRIES = 3;
/** A table up to this size may be read through for a random share of its rows. */
const READ_THROUGH_BYTES = 64 << 20;
/** Bytes left untouched for the rest of the look. */
const KEPT_BYTES = 1 << 20;

interface Drawing {
  readonly records: SampledRecord[];
  readonly draws: Draw[];
  readonly notes: Set<string>;
  complete: boolean;
}

interface Drawn {
  readonly n: number;
  readonly strata: number;
  readonly method: string;
  readonly whole: boolean;
}

/** Rows from all over each table, into memory only. */
export async function sample(
  peer: MyPeer,
  limits: LookLimits,
  inventory: Inventory,
): Promise<Outcome<Sample>> {
  if (!knownWay(peer)) await identify(peer);
  const way = knownWay(peer);
  if (!way) return failure('rejected', 'no session without a password');
  const opened = await enter(peer, way);
  if (!opened.ok) return opened;
  const drawing: Drawing = { records: [], draws: [], notes: new Set(), complete: true };
  for (const [index, dataset] of inventory.datasets.entries()) {
    const plan = planOf(dataset);
    if (!plan || plan.columns.length === 0) continue;
    if (!isLocal(plan)) {
      drawing.notes.add(
        plan.kind === 'view'
          ? 'views are not sampled: they may call functions'
          : 'tables of remote engines are not sampled',
      );
      continue;
    }
    const left = peer.left();
    if (left.bytes <= KEPT_BYTES || left.records <= 0 || left.milliseconds <= 0) {
      drawing.complete = false;
      drawing.notes.add('the ceiling of records or bytes was reached before every table was sampled');
      break;
    }
    if (!(await drawTable(peer, opened.value, limits, index, plan, drawing))) {
      drawing.complete = false;
      drawing.notes.add('the sample of some tables was refused or cut short');
    }
  }
  await opened.value.end();
  return success({
    records: drawing.records,
    draws: drawing.draws,
    complete: drawing.complete,
    unlearned: [...drawing.notes],
  });
}

type Take = (result: MyResult, stratum: number) => number;

async function drawTable(
  peer: MyPeer,
  session: Session,
  limits: LookLimits,
  index: number,
  plan: TablePlan,
  drawing: Drawing,
): Promise<boolean> {
  const wanted = Math.min(limits.sample, 1_000, peer.left().records);
  const columns = plan.columns.slice(0, MOST_COLUMNS);
  if (columns.length < plan.columns.length)
    drawing.notes.add('some tables are sampled by their first columns only');
  const asked = columns.map((column) => columnFor(column.name, column.type));
  const take: Take = (result, stratum) => {
    if (!peer.takeRecords(result.rows.length)) return 0;
    for (const row of result.rows)
      drawing.records.push({ dataset: index, record: rawJson(recordOf(columns, row)), stratum });
    return result.rows.length;
  };
  const drawn = await draw(session, limits, plan, asked, wanted, take);
  if (!drawn) return false;
  drawing.draws.push({ dataset: index, ...drawn });
  return true;
}

async function draw(
  session: Session,
  limits: LookLimits,
  plan: TablePlan,
  columns: readonly SampledColumn[],
  wanted: number,
  take: Take,
): Promise<Drawn | undefined> {
  const at = { columns, schema: plan.schema, table: plan.table };
  const small = plan.rows !== undefined && plan.rows <= wanted;
  if (!small && plan.key !== undefined) {
    const byKey = await drawByKey(session, limits.strata, wanted, at, plan.key, take);
    if (byKey) return byKey;
  }
  if (!small && plan.rows !== undefined && plan.bytes !== undefined && plan.bytes <= READ_THROUGH_BYTES) {
    // A fifth more than is needed, and room beyond: a LIMIT that bites would favour the beginning of the table.
    const share = Math.min(
      1_000_000,
      Math.max(1, Math.ceil((1_000_000 * wanted * 1.2) / Math.max(1, plan.rows))),
    );
    const rows = await session.read('share', {
      ...at,
      share,
      limit: Math.min(1_000, Math.ceil(wanted * 1.5)),
    });
    if (rows.ok && rows.value.rows.length > 0) {
      const kept = spread(rows.value, wanted);
      return { n: take(kept, 0), strata: 1, method: 'a random share of all rows', whole: false };
    }
  }
  const rows = await session.read('whole', { ...at, limit: wanted });
  if (!rows.ok) return undefined;
  const n = take(rows.value, 0);
  const whole = n < wanted || n === plan.rows;
  return {
    n,
    strata: 1,
    method: whole ? 'all rows' : 'the first rows as the engine gives them, not random',
    whole,
  };
}

/** `count` rows at equal distances, so that cutting does not favour the beginning. */
function spread(result: MyResult, count: number): MyResult {
  const { rows } = result;
  if (rows.length <= count) return result;
  return {
    columns: result.columns,
    rows: Array.from({ length: count }, (_, index) => rows[Math.floor((index * rows.length) / count)] ?? []),
  };
}

interface At {
  readonly columns: readonly SampledColumn[];
  readonly schema: string;
  readonly table: string;
}

/** Equal runs of the primary key, random keys in each; where keys have gaps, the rows after one random key fill up. */
async function drawByKey(
  session: Session,
  strataWanted: number,
  wanted: number,
  at: At,
  column: string,
  take: Take,
): Promise<Drawn | undefined> {
  const bounds = await session.read('bounds', { schema: at.schema, table: at.table, column });
  const least = integerOf(bounds.ok ? textAt(bounds.value.rows[0], 0) : undefined);
  const most = integerOf(bounds.ok ? textAt(bounds.value.rows[0], 1) : undefined);
  if (least === undefined || most === undefined || most <= least) return undefined;
  const width = most - least + 1n;
  const strata = Math.max(1, Math.min(strataWanted, wanted));
  let n = 0;
  let filled = 0;
  for (let stratum = 0; stratum < strata; stratum++) {
    const from = least + (width * BigInt(stratum)) / BigInt(strata);
    const to = least + (width * BigInt(stratum + 1)) / BigInt(strata);
    if (to <= from) continue;
    let missing = Math.floor(((stratum + 1) * wanted) / strata) - Math.floor((stratum * wanted) / strata);
    const keys = [
      ...new Set(Array.from({ length: missing * TRIES }, () => String(randomBetween(from, to)))),
    ].slice(0, 1_000);
    const hits = await session.read('places', { ...at, column, keys, limit: missing });
    if (!hits.ok) return n > 0 ? described(n, strata, filled) : undefined;
    const got = take(hits.value, stratum);
    n += got;
    missing -= got;
    if (missing <= 0) continue;
    const more = await session.read('next', {
      ...at,
      column,
      keys: [String(randomBetween(from, to))],
      limit: missing,
    });
    if (!more.ok) continue;
    const extra = take(more.value, stratum);
    n += extra;
    filled += extra;
  }
  return n > 0 ? described(n, strata, filled) : undefined;
}

function described(n: number, strata: number, filled: number): Drawn {
  const tail = filled === 0 ? '' : `; ${filled} rows follow random keys, because keys have gaps`;
  return { n, strata, method: `random primary keys, ${strata} strata${tail}`, whole: false };
}

function integerOf(text: string | undefined): bigint | undefined {
  return text !== undefined && /^-?\d{1,20}$/.test(text) ? BigInt(text) : undefined;
}

/** A whole number from `from` up to, but not including, `to`. Fair enough for 53 bits of width; beyond, for the first 53 bits. */
function randomBetween(from: bigint, to: bigint): bigint {
  return from + (BigInt(Math.floor(Math.random() * 2 ** 53)) * (to - from)) / BigInt(2 ** 53);
}
