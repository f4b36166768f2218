import { createInterface } from 'node:readline/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SidelightError } from '../kit/errors.ts';
import { homeDirectory } from '../kit/home.ts';
import { fittingSockets, openFileLimit } from '../kit/open-files.ts';
import { DEPTHS, type Depth } from '../model/depth.ts';
import type { SidelightEvent } from '../model/event.ts';
import { BANDS, type Band } from '../model/severity.ts';
import type { RunFormat } from '../flows/present.ts';
import { scopeFor, scopeUriFor } from '../flows/scope-for.ts';
import { runFormatOption } from './globals.ts';
import type { ExitCode, Io, Verb, VerbInput } from './verb.ts';

const CONCURRENCY = 2_048;

/**
 * The bundle keeps the worker beside the program, and this code in a folder below it; where it is not there (tests on the
 * sources), this thread does the work.
 */
function workerUrl(): URL | undefined {
  const places = ['./worker.js', '../worker.js'].map((path) => new URL(path, import.meta.url));
  return places.find((url) => existsSync(fileURLToPath(url)));
}

function wholeNumber(name: string, value: unknown, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < least || number > most) {
    throw new SidelightError(
      'USAGE',
      `--${name} takes a whole number from ${least} to ${most}; got "${String(value)}".`,
    );
  }
  return number;
}

function rateOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?)(?:\/(s|min))?$/.exec(String(value));
  const number = match ? Number(match[1]) / (match[2] === 'min' ? 60 : 1) : 0;
  if (!(number > 0))
    throw new SidelightError(
      'USAGE',
      `--rate takes connections a second, such as 500/s or 30/min; got "${String(value)}".`,
    );
  return number;
}

async function agreed(io: Io): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question('Look now? [y/N] ', { signal: io.signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    prompt.close();
  }
}

async function runLookVerb({ args, options, global }: VerbInput, io: Io): Promise<ExitCode> {
  const { planText } = await import('../flows/plan-text.ts');
  const { optOutPaths, prepareLook } = await import('../flows/prepare-look.ts');
  const { presenter, progressLine } = await import('../flows/present.ts');
  const { readListed } = await import('../flows/read-listed.ts');
  const { runLook } = await import('../flows/run-look.ts');
  const depth = options['depth'] as Depth;
  const scope = await scopeFor(global.scope, io);
  const home = homeDirectory(io, { home: global.home });
  const from = options['from'] as string | undefined;
  const listed =
    from === undefined ? undefined : await readListed(from, io.stdin as AsyncIterable<Uint8Array>);
  const prepared = await prepareLook({
    scope,
    targets: args,
    listed: listed?.entries,
    ports: options['ports'] as string | undefined,
    depth,
    rate: rateOf(options['rate']),
    timeoutMs: Math.round(Number(wholeNumber('timeout', options['timeout'], 50, 60_000) ?? 3_000)),
    optOutPaths: optOutPaths(home, (options['optOut'] as readonly string[] | undefined) ?? []),
  });
  if (listed && !global.quiet) for (const line of listed.notes) io.err(`${line}\n`);
  const wide = io.columns;
  if (options['dryRun'] === true) {
    io.out(planText(prepared, { columns: wide, commands: true }));
    return 0;
  }
  const ask =
    io.stderrIsTty && process.stdin.isTTY && global.input && !global.yes && options['resume'] === undefined;
  if (ask) {
    io.err(planText(prepared, { columns: wide, commands: false }));
    if (!(await agreed(io))) {
      io.err('Nothing was sent.\n');
      return 0;
    }
  }
  const show = await presenter(options['format'] as RunFormat, io, {
    explain: options['explain'] === true,
    listOk: options['listOk'] === true,
    failOn: options['failOn'] as Band,
    scopeUri: scopeUriFor(global.scope, io),
  });
  const progress = progressLine(io, global.quiet, global.format === 'jsonl');
  let last: SidelightEvent | undefined;
  try {
    for await (const event of runLook({
      prepared,
      home,
      failOn: options['failOn'] as Band,
      store: options['store'] !== false,
      env: io.env,
      resume: options['resume'] as string | undefined,
      workers: wholeNumber('workers', options['workers'], 0, 64),
      workerUrl: workerUrl(),
      concurrency: fittingSockets(
        wholeNumber('concurrency', options['concurrency'], 1, 16_384) ?? CONCURRENCY,
        openFileLimit(),
      ),
      signal: io.signal,
      progress: progress.update,
    })) {
      last = event;
      show.add(event);
    }
  } finally {
    progress.end();
  }
  show.end();
  return last?.type === 'run.finished' ? (last.exit as ExitCode) : 4;
}

export const lookVerb: Verb = {
  name: 'look',
  summary: 'Look at what the scope allows: which services are open, and what would leak',
  about:
    'Looks at addresses, ranges or names that the scope file allows (all of them where none is named), finds data services on usual and odd ports, tells which answer without credentials, and describes what stands behind an open one as deep as the scope grants. Nothing is written to a target, no password is tried, no value leaves memory.',
  args: [{ name: 'targets', about: 'address, range, address:port or name', optional: true, variadic: true }],
  options: [
    {
      flag: '--ports <list>',
      about: 'ports, as 27017,6379,9200-9210 (default: the usual ports of all services)',
    },
    {
      flag: '--depth <depth>',
      about: 'go no deeper than this, and no deeper than the scope grants',
      choices: DEPTHS.filter((depth) => depth !== 'passive'),
      default: 'sample',
    },
    { flag: '--rate <rate>', about: 'connections a second, at most what the scope says: 500/s, 30/min' },
    {
      flag: '--from <file>',
      about:
        'take addresses from a list of nmap, masscan, zmap or naabu, or one a line; - for standard input',
    },
    {
      flag: '--fail-on <band>',
      about: 'exit 1 from this severity on',
      choices: BANDS.filter((band) => band !== 'none'),
      default: 'low',
    },
    { flag: '-n, --dry-run', about: 'show the plan and every command that could be sent; send nothing' },
    { flag: '--explain', about: 'show for each service which command showed what' },
    { flag: '--list-ok', about: 'list also what is locked or empty' },
    { flag: '--resume <run>', about: 'go on with a run that was broken off' },
    { flag: '--timeout <ms>', about: 'longest wait for a connection and for an answer', default: '3000' },
    { flag: '--concurrency <n>', about: 'targets at the same time (default: 2048)' },
    { flag: '--workers <n>', about: 'threads; 0 for none (default: by the size of the plan)' },
    { flag: '--opt-out <file...>', about: 'more lists of addresses that must not be touched' },
    { flag: '--no-store', about: 'record no case' },
    runFormatOption,
  ],
  examples: [
    { run: 'sidelight look', does: 'looks at everything that the scope allows' },
    {
      run: 'sidelight look 10.4.2.17:27017 --explain',
      does: 'looks at one endpoint and says why it is called open',
    },
    {
      run: 'masscan … -oL found.txt && sidelight look --from found.txt',
      does: 'takes the open ports that a sweep found',
    },
    { run: 'sidelight look --format jsonl | jq', does: 'one event a line' },
  ],
  run: runLookVerb,
};
