import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';

/** Longest wait for a server to accept connections. */
const START_MS = 90_000;
/** Longest wait for an orderly end, after which the whole process group is killed. */
const END_MS = 5_000;
const KEEP_OUTPUT = 4 << 20;

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** System account to run as; needs root. */
  readonly user?: string;
  /** Asks for an orderly and quick end, `TERM` where absent. */
  readonly endSignal?: 'TERM' | 'INT' | 'KILL';
  /** Tried until it gives true. */
  ready(): Promise<boolean>;
  readonly startMs?: number;
}

export interface RunningProcess {
  readonly pid: number;
  /** What it wrote on both outputs, the newest 4 MB. */
  output(): string;
  stop(): Promise<void>;
}

const alive = new Set<number>();

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    alive.delete(pid);
  }
}

/** The last resort: nothing that was started here outlives this process where it ends in order. */
process.on('exit', () => {
  for (const pid of alive) killGroup(pid, 'SIGKILL');
});

/** `setpriv` sees to it that a server ends with this process even where this one is killed, and changes the account. */
function wrapped(options: ProcessOptions): readonly [command: string, args: readonly string[]] {
  const setpriv = programPath('setpriv');
  if (setpriv === undefined) return [options.command, options.args];
  const ids = options.user === undefined ? undefined : accountIds(options.user);
  const account = ids ? [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups'] : [];
  return [
    setpriv,
    [...account, '--pdeathsig', options.endSignal ?? 'TERM', '--', options.command, ...options.args],
  ];
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Uid and gid of a system account, or undefined where there is none. */
export function accountIds(user: string): { readonly uid: number; readonly gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`${user}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** The path of a program on PATH or in the given directories. */
export function programPath(name: string, directories: readonly string[] = []): string | undefined {
  const all = [
    ...directories,
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
  ];
  return all
    .map((directory) => join(directory, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** True where something accepts a connection. */
export function accepts(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1_000 });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Starts a server as a process group of its own and waits, bounded, until it is ready. Throws with its last words where it is not. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const [command, args] = wrapped(options);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', HOME: options.cwd, ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('latin1')).slice(-KEEP_OUTPUT);
    });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      output += String(error);
      resolve();
    });
  });
  const { pid } = child;
  if (pid === undefined) {
    await gone;
    throw new Error(`${options.command} cannot be started: ${output}`);
  }
  alive.add(pid);
  const stop = async (): Promise<void> => {
    if (!ended(child)) {
      killGroup(pid, `SIG${options.endSignal ?? 'TERM'}`);
      await Promise.race([gone, pause(END_MS)]);
    }
    killGroup(pid, 'SIGKILL');
    await gone;
    alive.delete(pid);
  };
  const patience = options.startMs ?? START_MS;
  const until = Date.now() + patience;
  while (Date.now() < until && !ended(child)) {
    if (await options.ready()) return { pid, output: () => output, stop };
    await pause(25);
  }
  await stop();
  throw new Error(
    `${options.command} did not become ready in ${patience / 1_000} s: ${output.slice(-1_500)}`,
  );
}
