import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { faultOf, faultText } from '../kit/fault.ts';
import type { Batch, ShardTask } from './shard-task.ts';
import type { FromWorker, ToWorker } from './worker.ts';

/** Where the shards of a run work, and until when. */
export interface ShardRequest {
  /** Worker threads; 0 looks in this thread. */
  readonly workers: number;
  readonly workerUrl: URL | undefined;
  readonly signal: AbortSignal;
}

/** What waits, as one: each transaction and each line of the journal waits for the disk, however much is in it. */
function joined(waiting: readonly Batch[]): Batch {
  const [only] = waiting;
  if (only && waiting.length === 1) return only;
  return {
    done: waiting.flatMap((batch) => batch.done),
    results: waiting.flatMap((batch) => batch.results),
    entries: waiting.flatMap((batch) => batch.entries),
  };
}

/** Batches of all shards as they come, from worker threads or from this one; those that came meanwhile come together. */
export async function* batchesOf(tasks: readonly ShardTask[], request: ShardRequest): AsyncGenerator<Batch> {
  const queue: { batch: Batch; taken: () => void }[] = [];
  let wake: (() => void) | undefined;
  let running = tasks.length;
  let failure: Error | undefined;
  const put = (batch: Batch): Promise<void> =>
    new Promise((resolve) => {
      queue.push({ batch, taken: resolve });
      wake?.();
    });
  const ended = (error?: Error): void => {
    running -= 1;
    failure ??= error;
    wake?.();
  };
  const workers: Worker[] = [];
  const stop = (): void => {
    for (const worker of workers) worker.postMessage({ kind: 'stop' } satisfies ToWorker);
  };
  if (request.workers > 0 && request.workerUrl) {
    for (const task of tasks) {
      const worker = new Worker(request.workerUrl, {
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 },
      });
      // From here on memory is worth more than time: the heaps are as large as they need to be. Set once the worker has its own
      // limits, which this would lower.
      worker.once('online', () => setFlagsFromString('--optimize-for-size'));
      let over = false;
      const end = (error?: Error): void => {
        if (over) return;
        over = true;
        ended(error);
      };
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'batch')
          void put(JSON.parse(message.json) as Batch).then(() =>
            worker.postMessage({ kind: 'ack' } satisfies ToWorker),
          );
        else end(message.kind === 'failed' ? new Error(`a worker failed: ${message.message}`) : undefined);
      });
      worker.on('error', (error: Error) => end(new Error(`a worker failed: ${faultText(faultOf(error))}`)));
      worker.on('exit', (code) => end(code === 0 ? undefined : new Error(`a worker ended with ${code}`)));
      workers.push(worker);
    }
    request.signal.addEventListener('abort', stop, { once: true });
  } else {
    const { runShard } = await import('./shard.ts');
    for (const task of tasks) {
      runShard(task, request.signal, put).then(
        () => ended(),
        (error: unknown) => ended(error instanceof Error ? error : new Error('unknown')),
      );
    }
  }
  try {
    while (running > 0 || queue.length > 0) {
      if (queue.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = undefined;
        continue;
      }
      const waiting = queue.splice(0);
      yield joined(waiting.map(({ batch }) => batch));
      for (const { taken } of waiting) taken();
    }
    if (failure) throw failure;
  } finally {
    request.signal.removeEventListener('abort', stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
