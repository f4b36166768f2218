import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ErrorCode, SidelightError } from '../kit/errors.ts';
import { type Fault, faultText } from '../kit/fault.ts';
import { type Confinement, TABLES } from './confinement.ts';
import type { DescribeRequest, Description } from './describe.ts';

/** What crosses to the process that reads. */
export type ToConfined =
  | { readonly kind: 'describe'; readonly task: ConfinedTask; readonly workerUrl: string | undefined }
  | { readonly kind: 'look' }
  | { readonly kind: 'stop' };

export type ConfinedTask = Pick<DescribeRequest, 'names' | 'cwd' | 'sampleMax' | 'workers' | 'edition'>;

/** What comes back: numbers, our own words, or the finished description. */
export type FromConfined =
  | { readonly kind: 'progress'; done: number; total: number | undefined; records: number }
  | { readonly kind: 'description'; readonly description: Description }
  | { readonly kind: 'confinement'; readonly confinement: Confinement }
  | { readonly kind: 'error'; code: ErrorCode; message: string; hint: string | undefined }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** The words before a command that take its network away, or undefined where this machine allows none. */
export function isolation(): readonly string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  for (const words of [
    ['unshare', '-n', '--'],
    ['unshare', '-r', '-n', '--'],
  ]) {
    const [command = '', ...rest] = words;
    const tried = spawnSync(command, [...rest, 'true'], { stdio: 'ignore', timeout: 5_000 });
    if (tried.status === 0) return words;
  }
  return undefined;
}

const SHELL = '/bin/sh';
/** No core file, no file at all, and no memory for a program that the system may have set to take core dumps. */
const LIMITS = '{ echo 0 >/proc/self/coredump_filter; } 2>/dev/null; ulimit -c 0; ulimit -f 0; exec "$@"';

/** The flags that Node's permission model takes: its name changed in 22.13, and 24 knows the new one alone. */
function permissionFlags(readable: readonly string[]): readonly string[] {
  const name = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  return [name, '--allow-worker', ...readable.map((path) => `--allow-fs-read=${path}`)];
}

/** Flags are not listed without end: beyond so many inputs, their folders are granted. */
const MOST_GRANTED = 500;

/** A path as it is granted. In a flag, `*` stands for whatever follows: what begins like the path is granted then. */
function granted(path: string): readonly string[] {
  const plain = (text: string): string => (text.includes('*') ? text.slice(0, text.indexOf('*') + 1) : text);
  let real = path;
  try {
    real = realpathSync(path);
  } catch {
    // It is not there: the process that reads says so.
  }
  return [...new Set([plain(path), plain(real)])];
}

/** Node asks these, from the program upwards, in which language its files are written. */
function packageFiles(folder: string): readonly string[] {
  const path = join(folder, 'package.json');
  const above = dirname(folder);
  return existsSync(path) || above === folder ? granted(path) : [...granted(path), ...packageFiles(above)];
}

function readable(entry: string, inputs: readonly string[]): readonly string[] {
  const each = inputs.length <= MOST_GRANTED ? inputs : inputs.map((path) => dirname(path));
  const program = dirname(entry);
  return [
    ...new Set([...TABLES, ...packageFiles(program), ...[program, ...each].flatMap((path) => granted(path))]),
  ];
}

/** Settings of memory that a user gives to Node for large files. Others may write files, load code or open ports. */
const HARMLESS = /^--(?:max-old-space-size|max-semi-space-size|stack-size)=\d+$/;

function nodeFlags(): readonly string[] {
  const given = [...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/), ...process.execArgv];
  return given.filter((flag) => HARMLESS.test(flag));
}

