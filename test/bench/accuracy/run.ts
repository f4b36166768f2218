import { createDescriber } from '../../../src/describe/describe.ts';
import { wholeCatalogue } from '../../../src/describe/match/catalogue.ts';
import { templateText } from '../../../src/describe/judge/names.ts';
import type { Label, Labelled } from '../../corpus/shape.ts';

/** What was said of one labelled column: data types with their confidence, whatever it is. */
export interface Said {
  readonly table: string;
  readonly locale: string;
  readonly label: Label;
  /** False where the engine lists no such field. */
  readonly listed: boolean;
  readonly types: readonly { readonly id: string; readonly confidence: number; readonly because: string }[];
}

/** Feeds `n` records of each table as NDJSON and matches the answers with the labels by path. */
export function describeTables(
  tables: readonly Labelled[],
  n: number,
): { said: Said[]; bytes: number; seconds: number } {
  const catalogue = wholeCatalogue();
  const said: Said[] = [];
  let bytes = 0;
  let seconds = 0;
  for (const table of tables) {
    const lines: string[] = [];
    for (const record of table.records(n)) lines.push(JSON.stringify(record));
    const chunk = Buffer.from(`${lines.join('\n')}\n`);
    const begun = performance.now();
    const describer = createDescriber({ catalogue, now: Date.UTC(2026, 10, 1) });
    const source = describer.source(table.name);
    source.feedJson(chunk);
    source.end();
    const [dataset] = describer.finish();
    seconds += (performance.now() - begun) / 1000;
    bytes += chunk.length;
    const byPath = new Map((dataset?.fields ?? []).map((field) => [field.path, field]));
    for (const label of table.labels) {
      const path = label.path.replaceAll(/[^.[\]]+/g, (name) => templateText(name, catalogue));
      const field = byPath.get(path) ?? byPath.get(`${path}[]`);
      const inner = byPath.get(`${path}[]`);
      const types = [...(field?.types ?? []), ...(inner && inner !== field ? inner.types : [])];
      said.push({ table: table.name, locale: table.locale, label, listed: field !== undefined, types });
    }
  }
  return { said, bytes, seconds };
}
