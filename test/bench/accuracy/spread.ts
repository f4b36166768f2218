import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Part, shareOfTables } from './parts.ts';
import { describeTables, type Said } from './run.ts';

interface Order {
  readonly part: Part;
  readonly n: number;
  readonly share: number;
  readonly of: number;
}

const MOST_THREADS = 4;

/** In a worker: describes every `of`-th table of a part and posts what was said. False in the main thread. */
export function workedHere(): boolean {
  if (isMainThread) return false;
  const { part, n, share, of } = workerData as Order;
  parentPort?.postMessage(describeTables(shareOfTables(part, share, of), n).said);
  return true;
}

/** Describes a part with `n` records a table on all cores; `file` is this program, begun again in each thread. */
export async function describePart(file: URL, part: Part, n: number): Promise<Said[]> {
  const of = Math.min(MOST_THREADS, availableParallelism());
  const shares = await Promise.all(
    Array.from(
      { length: of },
      (_v, share) =>
        new Promise<Said[]>((resolve, reject) => {
          const order: Order = { part, n, share, of };
          const worker = new Worker(file, { workerData: order });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  return shares.flat();
}
