import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort } from 'node:worker_threads';
import { wholeCatalogue } from '../../../src/describe/match/catalogue.ts';
import { servePart } from '../../../src/describe/parallel.ts';
import { writePeople } from './data.ts';
import {
  byteLoop,
  describeFile,
  describeGzip,
  describeInParts,
  parseLines,
  type Pass,
  startWorkers,
} from './measure.ts';
import { peers } from './peers.ts';
import { noProgram, type Run, runProgram } from './program.ts';
import { type Measured, rate, ratioLine, speedLine, verdict } from './report.ts';
import { generate } from './stream.ts';

const ROUNDS = 3;
const MOST_MEMORY = 300;
const HERE = new URL(import.meta.url);

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

/** The best of some rounds: what disturbs a round only ever slows it. */
async function best(run: () => Promise<Pass>): Promise<Measured> {
  let found = await run();
  const first = found.seconds;
  for (let round = 1; round < ROUNDS; round++) {
    const pass = await run();
    found = { ...found, seconds: Math.min(found.seconds, pass.seconds), cpu: Math.min(found.cpu, pass.cpu) };
  }
  return { ...found, first };
}

async function fastest(run: () => Promise<Run>): Promise<Run> {
  let found = await run();
  for (let round = 1; round < ROUNDS; round++) {
    const next = await run();
    const memory = found.memory === undefined ? undefined : Math.max(found.memory, next.memory ?? 0);
    found = { ...found, seconds: Math.min(found.seconds, next.seconds), memory };
  }
  return found;
}

function memoryOf({ memory }: Run): string {
  if (memory === undefined) return 'this system does not tell the memory';
  return `at most ${memory.toFixed(0)} MB resident in all its processes, ${verdict(memory < MOST_MEMORY, `under ${MOST_MEMORY} MB`)}`;
}

/** `npm run bench -- describe --mb 200 --gb 10`: megabytes of each file, gigabytes of the stream (0 for none). */
async function main(): Promise<void> {
  const megabytes = option('mb', 200);
  const folder = mkdtempSync(join(tmpdir(), 'sidelight-bench-'));
  try {
    const paths = {
      ndjson: join(folder, 'people.ndjson'),
      bson: join(folder, 'people.bson'),
      gzip: join(folder, 'people.ndjson.gz'),
    };
    const made = writePeople(paths.ndjson, 'ndjson', megabytes);
    const bson = writePeople(paths.bson, 'bson', megabytes);
    const gzip = writePeople(paths.gzip, 'gzip', megabytes);
    const from = performance.now();
    const types = wholeCatalogue().types.length;
    const compiled = performance.now() - from;
    console.log(
      `catalogue: ${types} types, compiled cold in ${compiled.toFixed(0)} ms, ${verdict(compiled < 300, 'under 300 ms')}`,
    );
    console.log(
      `data: ${(made.plain / 1e6).toFixed(0)} MB NDJSON, ${made.records} invented people; the best of ${ROUNDS} rounds, and the first`,
    );
    const bytes = made.plain;
    const loopPass = await best(() => byteLoop(paths.ndjson));
    const loop = rate(bytes, loopPass.seconds);
    const say = (name: string, size: number, pass: Measured, target?: number): void =>
      console.log(speedLine(name, size, pass, loop, target));
    say('byte loop', bytes, loopPass);
    const parse = await best(() => parseLines(paths.ndjson));
    say('JSON.parse of each line', bytes, parse);
    const one = await best(() => describeFile(paths.ndjson, 'ndjson'));
    say('NDJSON, one thread', bytes, one, 250);
    say('BSON, one thread', bson.plain, await best(() => describeFile(paths.bson, 'bson')), 300);
    say('NDJSON from gzip', gzip.plain, await best(() => describeGzip(paths.gzip)), 200);
    const { parts, key } = await startWorkers(2, HERE);
    for (const [name, format, size] of [
      ['NDJSON, two workers', 'ndjson', bytes],
      ['BSON, two workers', 'bson', bson.plain],
    ] as const)
      say(name, size, await best(() => describeInParts(paths[format], format, parts, key)), 450);
    await parts.close();

    const cold = await measureProgram(paths, bytes, bson.plain);
    const speed = rate(bytes, one.seconds);
    console.log(ratioLine('JSON.parse', speed, cold, rate(bytes, parse.seconds), 'parsed and thrown away'));
    for (const peer of peers(paths.ndjson)) {
      if ('absent' in peer)
        console.log(
          `${peer.name}: not measured: ${peer.absent}${peer.target === undefined ? '' : `; ${peer.target} times is not shown`}`,
        );
      else
        console.log(ratioLine(peer.name, speed, cold, peer.megabytes / peer.seconds, peer.note, peer.target));
    }
    await measureStream();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The program as a user starts it: a cold process each time, from its start to its end. Gives MB/s of NDJSON without workers. */
async function measureProgram(
  paths: { readonly ndjson: string; readonly bson: string; readonly gzip: string },
  plain: number,
  bson: number,
): Promise<number | undefined> {
  const absent = noProgram();
  if (absent !== undefined) {
    console.log(`cold runs of the program: not measured: ${absent}`);
    return undefined;
  }
  let alone: number | undefined;
  for (const workers of [0, 2]) {
    for (const [path, size] of [
      [paths.ndjson, plain],
      [paths.bson, bson],
      [paths.gzip, plain],
    ] as const) {
      const run = await fastest(() => runProgram([path, '--workers', String(workers)]));
      alone ??= rate(size, run.seconds);
      console.log(
        `cold, sidelight describe ${path.slice(path.lastIndexOf('/') + 1)} --workers ${workers}: ${rate(size, run.seconds).toFixed(0)} MB/s (${run.seconds.toFixed(2)} s with its start); ${memoryOf(run)}`,
      );
    }
  }
  return alone;
}

async function measureStream(): Promise<void> {
  const gigabytes = option('gb', 10);
  if (gigabytes <= 0 || noProgram() !== undefined) return;
  const bytes = gigabytes * 1e9;
  const run = await runProgram(['-', '--workers', '2'], [fileURLToPath(HERE), '--generate', String(bytes)]);
  console.log(
    `${gigabytes} GB of generated stream through "sidelight describe - --workers 2": ${rate(bytes, run.seconds).toFixed(0)} MB/s, ${run.records} records; ${memoryOf(run)}`,
  );
}

if (!isMainThread) {
  if (parentPort) servePart(parentPort);
} else if (option('generate', 0) > 0) await generate(option('generate', 0));
else await main();
