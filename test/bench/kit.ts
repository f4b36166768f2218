import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/** What one run of a program cost. */
export interface Cost {
  readonly code: number | null;
  readonly seconds: number;
  /** User and system time, in seconds. */
  readonly cpu: number;
  /** Peak resident memory in MB. */
  readonly rss: number;
  readonly stderr: string;
}

const POLL_MS = 50;
const TICKS_PER_SECOND = 100;

/** CPU seconds and peak memory of a process so far, as Linux counts them; undefined once it is gone. */
function usageOf(pid: number): { readonly cpu: number; readonly rss: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    if (peak === undefined) return undefined;
    return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, rss: Number(peak) / 1024 };
  } catch {
    return undefined;
  }
}

/** Runs a program to its end, or to `mostSeconds`; its standard output goes to a file. */
export function measure(
  command: string,
  args: readonly string[],
  options: {
    readonly out: string;
    readonly cwd?: string;
    readonly env?: Record<string, string>;
    readonly mostSeconds?: number;
  },
): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const out = openSync(options.out, 'w');
    const started = performance.now();
    const child: ChildProcess = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', out, 'pipe'],
    });
    let last = { cpu: 0, rss: 0 };
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4_000);
    });
    const poll = setInterval(() => {
      const now = child.pid === undefined ? undefined : usageOf(child.pid);
      if (now) last = { cpu: Math.max(last.cpu, now.cpu), rss: Math.max(last.rss, now.rss) };
    }, POLL_MS);
    const limit = setTimeout(() => child.kill('SIGKILL'), (options.mostSeconds ?? 600) * 1000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(poll);
      clearTimeout(limit);
      closeSync(out);
      resolve({ code, seconds: (performance.now() - started) / 1000, ...last, stderr });
    });
  });
}

export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** A table with columns as wide as they need to be; the first is text, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  say(line(head));
  say(widths.map((width) => '-'.repeat(width)).join('  '));
  for (const row of rows) say(line(row));
}

/** One line that says a number, its target, and whether it is met. */
export function verdict(what: string, value: string, target: string, met: boolean): void {
  say(`${met ? 'met   ' : 'MISSED'}  ${what}: ${value} (target: ${target})`);
}
