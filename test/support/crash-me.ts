import { keepMemoryOutOfDumps } from '../../src/kit/memory-dumps.ts';

/** Holds a value in memory, says so, and waits to be killed. */
const [half = '', protect] = process.argv.slice(2);
if (protect === 'protect' && !keepMemoryOutOfDumps()) process.exit(3);
// Put together here, so that it does not stand among the arguments.
const held = [`${half}${half}@example.org`, Buffer.from(`${half}${half}@example.org`)];
process.stdout.write(`holding ${held.length}\n`);
setInterval(() => held.length, 1_000);
