import { mkdirSync, writeFileSync } from 'node:fs';
import { byId } from '../../../src/datatypes/index.ts';
import { corpus, labelsOf } from '../../corpus/corpus.ts';
import type { Split } from '../../corpus/shape.ts';
import { describeTables } from './run.ts';
import { f1, score } from './score.ts';

const SIZES = [20, 100, 300, 1_000];

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

const split: Split = option('split') === 'dev' ? 'dev' : 'held';
const sizes = option('n') === undefined ? SIZES : [Number(option('n'))];
const tables = corpus(split);
const unknown = new Set(
  tables
    .flatMap(labelsOf)
    .flatMap((label) => label.expect.flat())
    .filter((id) => !byId.has(id)),
);
if (unknown.size > 0) console.log(`labels that the catalogue does not have: ${[...unknown].join(', ')}`);
const made = new Set(tables.flatMap(labelsOf).flatMap((label) => label.expect.map((one) => one[0])));
const absent = [...byId.keys()].filter((id) => !made.has(id) && !id.startsWith('time.'));
console.log(`types of the catalogue without a column: ${absent.length}: ${absent.join(' ')}`);

for (const n of sizes) {
  const run = describeTables(tables, split, n);
  const result = score(run.said);
  const positives = result.columns - result.harmless;
  console.log(
    `n=${n}: ${result.columns} columns, ${positives} positive, ${((100 * result.harmless) / result.columns).toFixed(1)} % harmless; ` +
      `macro F1 ${result.macro.toFixed(4)}, micro F1 ${result.micro.toFixed(4)}, false-positive columns ${result.falseColumns} (${((100 * result.falseColumns) / result.harmless).toFixed(2)} %), ` +
      `ECE ${result.ece.toFixed(4)}; ${(run.bytes / 1e6 / run.seconds).toFixed(0)} MB/s over ${(run.bytes / 1e6).toFixed(0)} MB; not listed ${run.said.filter((one) => !one.listed && one.label.expect.length > 0).length}`,
  );
  console.log(
    result.bins
      .map(
        (bin, i) =>
          `${i / 10}: n ${bin.n} said ${(bin.said / Math.max(1, bin.n)).toFixed(2)} true ${(bin.true / Math.max(1, bin.n)).toFixed(2)}`,
      )
      .join('\n'),
  );
  if (split === 'dev') {
    const low = [...result.byType].filter(([, one]) => f1(one) < 1).sort((a, b) => f1(a[1]) - f1(b[1]));
    console.log(
      low
        .map(
          ([id, one]) =>
            `${id} F1 ${f1(one).toFixed(2)} hits ${one.hits} missed ${one.missed} wrong ${one.wrong}`,
        )
        .join('\n'),
    );
    mkdirSync('dist/bench', { recursive: true });
    writeFileSync(`dist/bench/errors-${n}.txt`, `${result.errors.join('\n')}\n`);
  }
}
