#!/usr/bin/env node
import { VERSION } from '../kit/version.ts';

/** The door of the command line. `--version` answers before anything else is loaded. */
const [first] = process.argv.slice(2);
if (first === '--version' || first === '-V') {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exitCode = error.code === 'EPIPE' ? 0 : 4;
  });
  process.stdout.write(`sidelight ${VERSION}\n`);
} else {
  const { run } = await import('./program.ts');
  process.exitCode = await run(process.argv.slice(2));
}
