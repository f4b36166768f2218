import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShardTask } from './shard-task.ts';
import { batchesOf } from './shards.ts';

const CANARY = 'qzcanary7731@example.org';
const signal = new AbortController().signal;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidelight-shards-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Threads that end in the middle of their work, with a value in what they say of it. */
const FAULTS: readonly (readonly [string, string])[] = [
  ['throws', `JSON.parse('{"email": ${CANARY}}')`],
  ['rejects', `Promise.reject(new Error('${CANARY}'))`],
  ['throws what is no error', `throw { message: '${CANARY}', stack: '${CANARY}' }`],
  [
    'sends what cannot be read',
    `throw Object.assign(new Error('x'), { cause: '${CANARY}', code: '${CANARY}' })`,
  ],
  ['exits', `process.exit(3)`],
];

function thread(name: string, code: string): URL {
  const path = join(folder, `${name.replaceAll(' ', '-')}.mjs`);
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads';\nparentPort.once('message', () => { ${code} });\nsetTimeout(() => { ${code} }, 50);\n`,
  );
  return pathToFileURL(path);
}

describe('a thread that ends among values', () => {
  it.each(FAULTS)('%s: the look fails without telling one', async (name, code) => {
    const run = async (): Promise<void> => {
      const request = { workers: 1, workerUrl: thread(name, code), signal };
      for await (const _batch of batchesOf([{} as ShardTask], request));
    };
    const error: unknown = await run().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/qzcanary|7731/);
  });
});
