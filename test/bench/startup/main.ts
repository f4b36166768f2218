import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { median, say, verdict } from '../kit.ts';

/* `sidelight --version` against bare `node -e 0`, in turn, so that what else runs on the machine slows both. */
const TIMES = 15;
const MOST = 2;

function milliseconds(args: readonly string[]): number {
  const started = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - started;
}

const program = join(import.meta.dirname, '../../cli/main.js');
const bare: number[] = [];
const ours: number[] = [];
for (let at = 0; at < TIMES; at += 1) {
  bare.push(milliseconds(['-e', '0']));
  ours.push(milliseconds([program, '--version']));
}
const ratio = median(ours) / median(bare);
say(
  `node -e 0: ${median(bare).toFixed(0)} ms; sidelight --version: ${median(ours).toFixed(0)} ms (medians of ${TIMES})`,
);
verdict('start', `${ratio.toFixed(2)} times bare node`, `at most ${MOST}`, ratio <= MOST);
