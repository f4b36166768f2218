import type { MessagePort } from 'node:worker_threads';
import { adoptCatalogue, type Catalogue, type CatalogueCopy, copyCatalogue } from './match/catalogue.ts';
import { BsonWalk } from './walk/bson-walk.ts';
import { type CutFormat, RecordCutter } from './walk/cut-records.ts';
import { Dataset } from './columns/dataset.ts';
import { saveDataset } from './columns/dataset-state.ts';
import type { DescriberSource } from './describe.ts';
import { JsonWalk } from './walk/json-walk.ts';

/**
 * One large NDJSON or BSON input over several worker threads.
 *
 * `openParts` is given how to start the workers (their entry calls `servePart(parentPort)` and nothing else) and the key of the
 * describer. Then, for each source that may be worth it: `const part = parts.open(source, 'ndjson')`, `await part.feed(chunk)`
 * for each chunk, cut anywhere, and `await part.end()`, which absorbs what every worker learned into `source`. The workers
 * start with `parts.start()`; a thread costs about a second of work before it pays. `parts.close()` ends them.
 *
 *     const key = freshKey();
 *     const describer = createDescriber({ key });
 *     const parts = openParts(() => [new Worker(url, { resourceLimits: PART_LIMITS })], key);
 *
 * What crosses between threads, inside the process: the catalogue as it is compiled, once; then, as transferred buffers alone,
 * batches of records on the way in, whose buffers come back to be filled again; and counts, field names as bytes, hashes under the run's key, and at most 256 numbers a column. Each state is wiped
 * once it is absorbed. Nothing of it is text, and nothing of it is in any message's own fields but numbers.
 */
export interface Parts {
  open(source: DescriberSource, format: CutFormat): OpenPart;
  /** Starts the workers, where they are not running. Until then, and while they all have enough to do, this thread reads. */
  start(): void;
  /** Resolves once all workers that were started can take records; for tests and measurements. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenPart {
  /** Takes a chunk; resolves once the workers have room for more. Rejects where a worker died. */
  feed(chunk: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

/** What is needed of a `Worker`. */
export interface PartWorker {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: FromPart) => void): unknown;
  on(event: 'error' | 'exit', listener: () => void): unknown;
  off(event: 'exit', listener: () => void): unknown;
  terminate(): Promise<unknown>;
}

type ToPart =
  | { readonly kind: 'begin'; readonly key: number; readonly catalogue: CatalogueCopy }
  | {
      readonly kind: 'bytes';
      readonly source: number;
      readonly format: CutFormat;
      readonly bytes: Uint8Array;
      /** Another thread looks at the first records as closely as can be. */
      readonly late: boolean;
    }
  | { readonly kind: 'end'; readonly source: number };

export type FromPart =
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken'; readonly source: number; readonly spent: ArrayBuffer }
  | { readonly kind: 'state'; readonly source: number; readonly state: ArrayBuffer };

/** Batches that a worker may have before it has acknowledged the first of them. */
const MOST_WAITING = 2;

/** For `new Worker`: counting leaves little garbage, and three threads are to stay below 300 MB. */
export const PART_LIMITS = { maxYoungGenerationSizeMb: 2 } as const;

/** So many bytes hold some thousand records: enough for a first look. */
const FIRST_LOOK = 4 * 1024 * 1024;

/** The worker's side. */
export function servePart(port: MessagePort): void {
  let catalogue: Catalogue | undefined;
  const open = new Map<
    number,
    { readonly data: Dataset; readonly json: JsonWalk; readonly bson: BsonWalk }
  >();
  let key = 1;
  port.on('message', (message: ToPart) => {
    if (message.kind === 'begin') {
      key = message.key;
      catalogue = adoptCatalogue(message.catalogue);
      return;
    }
    if (catalogue === undefined) return;
    let here = open.get(message.source);
    if (here === undefined) {
      const data = new Dataset(catalogue, key, message.kind === 'bytes' && message.late);
      here = { data, json: new JsonWalk(data), bson: new BsonWalk(data) };
      open.set(message.source, here);
    }
    if (message.kind === 'bytes') {
      if (message.format === 'ndjson') here.json.feed(message.bytes);
      else here.bson.feed(message.bytes);
      const spent = message.bytes.buffer as ArrayBuffer;
      port.postMessage({ kind: 'taken', source: message.source, spent } satisfies FromPart, [spent]);
      return;
    }
    here.json.finish();
    here.bson.finish();
    const state = saveDataset(here.data);
    open.delete(message.source);
    port.postMessage({ kind: 'state', source: message.source, state } satisfies FromPart, [state]);
  });
  port.postMessage({ kind: 'ready' } satisfies FromPart);
}

