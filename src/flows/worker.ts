import { parentPort, workerData } from 'node:worker_threads';
import { SidelightError } from '../kit/errors.ts';
import { faultOf, faultText } from '../kit/fault.ts';
import { runShard } from './shard.ts';
import type { Batch, ShardTask } from './shard-task.ts';

/**
 * What a worker tells: a batch (to be acknowledged), its end, or the error that ended it. A batch goes as JSON text, which
 * costs a third of cloning its thousand small objects.
 */
export type FromWorker =
  | { readonly kind: 'batch'; readonly json: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly message: string };

export type ToWorker = { readonly kind: 'ack' } | { readonly kind: 'stop' };

const MOST_UNACKNOWLEDGED = 6;

if (parentPort) {
  // Refused connections are errors by the thousand; nobody reads where in the runtime they were made.
  Error.stackTraceLimit = 0;
  const port = parentPort;
  const controller = new AbortController();
  let open = 0;
  let resume: (() => void) | undefined;
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') controller.abort(new Error('interrupted'));
    else {
      open -= 1;
      resume?.();
    }
  });
  const emit = async (batch: Batch): Promise<void> => {
    while (open >= MOST_UNACKNOWLEDGED) {
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    }
    open += 1;
    port.postMessage({ kind: 'batch', json: JSON.stringify(batch) } satisfies FromWorker);
  };
  runShard(workerData as ShardTask, controller.signal, emit).then(
    () => {
      port.postMessage({ kind: 'end' } satisfies FromWorker);
      port.close();
    },
    (error: unknown) => {
      // The runtime's messages quote what they met, which may be a value.
      const message = error instanceof SidelightError ? error.message : faultText(faultOf(error));
      port.postMessage({ kind: 'failed', message } satisfies FromWorker);
      port.close();
    },
  );
}
