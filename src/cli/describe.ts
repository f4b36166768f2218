import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SidelightError } from '../kit/errors.ts';
import { BANDS, type Band } from '../model/severity.ts';
import { EDITIONS, type Edition } from '../flows/edition.ts';
import type { ExitCode, Io, Verb, VerbInput } from './verb.ts';

/** The bundle keeps it beside the program; where it is not there (tests on the sources), this thread does the work. */
function workerUrl(): URL | undefined {
  const places = ['./describe-worker.js', '../describe-worker.js'].map(
    (path) => new URL(path, import.meta.url),
  );
  return places.find((url) => existsSync(fileURLToPath(url)));
}

function wholeNumber(name: string, value: unknown, least = 1, most = 1e12): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new SidelightError(
      'USAGE',
      `--${name} takes a whole number from ${least} to ${most}; got "${String(value)}".`,
    );
  return number;
}

/** Readers of every format are loaded where a file is described, not where another verb runs. */
async function run({ args, options, global }: VerbInput, io: Io): Promise<ExitCode> {
  const { describe } = await import('../flows/describe.ts');
  const { describeProgress, showDescription } = await import('../flows/describe-show.ts');
  const { againWithoutNetwork, endWithParent, INSIDE, isolation, networkState } = await import(
    '../flows/describe-network.ts'
  );
  const sampleMax = wholeNumber('sample-max', options['sampleMax']);
  const workers = wholeNumber('workers', options['workers'], 0, 64);
  const failOn = options['failOn'] as Band | undefined;
  // A caller with streams of its own is not the program: it cannot be run again.
  if (io.stdin === process.stdin && !networkState().off && io.env[INSIDE] === undefined) {
    const before = isolation();
    if (before !== undefined) return (await againWithoutNetwork(before, io.signal)) as ExitCode;
  }
  endWithParent();
  const progress = describeProgress(io, global.quiet);
  let result: Awaited<ReturnType<typeof describe>>;
  try {
    result = await describe({
      names: args,
      cwd: io.cwd,
      stdin: io.stdin as AsyncIterable<Uint8Array>,
      signal: io.signal,
      sampleMax,
      workers,
      workerUrl: workerUrl(),
      edition: options['edition'] as Edition,
      network: networkState(),
      progress: progress.update,
    });
  } finally {
    progress.end();
  }
  const reached = failOn !== undefined && BANDS.indexOf(result.severity.band) >= BANDS.indexOf(failOn);
  const exit = result.interrupted ? 130 : reached ? 1 : result.complete ? 0 : 4;
  showDescription(result, exit, global.format, io);
  return exit;
}

export const describeVerb: Verb = {
  name: 'describe',
  summary:
    'Describe a file, a folder or a stream that you hold: what it is and whom it harms, without a network',
  about:
    'Reads JSON, NDJSON, BSON, mongodump folders and archives, CSV, SQL dumps, Parquet, Avro, SQLite, XLSX, Redis RDB and logs, alone or inside gzip, zstd, bzip2, xz, zip and tar; what it is comes from the bytes, not from the name. Says which data types stand in which field, with share and interval, what kind of data set it is and how many people it is about. The file is hashed and never copied, nothing is written, no value leaves memory, and the process has no network where the system can take it away.',
  args: [{ name: 'files', about: 'file or folder; - for standard input', variadic: true }],
  options: [
    { flag: '--sample-max <n>', about: 'read so many records of each data set at most (default: all)' },
    {
      flag: '--workers <n>',
      about: 'threads for large NDJSON and BSON; 0 for none (default: as many as the machine has, 4 at most)',
    },
    {
      flag: '--edition <edition>',
      about: 'for whom: floors and rounding',
      choices: EDITIONS,
      default: 'owner',
    },
    { flag: '--offline', about: 'always so: given for clearness in scripts' },
    {
      flag: '--fail-on <band>',
      about: 'exit 1 from this severity on (default: exit 0 whatever was found)',
      choices: BANDS.filter((band) => band !== 'none'),
    },
  ],
  examples: [
    { run: 'sidelight describe leak.jsonl', does: 'says what a file holds' },
    { run: 'sidelight describe dump/', does: 'describes every file of a folder, as one' },
    { run: 'zcat big.gz | sidelight describe -', does: 'reads a stream of any length' },
    { run: 'sidelight describe leak.zip --format json | jq .datasets', does: 'one document for programs' },
  ],
  run,
};
