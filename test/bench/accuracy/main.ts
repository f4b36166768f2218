import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { byId } from '../../../src/datatypes/index.ts';
import type { Split } from '../../corpus/shape.ts';
import { writeCorpus } from '../../corpus/write-sample.ts';
import { type Part, PARTS, partTables } from './parts.ts';
import { type PeerResult, peerResults } from './peers.ts';
import { type Measured, type MeasuredPart, report } from './report.ts';
import { score } from './score.ts';
import type { Said } from './run.ts';
import { describePart, workedHere } from './spread.ts';

/**
 * `npm run bench:accuracy`: the held-out half, the fresh part and the public sets at four sample sizes, written to
 * docs/accuracy.md.
 *
 * `--split PART` takes one part (dev, held, fresh, open, closed, public) and publishes nothing; every error is listed in
 * dist/bench/errors-PART-N.txt for dev, open and public alone. `--n N` takes one sample size. `--peers` measures the other tools
 * that the environment names and keeps the result in node_modules/.cache for the next report. `--write FOLDER` writes the tables.
 */
const SIZES = [20, 100, 300, 1_000];
/** Parts of which errors may be seen: those of the others are the published numbers. */
const SEEN: readonly Part[] = ['dev', 'open', 'public'];
/** Outside of dist, which each build empties. */
const CACHE = 'node_modules/.cache/sidelight-accuracy';
const KEPT = `${CACHE}/peers.json`;

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

function partOf(part: Part): MeasuredPart {
  const { tables, absent } = partTables(part);
  const plain = tables.filter((table) => table.labels.every((label) => label.expect.length === 0)).length;
  const locales = new Set(tables.map((table) => table.locale)).size;
  return { part, tables: tables.length, plain, locales, measured: [], absent };
}

function checkLabels(part: Part): void {
  const labels = partTables(part).tables.flatMap((table) => table.labels);
  const unknown = new Set(
    labels.flatMap((label) => [...label.expect.flat(), ...label.also]).filter((id) => !byId.has(id)),
  );
  if (unknown.size > 0)
    throw new Error(
      `the labels of ${part} name types that the catalogue does not have: ${[...unknown].join(', ')}`,
    );
}

function judge(part: Part, n: number, said: readonly Said[], seconds: number): Measured {
  // A public column that the engine lists under another path was not judged and is no harmless column that it got right.
  const judged = part === 'public' ? said.filter((one) => one.listed) : said;
  const result = score(judged);
  console.log(
    `${part} n=${n}: ${result.columns} columns, ${((100 * result.harmless) / result.columns).toFixed(1)} % harmless; macro F1 ${result.macro.toFixed(4)}, ` +
      `micro F1 ${result.micro.toFixed(4)}, false-positive columns ${result.falseColumns} (${((100 * result.falseColumns) / result.harmless).toFixed(2)} %), ` +
      `ECE ${result.ece.toFixed(4)}, ${said.length - judged.length} not judged, ${seconds.toFixed(0)} s`,
  );
  if (SEEN.includes(part))
    writeFileSync(`dist/bench/errors-${part}-${n}.txt`, `${result.errors.join('\n')}\n`);
  return { n, score: result };
}

/** Each sample size of a part; `within` are parts whose tables are among its own and are judged of the same run. */
async function measure(
  part: Part,
  sizes: readonly number[],
  within: readonly Part[] = [],
  tell: (so: MeasuredPart[]) => void = () => undefined,
): Promise<MeasuredPart[]> {
  checkLabels(part);
  const all = [part, ...within].map((name) => ({ facts: partOf(name), measured: [] as Measured[] }));
  const names = new Map(
    within.map((name) => [name, new Set(partTables(name).tables.map((table) => table.name))]),
  );
  const soFar = (): MeasuredPart[] => all.map(({ facts, measured }) => ({ ...facts, measured }));
  for (const n of all[0]?.facts.tables === 0 ? [] : sizes) {
    const begun = performance.now();
    const said = await describePart(new URL(import.meta.url), part, n);
    const seconds = (performance.now() - begun) / 1000;
    for (const { facts, measured } of all) {
      const own = names.get(facts.part);
      measured.push(
        judge(facts.part, n, own === undefined ? said : said.filter((one) => own.has(one.table)), seconds),
      );
    }
    tell(soFar());
  }
  return soFar();
}

async function main(): Promise<void> {
  mkdirSync('dist/bench', { recursive: true });
  mkdirSync(CACHE, { recursive: true });
  const wanted = option('split');
  const n = option('n');
  const sizes = n === undefined ? SIZES : [Number(n)];
  const folder = option('write');
  if (folder !== undefined) {
    const split: Split = wanted === 'dev' ? 'dev' : 'held';
    console.log(
      `${writeCorpus(folder, split, Number(n ?? 100), Number(option('every') ?? 1))} tables written`,
    );
    return;
  }
  if (process.argv.includes('--peers')) {
    await peerResults(`${CACHE}/peer-counts.json`, (results) =>
      writeFileSync(KEPT, JSON.stringify(results, undefined, 1)),
    );
    return;
  }
  if (wanted !== undefined) {
    const part = PARTS.find((one) => one === wanted);
    if (part === undefined)
      throw new Error(`expected one of ${PARTS.join(', ')} after --split, got "${wanted}"`);
    await measure(part, sizes);
    return;
  }
  const made = new Set(
    [...partTables('held').tables, ...partTables('fresh').tables].flatMap((table) =>
      table.labels.flatMap((label) => label.expect.flat()),
    ),
  );
  const without = [...byId.keys()].filter((id) => !made.has(id) && !/^(time|key)\./.test(id));
  const parts: MeasuredPart[] = [];
  // Written anew after each sample size, so that a run that is cut short leaves what it has.
  const publish = (more: readonly MeasuredPart[]): void => {
    const peers = existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, 'utf8')) as PeerResult[]) : [];
    if (n === undefined) writeFileSync('docs/accuracy.md', report([...parts, ...more], peers, without));
  };
  for (const part of ['fresh', 'public', 'held'] as const)
    parts.push(...(await measure(part, sizes, part === 'fresh' ? ['closed'] : [], publish)));
  publish([]);
}

if (!workedHere()) await main();