const KEPT = ['PATH', 'TZ', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH', 'NODE_ICU_DATA', 'SystemRoot'] as const;

function environment(): Record<string, string> {
  return Object.fromEntries(
    KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

/** Descriptors that a path names (`<(zcat dump.gz)` of a shell is `/dev/fd/63`): they have to be handed on. */
function descriptors(inputs: readonly string[]): readonly number[] {
  return inputs.flatMap((path) => {
    const found = /^\/(?:dev|proc\/self)\/fd\/(\d{1,3})$/.exec(path)?.[1];
    return found === undefined || Number(found) <= IPC ? [] : [Number(found)];
  });
}

const IPC = 3;

/** Where its own output would go, a crash would print what it held: it has none. */
function start(entry: string, inputs: readonly string[], stdin: boolean): ChildProcess {
  const before = isolation() ?? [];
  const [command, ...rest] = [
    ...(existsSync(SHELL) ? [SHELL, '-c', LIMITS, 'sh'] : []),
    ...before,
    process.execPath,
    // Counting leaves little garbage behind: a larger nursery is memory for nothing. What the user gives comes later, and holds.
    '--max-semi-space-size=2',
    ...nodeFlags(),
    ...permissionFlags(readable(entry, inputs)),
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    entry,
  ];
  const handed = descriptors(inputs);
  const more = Array.from({ length: Math.max(IPC, ...handed) - IPC }, (_none, at) =>
    handed.includes(at + IPC + 1) ? at + IPC + 1 : ('ignore' as const),
  );
  return spawn(command, rest, {
    stdio: [stdin ? 'inherit' : 'ignore', 'ignore', 'ignore', 'ipc', ...more],
    env: environment(),
    // Ctrl-C reaches this process alone, which tells the other one.
    detached: true,
  });
}

function ended(code: number | null, by: NodeJS.Signals | null): SidelightError {
  return new SidelightError(
    'READER_ENDED',
    `The process that reads the files ended before its time (${by ?? `status ${code ?? 'unknown'}`}). What it said is not repeated: it could hold a value.`,
    by === 'SIGABRT' || by === 'SIGKILL'
      ? 'Most often the memory did not reach: `--sample-max 100000`, or NODE_OPTIONS=--max-old-space-size=4096.'
      : 'Please report it with the format of the file. Describing its files one by one shows which it is.',
  );
}

async function ask(
  child: ChildProcess,
  message: ToConfined,
  signal: AbortSignal | undefined,
  heard: (message: FromConfined) => void,
): Promise<Extract<FromConfined, { readonly kind: 'description' | 'confinement' }>> {
  const kill = (): void => void child.kill('SIGKILL');
  const stop = (): void => {
    if (child.connected) child.send({ kind: 'stop' } satisfies ToConfined, () => undefined);
  };
  process.on('exit', kill);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((done, fail) => {
      child.on('error', (error) =>
        fail(
          new SidelightError(
            'READER_ENDED',
            `The process that reads the files could not be started (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
          ),
        ),
      );
      child.on('close', (code, by) => {
        // What was sent before the end may still lie in the channel.
        if (child.connected) child.once('disconnect', () => fail(ended(code, by)));
        else fail(ended(code, by));
      });
      child.on('message', (told: FromConfined) => {
        switch (told.kind) {
          case 'description':
          case 'confinement':
            return done(told);
          case 'error':
            return fail(new SidelightError(told.code, told.message, told.hint));
          case 'fault':
            return fail(new Error(`${faultText(told.fault)}, in the process that reads the files`));
          case 'progress':
            return heard(told);
        }
      });
      child.send(message, () => undefined);
      if (signal?.aborted === true) stop();
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    process.off('exit', kill);
    kill();
  }
}

/** Describes in a process of its own that is confined as far as this machine can. `entry` is the bundled `describe-confined`. */
export async function describeConfined(
  task: ConfinedTask,
  entry: URL,
  hooks: Pick<DescribeRequest, 'signal' | 'progress' | 'workerUrl'>,
): Promise<Description> {
  const paths = task.names.filter((name) => name !== '-').map((name) => resolve(task.cwd, name));
  const child = start(fileURLToPath(entry), paths, task.names.includes('-'));
  const told = await ask(
    child,
    { kind: 'describe', task, workerUrl: hooks.workerUrl?.href },
    hooks.signal,
    (message) => {
      if (message.kind === 'progress') hooks.progress?.(message.done, message.total, message.records);
    },
  );
  if (told.kind !== 'description')
    throw new Error('the process that reads the files answered something else');
  return told.description;
}

/** How a process that describes stands on this machine, as it sees it itself. */
export async function confinementOf(entry: URL): Promise<Confinement> {
  const told = await ask(
    start(fileURLToPath(entry), [], false),
    { kind: 'look' },
    undefined,
    () => undefined,
  );
  if (told.kind !== 'confinement')
    throw new Error('the process that reads the files answered something else');
  return told.confinement;
}
