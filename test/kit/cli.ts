import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The built program: what a user runs. `test/kit/build.ts` makes it before the first test. */
export const PROGRAM = join(import.meta.dirname, '../../dist/cli/main.js');

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly ended: Promise<Ran>;
}

const LONGEST_MS = 60_000;

export function start(
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string> },
): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: options.cwd,
      SIDELIGHT_HOME: join(options.cwd, 'home'),
      LANG: 'C.UTF-8',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  const ended = new Promise<Ran>((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
  });
  return { child, stdout: () => stdout, ended };
}

export function run(
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Record<string, string> },
): Promise<Ran> {
  return start(args, options).ended;
}

export interface Workplace {
  readonly cwd: string;
  /** Writes a scope file that allows these lines (YAML flow maps), valid today. */
  scope(allow: readonly string[], more?: string): void;
  remove(): void;
}

export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

export function workplace(): Workplace {
  const cwd = mkdtempSync(join(tmpdir(), 'sidelight-test-'));
  return {
    cwd,
    scope(allow, more = '') {
      writeFileSync(
        join(cwd, 'sidelight.scope.yaml'),
        `sidelight: 1
authority: { who: "A test", basis: "its own servers", contact: "test@example.org" }
valid: { from: ${day(-1)}, until: ${day(30)} }
probe: { rate: 5000/s, per_host: 8, vantage: lab }
allow:
${allow.map((line) => `  - ${line}`).join('\n')}
${more}`,
      );
    },
    remove: () => rmSync(cwd, { recursive: true, force: true }),
  };
}

/** The events of `--format jsonl`. */
export function eventsIn(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
