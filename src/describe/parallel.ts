import type { MessagePort } from 'node:worker_threads';
import { adoptCatalogue, type Catalogue, type CatalogueCopy, copyCatalogue } from './catalogue.ts';
import { BsonWalk } from './bson-walk.ts';
import { type CutFormat, RecordCutter } from './cut-records.ts';
import { Dataset } from './dataset.ts';
import { saveDataset } from './dataset-state.ts';
import type { DescriberSource } from './describe.ts';
import { JsonWalk } from './json-walk.ts';

/**
 * One large NDJSON or BSON input over several worker threads.
 *
 * The caller makes the workers (their entry calls `servePart(parentPort)` and nothing else), gives them to `openParts`, and
 * creates its describer with the same key. Then, for each source that is worth it (`isLineDelimited` for JSON, above some
 * megabytes, no `--sample-max`): `const part = parts.open(source, 'ndjson')`, `await part.feed(chunk)` for each chunk, cut
 * anywhere, and `await part.end()`, which absorbs what every worker learned into `source`. `parts.close()` ends the workers.
 *
 *     const key = freshKey();
 *     const describer = createDescriber({ key });
 *     const parts = openParts([new Worker(url), new Worker(url)], key);
 *
 * What crosses between threads, inside the process: the catalogue as it is compiled, once; then, as transferred buffers alone,
 * batches of records on the way in, whose buffers come back to be filled again; and counts, field names as bytes, hashes under the run's key, and at most 256 numbers a column. Each state is wiped
 * once it is absorbed. Nothing of it is text, and nothing of it is in any message's own fields but numbers.
 */
export interface Parts {
  open(source: DescriberSource, format: CutFormat): OpenPart;
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
    }
  | { readonly kind: 'end'; readonly source: number };

export type FromPart =
  | { readonly kind: 'taken'; readonly source: number; readonly spent: ArrayBuffer }
  | { readonly kind: 'state'; readonly source: number; readonly state: ArrayBuffer };

/** Batches that a worker may have before it has acknowledged the first of them. */
const MOST_WAITING = 3;

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
      const data = new Dataset(catalogue, key);
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
}

interface Hand {
  readonly worker: PartWorker;
  waiting: number;
}

export function openParts(workers: readonly PartWorker[], key: number): Parts {
  const hands: Hand[] = workers.map((worker) => ({ worker, waiting: 0 }));
  const states = new Map<number, (state: ArrayBuffer) => void>();
  const spares = new Map<number, (spent: ArrayBuffer) => void>();
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  let sources = 0;
  const fail = (): void => {
    failure ??= new Error('a worker that describes records ended before its time: its records are lost');
    wake?.();
  };
  const begin = { kind: 'begin', key, catalogue: copyCatalogue() } satisfies ToPart;
  for (const hand of hands) {
    hand.worker.on('message', (message: FromPart) => {
      if (message.kind === 'taken') {
        hand.waiting--;
        spares.get(message.source)?.(message.spent);
      } else states.get(message.source)?.(message.state);
      wake?.();
    });
    // What a worker says of its own end may hold a value; it is not repeated.
    hand.worker.on('error', fail);
    hand.worker.on('exit', fail);
    hand.worker.postMessage(begin);
  }

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
    open(source, format) {
      const number = sources++;
      const cutter = new RecordCutter(format);
      spares.set(number, (spent) => cutter.reuse(spent));
      let stuck: Hand | undefined;
      const send = async (bytes: Uint8Array, whole: boolean): Promise<void> => {
        let chosen: Hand | undefined;
        await until(() => {
          chosen = stuck ?? hands.reduce((a, b) => (b.waiting < a.waiting ? b : a));
          return chosen.waiting < MOST_WAITING;
        });
        if (chosen === undefined) return;
        stuck = whole ? undefined : chosen;
        chosen.waiting++;
        chosen.worker.postMessage({ kind: 'bytes', source: number, format, bytes } satisfies ToPart, [
          bytes.buffer as ArrayBuffer,
        ]);
      };
      return {
        async feed(chunk) {
          for (const batch of cutter.feed(chunk)) await send(batch.bytes, batch.whole);
        },
        async end() {
          for (const batch of cutter.finish()) await send(batch.bytes, batch.whole);
          let left = hands.length;
          states.set(number, (state) => {
            left--;
            source.absorb(state);
          });
          for (const hand of hands) hand.worker.postMessage({ kind: 'end', source: number } satisfies ToPart);
          await until(() => left === 0);
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
