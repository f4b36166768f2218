import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Bundles the program once before all tests, so that tests of the command line run what a user runs. */
export function setup(): void {
  if (process.env['SIDELIGHT_BUNDLE'] === 'off') return;
  const root = join(import.meta.dirname, '../..');
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/rolldown/bin/cli.mjs'), '-c', 'rolldown.config.ts'],
    { cwd: root, stdio: 'ignore' },
  );
}
