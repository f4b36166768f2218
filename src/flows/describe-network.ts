import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How the network is kept from a process that reads data of people. */
export interface NetworkState {
  /** True where the kernel gives this process no network at all. */
  readonly off: boolean;
  /** One line for people. */
  readonly says: string;
}

const COUNTERS = '/proc/self/net/dev';
const ROUTES = '/proc/self/net/route';

/**
 * Looks at the kernel's own tables, not at what somebody promised: a process that was put into an empty network namespace has
 * the loopback interface alone, and no route.
 */
export function networkState(): NetworkState {
  try {
    const interfaces = readFileSync(COUNTERS, 'utf8')
      .split('\n')
      .slice(2)
      .map((line) => line.split(':')[0]?.trim() ?? '')
      .filter((name) => name !== '');
    const routes = readFileSync(ROUTES, 'utf8').trim().split('\n').slice(1);
    if (interfaces.every((name) => name === 'lo') && routes.length === 0)
      return {
        off: true,
        says: 'off for this process: a network namespace of its own, with no way out (unshare -n)',
      };
  } catch {
    // No such tables: not Linux, or /proc is hidden.
  }
  return {
    off: false,
    says: 'not blocked by the system here; this program opens no connection while it describes',
  };
}

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

/** Set in the environment of the copy, so that it does not try once more where the tables cannot be read. */
export const INSIDE = 'SIDELIGHT_NETWORK';

/**
 * Runs this program again with the same words, without a network, and gives its exit code. The copy has this process's
 * streams. It is told of Ctrl-C by this process alone, and ends when this process does.
 */
export async function againWithoutNetwork(before: readonly string[], signal: AbortSignal): Promise<number> {
  const [command = '', ...rest] = before;
  const child: ChildProcess = spawn(
    command,
    [...rest, process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, [INSIDE]: 'off' },
      detached: true,
    },
  );
  const stop = (): void => void child.kill('SIGINT');
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<number>((done, fail) => {
      child.on('error', fail);
      child.on('close', (code, by) => done(code ?? (by === 'SIGINT' ? 130 : 4)));
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** In the copy: ends when the process that started it is gone. */
export function endWithParent(): void {
  if (process.env[INSIDE] === undefined || process.channel === undefined) return;
  process.on('disconnect', () => process.exit(130));
  process.channel?.unref();
}
