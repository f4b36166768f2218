import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { watchTree } from './tree-memory.ts';

/** What one run of the program took, from its start to its end. */
export interface Run {
  readonly seconds: number;
  /** MB of all its processes; undefined where the system does not tell. */
  readonly memory: number | undefined;
  readonly records: number;
}

/** The built command line beside this bench. */
const CLI = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

/** Why the program cannot be run as a user runs it; undefined where it can. */
export function noProgram(): string | undefined {
  return existsSync(CLI) ? undefined : 'the program is not built: npm run build';
}

/**
 * Runs `sidelight describe` in a process of its own, cold, with the given words. `feed`: the arguments of a Node process
 * whose output is its input.
 */
export async function runProgram(words: readonly string[], feed?: readonly string[]): Promise<Run> {
  const from = performance.now();
  const source =
    feed === undefined ? undefined : spawn(process.execPath, feed, { stdio: ['ignore', 'pipe', 'inherit'] });
  const child = spawn(process.execPath, [CLI, 'describe', ...words, '--format', 'json'], {
    stdio: [source?.stdout ?? 'ignore', 'pipe', 'inherit'],
  });
  // The program holds the pipe now; this process must not read from it.
  source?.stdout.destroy();
  const watched = watchTree(child.pid ?? 0);
  let out = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const seconds = (performance.now() - from) / 1000;
  const memory = watched.stop();
  if (code !== 0) throw new Error(`the program ended with ${code}: ${out.slice(0, 200)}`);
  const { receipt } = JSON.parse(out) as { receipt: { records: number } };
  return { seconds, memory, records: receipt.records };
}
