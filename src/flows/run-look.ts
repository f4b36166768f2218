import { availableParallelism } from 'node:os';
import { openHomeStore } from '../cases/home.ts';
import type { Store } from '../cases/store.ts';
import { statePaths } from '../kit/files.ts';
import type { SidelightError } from '../kit/errors.ts';
import type { SidelightEvent } from '../model/event.ts';
import { caseId } from '../model/ids.ts';
import type { Band } from '../model/severity.ts';
import { createTargetSpace } from '../look/target-space.ts';
import { openAuditRun } from './audit-run.ts';
import { look, type LookStore } from './look.ts';
import type { PreparedLook } from './prepare-look.ts';

export interface RunLookOptions {
  readonly prepared: PreparedLook;
  readonly home: string;
  readonly failOn: Band;
  readonly store: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly resume: string | undefined;
  readonly workers: number | undefined;
  readonly workerUrl: URL | undefined;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly progress?: (done: number, total: number, found: number) => void;
}

/** Below this many targets a second thread costs more than it brings. */
const WORTH_WORKERS = 512;

/** Cases that are known when a run begins; a look at one of them is recorded even where its door is shut now. */
const MOST_KNOWN = 200_000;

/** This thread records what the workers find, which takes a core of its own; each worker takes 25 MB and more. */
function usualWorkers(prepared: PreparedLook): number {
  return createTargetSpace(prepared.task.plan).size < WORTH_WORKERS ? 0 : Math.min(4, availableParallelism());
}

async function lookStore(store: Store): Promise<LookStore> {
  const cases = await store.listCases({ limit: MOST_KNOWN });
  return {
    known: new Set(cases.map((entry) => entry.id)),
    async record(observations) {
      const numbers = await store.recordObservations(observations);
      const byCase = new Map<string, number>();
      for (const [at, observation] of observations.entries()) {
        const number = numbers[at];
        if (number !== undefined) byCase.set(caseId(observation.endpoint, observation.service), number);
      }
      return byCase;
    },
  };
}

/** A look with everything around it: audit log, store, worker threads. Closes all of it, whatever happens. */
export async function* runLook(options: RunLookOptions): AsyncGenerator<SidelightEvent> {
  const { prepared, home } = options;
  const { task } = prepared;
  const paths = statePaths(home);
  const stopped = new AbortController();
  let broken: SidelightError | undefined;
  const audit = await openAuditRun(paths, task.scope, task.depth, (error) => {
    broken = error;
    stopped.abort(error);
  });
  let store: Store | undefined;
  try {
    store = options.store ? await openHomeStore(paths, options.env) : undefined;
    yield* look({
      task,
      scopeSha256: task.scope.sha256,
      failOn: options.failOn,
      workers: options.workerUrl === undefined ? 0 : (options.workers ?? usualWorkers(prepared)),
      workerUrl: options.workerUrl,
      concurrency: options.concurrency,
      runsDirectory: paths.runs,
      resume: options.resume,
      store: store === undefined ? undefined : await lookStore(store),
      audit,
      signal: AbortSignal.any([options.signal, stopped.signal]),
      outside: prepared.outside,
      ...(options.progress ? { progress: options.progress } : {}),
    });
  } finally {
    await store?.close();
    await audit.close();
  }
  if (broken) throw broken;
}
