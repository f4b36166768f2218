import { failure, success } from '../../model/outcome.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Draw, Inventory, Sample, SampledRecord } from '../../model/inventory.ts';
import { rawJson } from '../../model/raw.ts';
import { listOf, member } from '../../wire/http-json.ts';
import type { LookLimits } from '../../wire/service.ts';
import { askJson } from './identify.ts';
import { namesOf } from './inventory.ts';
import type { ElasticsearchPeer } from './identify.ts';
import { isIndexName } from './table.ts';

/** Two draws with seeds of their own: describe/ compares them, and says so where they disagree. */
const HALVES = 2;

/** Draws documents by a seeded random score, in two independent halves. */
export async function sample(
  peer: ElasticsearchPeer,
  limits: LookLimits,
  inventory: Inventory,
): Promise<Outcome<Sample>> {
  const names = namesOf(inventory);
  if (!names) return failure('rejected', 'the inventory was not made by this service in this process');
  const records: SampledRecord[] = [];
  const draws: Draw[] = [];
  const unlearned: string[] = [];
  let complete = true;
  for (const [dataset, entry] of inventory.datasets.entries()) {
    const index = names[dataset];
    const rows = entry.rows?.value ?? 0;
    if (entry.internal === true || rows === 0 || index === undefined || !isIndexName(index)) continue;
    const whole = rows <= limits.sample;
    const strata = whole ? 1 : HALVES;
    const seen = new Set<string>();
    let drawn = 0;
    for (let stratum = 0; stratum < strata; stratum += 1) {
      const size = Math.max(1, Math.min(500, Math.ceil(limits.sample / strata)));
      if (!peer.takeRecords(size)) {
        complete = false;
        break;
      }
      const holes = { index, size, seed: 1_009 * (stratum + 1) };
      let asked = await askJson(peer, 'draw', holes);
      if (asked.ok && asked.value.status === 400) asked = await askJson(peer, 'drawOld', holes);
      if (!asked.ok || asked.value.status !== 200) {
        complete = false;
        continue;
      }
      for (const hit of listOf(member(asked.value.json, 'hits', 'hits')).slice(0, size)) {
        const source = member(hit, '_source');
        const id = JSON.stringify(member(hit, '_id') ?? null);
        if (source === undefined || (id !== 'null' && seen.has(id))) continue;
        seen.add(id);
        records.push({ dataset, stratum, record: rawJson(Buffer.from(JSON.stringify(source), 'utf8')) });
        drawn += 1;
      }
    }
    const method = whole ? 'all documents' : `random score with fixed seeds, ${strata} draws`;
    draws.push({ dataset, method, strata, n: drawn, whole: whole && drawn >= rows });
  }
  if (!complete)
    unlearned.push('some indices were not sampled: the allowance was used up, or the server refused');
  return success({ records, draws, complete, unlearned });
}
