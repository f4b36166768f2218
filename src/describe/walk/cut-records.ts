/** Formats whose records can be parted without reading them. */
export type CutFormat = 'ndjson' | 'bson';

/** Bytes for one worker. `whole`: they end with a record; otherwise the next batch must go to the same worker. */
export interface Batch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly whole: boolean;
}

const NEWLINE = 0x0a;
/** Documents larger than this are no documents: the rest is handed on as it is, for the walker to say so. */
const LARGEST = 17 * 1024 * 1024;

/**
 * Gathers chunks, cut anywhere, into batches of whole records, each in a buffer of its own that can be transferred. A record
 * longer than a batch is handed on in pieces. Holds one batch.
 */
export class RecordCutter {
  readonly #format: CutFormat;
  readonly #size: number;
  #buffer: Uint8Array<ArrayBuffer>;
  #filled = 0;
  /** Of BSON: where the next document begins, in the buffer; beyond `#filled` while one is unfinished. */
  #next = 0;
  #lost = false;
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];

  /** `size`: bytes of a batch. */
  constructor(format: CutFormat, size = 512 * 1024) {
    this.#format = format;
    this.#size = size;
    this.#buffer = new Uint8Array(size);
  }

  /** Takes a buffer back whose batch has been read: a new one costs the machine as much as the reading of many records. */
  reuse(spent: ArrayBuffer): void {
    if (spent.byteLength === this.#size && this.#spare.length < 16) this.#spare.push(new Uint8Array(spent));
  }

  *feed(chunk: Uint8Array): Generator<Batch> {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(this.#size - this.#filled, chunk.length - at);
      this.#buffer.set(chunk.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      if (this.#filled === this.#size) yield this.#batch();
    }
  }

  /** The rest: ends with a record, or the input does not. */
  *finish(): Generator<Batch> {
    if (this.#filled > 0) yield { bytes: this.#buffer.subarray(0, this.#filled), whole: true };
    this.#filled = 0;
  }

  #batch(): Batch {
    const full = this.#buffer;
    const cut = this.#format === 'ndjson' ? full.lastIndexOf(NEWLINE) + 1 : this.#documents();
    this.#buffer = this.#spare.pop() ?? new Uint8Array(this.#size);
    if (cut === 0) {
      this.#filled = 0;
      this.#next -= this.#format === 'bson' ? this.#size : 0;
      return { bytes: full, whole: false };
    }
    this.#buffer.set(full.subarray(cut));
    this.#filled = this.#size - cut;
    this.#next -= this.#format === 'bson' ? cut : 0;
    return { bytes: full.subarray(0, cut), whole: true };
  }

  /** The end of the last whole document; 0 where none ends in the buffer. */
  #documents(): number {
    const bytes = this.#buffer;
    let end = 0;
    while (!this.#lost && this.#next <= this.#filled) {
      end = this.#next;
      if (end + 4 > this.#filled) break;
      const size =
        (bytes[end] as number) |
        ((bytes[end + 1] as number) << 8) |
        ((bytes[end + 2] as number) << 16) |
        ((bytes[end + 3] as number) << 24);
      if (size < 5 || size > LARGEST) this.#lost = true;
      else this.#next = end + size;
    }
    return this.#lost ? 0 : end;
  }
}

const HEAD = 256 * 1024;

/**
 * True where the head of a JSON input shows one record a line: every line break of its first 256 KB stands outside of all
 * brackets and texts, and there are two or more.
 */
export function isLineDelimited(head: Uint8Array): boolean {
  const stop = Math.min(head.length, HEAD);
  let depth = 0;
  let lines = 0;
  let open = false;
  for (let i = 0; i < stop; i++) {
    const byte = head[i] as number;
    if (open) {
      if (byte === 0x5c) i++;
      else if (byte === 0x22) open = false;
      else if (byte === NEWLINE) return false;
    } else if (byte === 0x22) open = true;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) depth--;
    else if (byte === NEWLINE) {
      if (depth !== 0) return false;
      lines++;
    }
  }
  return lines >= 2;
}