interface Hand {
  readonly worker: PartWorker;
  /** True once it has loaded its program. */
  ready: boolean;
  waiting: number;
}

export function openParts(startWorkers: () => readonly PartWorker[], key: number): Parts {
  const hands: Hand[] = [];
  let started = false;
  const states = new Map<number, (hand: Hand, state: ArrayBuffer) => void>();
  const spares = new Map<number, (spent: ArrayBuffer) => void>();
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  let sources = 0;
  const fail = (): void => {
    failure ??= new Error('a worker that describes records ended before its time: its records are lost');
    wake?.();
  };
  const start = (): void => {
    if (started) return;
    started = true;
    for (const worker of startWorkers()) employ({ worker, ready: false, waiting: 0 });
  };
  const employ = (hand: Hand): void => {
    hands.push(hand);
    hand.worker.on('message', (message: FromPart) => {
      if (message.kind === 'ready') {
        // By now this thread has looked at records: the other one starts with what the automaton has met.
        hand.worker.postMessage({ kind: 'begin', key, catalogue: copyCatalogue() } satisfies ToPart);
        hand.ready = true;
      } else if (message.kind === 'taken') {
        hand.waiting--;
        spares.get(message.source)?.(message.spent);
      } else states.get(message.source)?.(hand, message.state);
      wake?.();
    });
    // What a worker says of its own end may hold a value; it is not repeated.
    hand.worker.on('error', fail);
    hand.worker.on('exit', fail);
  };

  async function until(ready: () => boolean): Promise<void> {
    for (;;) {
      if (failure) throw failure;
      if (ready()) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      wake = undefined;
    }
  }

  return {
    start,
    ready: () => until(() => hands.every((hand) => hand.ready)),
    open(source, format) {
      const number = sources++;
      const cutter = new RecordCutter(format);
      spares.set(number, (spent) => cutter.reuse(spent));
      /** The workers by their first batch: paths keep the order in which they came. */
      const order: Hand[] = [];
      /** Bytes that this thread has read. */
      let here = 0;
      /** Who has the first part of a record. */
      let stuck: Hand | 'here' | undefined;
      const free = (): Hand | undefined => {
        let least: Hand | undefined;
        for (const hand of hands)
          if (hand.ready && hand.waiting < (least?.waiting ?? MOST_WAITING)) least = hand;
        return least;
      };
      const send = async (bytes: Uint8Array<ArrayBuffer>, whole: boolean): Promise<void> => {
        if (failure) throw failure;
        const held = stuck;
        if (held !== undefined && held !== 'here') await until(() => held.waiting < MOST_WAITING);
        const chosen = held ?? free() ?? 'here';
        stuck = whole ? undefined : chosen;
        if (chosen !== 'here') {
          chosen.waiting++;
          if (!order.includes(chosen)) order.push(chosen);
          const late = here >= FIRST_LOOK || (order.length > 0 && order[0] !== chosen);
          chosen.worker.postMessage({ kind: 'bytes', source: number, format, bytes, late } satisfies ToPart, [
            bytes.buffer,
          ]);
          return;
        }
        // The others have enough to do, or are not up yet.
        here += bytes.length;
        if (format === 'ndjson') source.feedJson(bytes);
        else source.feedBson(bytes);
        cutter.reuse(bytes.buffer);
        await new Promise<void>((resolve) => setImmediate(resolve));
      };
      return {
        async feed(chunk) {
          for (const batch of cutter.feed(chunk)) await send(batch.bytes, batch.whole);
        },
        async end() {
          for (const batch of cutter.finish()) await send(batch.bytes, batch.whole);
          const told = new Map<Hand, ArrayBuffer>();
          states.set(number, (hand, state) => told.set(hand, state));
          for (const hand of order) hand.worker.postMessage({ kind: 'end', source: number } satisfies ToPart);
          await until(() => told.size === order.length);
          for (const hand of order) source.absorb(told.get(hand) as ArrayBuffer);
          states.delete(number);
          spares.delete(number);
        },
      };
    },
    async close() {
      for (const hand of hands) {
        hand.worker.off('exit', fail);
        await hand.worker.terminate();
      }
    },
  };
}
