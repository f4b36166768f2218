import { SidelightError } from '../kit/errors.ts';
import { BANDS, type Band } from '../model/severity.ts';
import type { Description, DescribeRequest } from '../flows/describe.ts';
import type { DescribeProgress } from '../flows/describe-show.ts';
import type { RunFormat } from '../flows/present.ts';
import { EDITIONS, type Edition } from '../flows/edition.ts';
import { bundled } from './bundled.ts';
import { runFormatOption } from './globals.ts';
import type { ExitCode, Io, Verb, VerbInput } from './verb.ts';

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

type Task = Pick<DescribeRequest, 'names' | 'cwd' | 'sampleMax' | 'workers' | 'edition'>;
type Hooks = Pick<DescribeRequest, 'signal' | 'workerUrl' | 'progress'>;

/** Readers of every format are loaded where a file is described, not where another verb runs. */
async function described(task: Task, hooks: Hooks, io: Io): Promise<Description> {
  const entry = bundled('describe-confined');
  // A caller with streams of its own is not the program: no other process can read them.
  if (entry !== undefined && io.stdin === process.stdin) {
    const { describeConfined } = await import('../flows/confine.ts');
    return describeConfined(task, entry, hooks);
  }
  const { describe } = await import('../flows/describe.ts');
  const { confinementHere } = await import('../flows/confinement.ts');
  const stdin = io.stdin as AsyncIterable<Uint8Array>;
  return describe({ ...task, ...hooks, stdin, confinement: confinementHere() });
}

async function run({ args, options, global }: VerbInput, io: Io): Promise<ExitCode> {
  const task = {
    names: args,
    cwd: io.cwd,
    sampleMax: wholeNumber('sample-max', options['sampleMax']),
    workers: wholeNumber('workers', options['workers'], 0, 64),
    edition: options['edition'] as Edition,
  };
  const failOn = options['failOn'] as Band | undefined;
  let progress: DescribeProgress | undefined;
  const hooks: Hooks = {
    signal: io.signal,
    workerUrl: bundled('describe-worker'),
    ...(io.stderrIsTty && !global.quiet ? { progress: (...counts) => progress?.update(...counts) } : {}),
  };
  // What shows the result is loaded while the process that reads starts.
  const describing = described(task, hooks, io);
  describing.catch(() => undefined);
  const { describeProgress, showDescription } = await import('../flows/describe-show.ts');
  progress = describeProgress(io, global.quiet);
  let result: Description;
  try {
    result = await describing;
  } finally {
    progress.end();
  }
  const reached = failOn !== undefined && BANDS.indexOf(result.severity.band) >= BANDS.indexOf(failOn);
  const exit = result.interrupted ? 130 : reached ? 1 : result.complete ? 0 : 4;
  showDescription(result, exit, options['format'] as RunFormat, io, options['explain'] === true);
  return exit;
}

export const describeVerb: Verb = {
  name: 'describe',
  summary:
    'Describe a file, a folder or a stream that you hold: what it is and whom it harms, without a network',
  about:
    'Reads JSON, NDJSON, BSON, mongodump folders and archives, CSV, SQL dumps, Parquet, Avro, SQLite, XLSX, Redis RDB and logs, alone or inside gzip, zstd, bzip2, xz, zip and tar; what it is comes from the bytes, not from the name. Says which data types stand in which field, with share and interval, what kind of data set it is and how many people it is about. The file is hashed and never copied, nothing is written, no value leaves memory, and the process that reads has no network, no other file and no core dump where the system can take these away (`sidelight doctor` says).',
  args: [{ name: 'files', about: 'file or folder; - for standard input', variadic: true }],
  options: [
    { flag: '--sample-max <n>', about: 'read so many records of each data set at most (default: all)' },
    {
      flag: '--workers <n>',
      about:
        'further threads for large NDJSON and BSON; 0 for none (default: one less than the machine has, 4 at most)',
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
    { flag: '--explain', about: 'say of each field why it is taken for what it is' },
    runFormatOption,
  ],
  examples: [
    { run: 'sidelight describe leak.jsonl', does: 'says what a file holds' },
    { run: 'sidelight describe leak.jsonl --edition public', does: 'says what may be said of it in public' },
    { run: 'sidelight describe dump/', does: 'describes every file of a folder, as one' },
    { run: 'zcat big.gz | sidelight describe -', does: 'reads a stream of any length' },
    { run: 'sidelight describe leak.zip --format json | jq .datasets', does: 'one document for programs' },
  ],
  run,
};
