import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { twins } from '../../twins/index.ts';
import type { RunningFake } from '../../twins/fakes/fake.ts';
import type { Twin } from '../../twins/twin.ts';
import { SidelightError } from '../kit/errors.ts';
import type { SidelightEvent } from '../model/event.ts';
import type { Scope } from '../model/scope.ts';
import { prepareLook } from './prepare-look.ts';
import { runLook } from './run-look.ts';

export interface RunningTwin {
  readonly twin: Twin;
  readonly fake: RunningFake;
}

/** A block of loopback addresses for one demo, so that each twin can stand on its service's usual port. */
const BLOCKS = 16;
const DAY = 86_400_000;

function named(names: readonly string[]): readonly Twin[] {
  const unknown = names.filter((name) => !twins.some((twin) => twin.name === name));
  if (unknown.length > 0) {
    throw new SidelightError(
      'USAGE',
      `There is no twin named ${unknown.join(', ')}.`,
      `There are: ${twins.map((twin) => twin.name).join(', ')}.`,
    );
  }
  return names.length === 0 ? twins : twins.filter((twin) => names.includes(twin.name));
}

async function startOne(twin: Twin, at: number): Promise<RunningFake> {
  for (let block = 0; block < BLOCKS; block += 1) {
    try {
      return await twin.start({ host: `127.77.${block}.${10 + at}`, port: twin.port });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // EADDRINUSE: another demo stands there. EADDRNOTAVAIL: this system has 127.0.0.1 alone.
      if (code === 'EADDRNOTAVAIL') break;
      if (code !== 'EADDRINUSE') throw error;
    }
  }
  return twin.start({ host: '127.0.0.1', port: 0 });
}

/** Starts the twins; where one cannot start, those before it are ended again. */
export async function startTwins(names: readonly string[]): Promise<readonly RunningTwin[]> {
  const running: RunningTwin[] = [];
  try {
    for (const [at, twin] of named(names).entries()) running.push({ twin, fake: await startOne(twin, at) });
  } catch (error) {
    await stopTwins(running);
    throw error;
  }
  return running;
}

export async function stopTwins(running: readonly RunningTwin[]): Promise<void> {
  await Promise.all(running.map(({ fake }) => fake.close()));
}

function demoScope(running: readonly RunningTwin[]): Scope {
  const today = new Date(Math.floor(Date.now() / DAY) * DAY);
  return {
    version: 1,
    authority: {
      who: 'whoever runs the demo',
      basis: 'synthetic twins in this very process',
      contact: 'none needed',
    },
    valid: {
      from: today.toISOString().slice(0, 10),
      until: new Date(today.getTime() + DAY).toISOString().slice(0, 10),
    },
    probe: { rate: 1_000, perHost: 4, vantage: 'this machine' },
    allow: running.map(({ fake }, at) => ({
      id: `L${at + 1}`,
      range: `${fake.endpoint.address}/32`,
      depth: 'sample',
      relation: 'own',
      accounts: ['postgres'],
    })),
    deny: [],
    sha256: '0'.repeat(64),
  };
}

/**
 * Looks at running twins as if they stood on the Internet. Audit log and store lie in a temporary directory that is gone
 * afterwards.
 */
export async function* lookAtTwins(
  running: readonly RunningTwin[],
  signal: AbortSignal,
): AsyncGenerator<SidelightEvent> {
  const home = mkdtempSync(join(tmpdir(), 'sidelight-demo-'));
  try {
    const prepared = await prepareLook({
      scope: demoScope(running),
      targets: [],
      listed: running.map(({ fake }) => ({ kind: 'address' as const, ...fake.endpoint })),
      ports: undefined,
      depth: 'sample',
      rate: undefined,
      timeoutMs: 2_000,
      optOutPaths: [],
      reach: 'internet',
    });
    yield* runLook({
      prepared,
      home,
      failOn: 'low',
      store: true,
      env: {},
      resume: undefined,
      workers: 0,
      workerUrl: undefined,
      concurrency: 16,
      signal,
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
