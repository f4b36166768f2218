/**
 * Bytes that came and were not read yet. Appending costs amortised constant time a byte however small the pieces are, so that
 * a server which drips single bytes cannot make us copy without end. Bytes already handed out are never overwritten.
 */
export interface Inbox {
  push(chunk: Buffer): void;
  /** Bytes that wait. */
  readonly length: number;
  /** All that waits, without taking it. */
  view(): Buffer;
  /** Takes the next `count` bytes; the caller has checked that they are there. */
  take(count: number): Buffer;
}

export function inbox(): Inbox {
  let store: Buffer = Buffer.alloc(0);
  let start = 0;
  let end = 0;
  return {
    push(chunk) {
      if (end - start === 0) {
        store = chunk;
        start = 0;
        end = chunk.length;
        return;
      }
      if (end + chunk.length > store.length) {
        const waiting = end - start;
        const grown = Buffer.allocUnsafe(Math.max(256, 2 * (waiting + chunk.length)));
        store.copy(grown, 0, start, end);
        store = grown;
        start = 0;
        end = waiting;
      }
      chunk.copy(store, end);
      end += chunk.length;
    },
    get length() {
      return end - start;
    },
    view: () => store.subarray(start, end),
    take(count) {
      const taken = store.subarray(start, start + count);
      start += count;
      return taken;
    },
  };
}
