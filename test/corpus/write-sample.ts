import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpus, labelsOf, records } from './corpus.ts';
import type { Split } from './shape.ts';

/** Writes tables of the corpus as NDJSON, with their labels beside them: for those who do not want to run the generator. */
export function writeCorpus(folder: string, split: Split, n: number, every: number): number {
  mkdirSync(folder, { recursive: true });
  let written = 0;
  const labels: string[] = [];
  for (const [at, table] of corpus(split).entries()) {
    if (at % every !== 0) continue;
    const lines = [...records(table, split, n)].map((record) => JSON.stringify(record));
    writeFileSync(join(folder, `${table.name}.ndjson`), `${lines.join('\n')}\n`);
    for (const label of labelsOf(table))
      labels.push(JSON.stringify({ table: table.name, locale: table.locale, path: label.path, expect: label.expect, also: label.also, made: label.made }));
    written++;
  }
  writeFileSync(join(folder, 'labels.ndjson'), `${labels.join('\n')}\n`);
  return written;
}
