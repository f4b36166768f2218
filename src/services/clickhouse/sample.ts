import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Draw, Inventory, Sample, SampledRecord } from '../../model/inventory.ts';
import { rawJson } from '../../model/raw.ts';
import { isReadable } from './catalogue.ts';
import { placesOf } from './inventory.ts';
import type { Limits, Session } from './query.ts';
import { isQuotable } from './quote.ts';

/** Rows that the server may have to read for one draw. */
const MOST_READ = 1_000_000;
const HALVES = 2;
const MAX_COLUMNS = 200;

/**
 * Two draws of every n-th row by chance, from as many rows as may be read of a live system. Values come as text; a record
 * is an object of column names and texts.
 */
export async function sampleBy(
  session: Session,
  limits: Limits,
  inventory: Inventory,
): Promise<Outcome<Sample>> {
  const places = placesOf(inventory);
  if (!places) return failure('rejected', 'the inventory was not made by this service in this process');
  const records: SampledRecord[] = [];
  const draws: Draw[] = [];
  let complete = true;
  for (const [dataset, { table, columns }] of places.entries()) {
    const rows = inventory.datasets[dataset]?.rows?.value ?? 0;
    const named = columns
      .map(({ name }) => name)
      .filter(isQuotable)
      .slice(0, MAX_COLUMNS);
    if (rows === 0 || named.length === 0 || !isReadable(table.engine) || !isQuotable(table.name)) continue;
    const whole = rows <= limits.sample;
    const strata = whole ? 1 : HALVES;
    const size = Math.max(1, Math.min(1_000, Math.ceil(limits.sample / strata)));
    // Twice as many candidates as wanted, so that chance seldom leaves a draw short.
    const every = whole ? 1 : Math.max(1, Math.floor(Math.min(rows, MOST_READ) / (size * 2)));
    let drawn = 0;
    for (let stratum = 0; stratum < strata; stratum += 1) {
      if (!session.takeRecords(size)) {
        complete = false;
        break;
      }
      const holes = { database: table.database, table: table.name, columns: named, every, size };
      const asked = await session.ask('draw', holes);
      if (asked.kind !== 'rows') {
        complete = false;
        continue;
      }
      for (const cells of asked.rows.slice(0, size)) {
        const record = Object.fromEntries(named.map((name, at) => [name, cells[at] ?? null]));
        records.push({ dataset, stratum, record: rawJson(Buffer.from(JSON.stringify(record), 'utf8')) });
        drawn += 1;
      }
    }
    const method = whole ? 'all rows' : `1 in ${every} rows by chance, ${strata} draws`;
    draws.push({ dataset, method, strata, n: drawn, whole: whole && drawn >= rows });
  }
  const unlearned = complete
    ? []
    : ['some tables were not sampled: the allowance was used up, or the server refused'];
  return success({ records, draws, complete, unlearned });
}
