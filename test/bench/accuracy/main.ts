import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { byId } from '../../../src/datatypes/index.ts';
import { corpus, labelsOf } from '../../corpus/corpus.ts';
import type { Split } from '../../corpus/shape.ts';
import { writeCorpus } from '../../corpus/write-sample.ts';
import { type PeerResult, peerResults } from './peers.ts';
import { type Measured, report } from './report.ts';
import { describeTables } from './run.ts';
import { score } from './score.ts';

/**
 * `npm run bench:accuracy`: the held-out half at four sample sizes, written to docs/accuracy.md.
 *
 * `--split dev` works on the other half and lists every error in dist/bench/errors-N.txt; `--n N` one sample size (nothing is
 * published then). `--peers FOLDER` measures the other tools that are installed there and keeps the result in
 * dist/bench/peers.json for the next report. `--write FOLDER` writes the tables.
 */
const SIZES = [20, 100, 300, 1_000];

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

const split: Split = option('split') === 'dev' ? 'dev' : 'held';
const n = option('n');
const folder = option('write');
if (folder !== undefined) {
  const written = writeCorpus(folder, split, Number(n ?? 100), Number(option('every') ?? 1));
  console.log(`${written} tables written`);
  process.exit(0);
}

const tables = corpus(split);
const kept = 'dist/bench/peers.json';
mkdirSync('dist/bench', { recursive: true });
const peerFolder = option('peers');
if (peerFolder !== undefined) {
  const results = await peerResults(tables, split, peerFolder);
  writeFileSync(kept, JSON.stringify(results, undefined, 1));
  for (const one of results)
    console.log(
      `${one.name}: recall ${one.recall.toFixed(3)}, precision ${one.precision.toFixed(3)}, harmless columns with a finding ${one.falseShare.toFixed(3)}`,
    );
  process.exit(0);
}
const labels = tables.flatMap(labelsOf);
const unknown = new Set(
  labels.flatMap((label) => label.expect.map((one) => one[0] as string)).filter((id) => !byId.has(id)),
);
if (unknown.size > 0)
  throw new Error(`the labels name types that the catalogue does not have: ${[...unknown].join(', ')}`);
const made = new Set(labels.flatMap((label) => label.expect.flat()));
const absent = [...byId.keys()].filter((id) => !made.has(id) && !/^(time|key)\./.test(id));

const measured: Measured[] = [];
for (const size of n === undefined ? SIZES : [Number(n)]) {
  const run = describeTables(tables, split, size);
  const result = score(run.said);
  measured.push({ n: size, score: result, bytes: run.bytes });
  console.log(
    `n=${size}: ${result.columns} columns, ${((100 * result.harmless) / result.columns).toFixed(1)} % harmless; macro F1 ${result.macro.toFixed(4)}, ` +
      `micro F1 ${result.micro.toFixed(4)}, false-positive columns ${result.falseColumns} (${((100 * result.falseColumns) / result.harmless).toFixed(2)} %), ` +
      `ECE ${result.ece.toFixed(4)}, ${run.said.filter((one) => !one.listed && one.label.expect.length > 0).length} not listed`,
  );
  if (split === 'dev') writeFileSync(`dist/bench/errors-${size}.txt`, `${result.errors.join('\n')}\n`);
  else if (n === undefined) publish();
}

/** Written anew after each sample size, so that a run that is cut short leaves what it has. */
function publish(): void {
  const peers = existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as PeerResult[]) : [];
  const locales = new Set(tables.map((table) => table.locale)).size;
  writeFileSync('docs/accuracy.md', report(measured, peers, { tables: tables.length, locales, absent }));
}
