import { SidelightError } from '../kit/errors.ts';
import { faultOf } from '../kit/fault.ts';
import type { FromConfined, ToConfined } from './confine.ts';
import { confinementHere, refuseSockets } from './confinement.ts';
import { describe } from './describe.ts';

/**
 * The process that reads data of people, and the only one that does. It may read the program and what was named; what it
 * prints goes nowhere; the process that started it gets numbers of its progress and the finished description.
 */
const EVERY = 100;

refuseSockets();
const stop = new AbortController();
let last = 0;

/** Who asked ends this process once it has the answer. */
function tell(message: FromConfined): void {
  process.send?.(message, () => undefined);
}

// A signal of this kind would open the port of the debugger.
process.on('SIGUSR1', () => undefined);
// Who asked is gone.
process.on('disconnect', () => process.exit(130));
process.on('uncaughtException', (error) => tell({ kind: 'fault', fault: faultOf(error) }));
process.on('message', (message: ToConfined) => {
  if (message.kind === 'stop') stop.abort(new Error('interrupted'));
  else if (message.kind === 'look') tell({ kind: 'confinement', confinement: confinementHere() });
  else
    describe({
      ...message.task,
      workerUrl: message.workerUrl === undefined ? undefined : new URL(message.workerUrl),
      stdin: process.stdin,
      signal: stop.signal,
      confinement: confinementHere(),
      progress(done, total, records) {
        const now = performance.now();
        if (now - last < EVERY) return;
        last = now;
        tell({ kind: 'progress', done, total, records });
      },
    }).then(
      (description) => tell({ kind: 'description', description }),
      (error: unknown) =>
        tell(
          error instanceof SidelightError
            ? { kind: 'error', code: error.code, message: error.message, hint: error.hint }
            : { kind: 'fault', fault: faultOf(error) },
        ),
    );
});
