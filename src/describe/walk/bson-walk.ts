import { BsonDocuments, length32 } from './bson-documents.ts';
import type { Dataset } from '../columns/dataset.ts';

/** MongoDB's own ceiling is 16 MB a document; some room for oplog entries. */
const LARGEST = 17 * 1024 * 1024;

/**
 * Walks BSON documents one after another (`mongodump` files, wire replies), in chunks cut anywhere. Every length is checked
 * against the document before it is used; a document whose own length lies ends the stream, for nothing tells where the next
 * one begins, while one that is wrong inside is counted and passed over. Values are read in place. See bsonspec.org 1.1.
 */
export class BsonWalk {
  readonly #data: Dataset;
  /** A document that began in an earlier chunk: its first `filled` bytes. */
  #held: Uint8Array = new Uint8Array(64);
  #filled = 0;
  #broken = false;
  readonly #reader: BsonDocuments;

  constructor(data: Dataset) {
    this.#data = data;
    this.#reader = new BsonDocuments(data);
  }

  /** True where a lying length ended the stream. */
  get broken(): boolean {
    return this.#broken;
  }

  feed(chunk: Uint8Array): void {
    if (this.#broken) return;
    let bytes = chunk;
    if (this.#filled > 0) {
      if (this.#filled < 4) {
        const taken = Math.min(4 - this.#filled, chunk.length);
        this.#held.set(chunk.subarray(0, taken), this.#filled);
        this.#filled += taken;
        bytes = chunk.subarray(taken);
        if (this.#filled < 4) return;
      }
      const size = length32(this.#held, 0);
      if (size < 5 || size > LARGEST) {
        this.#documents(this.#held.subarray(0, 4));
        return;
      }
      if (this.#held.length < size) {
        const wider = new Uint8Array(size);
        wider.set(this.#held.subarray(0, this.#filled));
        this.#held = wider;
      }
      const taken = Math.min(size - this.#filled, bytes.length);
      this.#held.set(bytes.subarray(0, taken), this.#filled);
      this.#filled += taken;
      if (this.#filled < size) return;
      this.#documents(this.#held.subarray(0, size));
      this.#filled = 0;
      bytes = bytes.subarray(taken);
    }
    const rest = this.#documents(bytes);
    if (rest < bytes.length && !this.#broken) this.#hold(bytes.subarray(rest));
  }

  finish(): void {
    if (this.#filled > 0) this.#data.skip('truncated record');
    this.#filled = 0;
  }

  #hold(rest: Uint8Array): void {
    if (this.#held.length < Math.max(64, rest.length)) this.#held = new Uint8Array(Math.max(64, rest.length));
    this.#held.set(rest);
    this.#filled = rest.length;
  }

  #documents(bytes: Uint8Array): number {
    this.#reader.take(bytes);
    let at = 0;
    while (at + 4 <= bytes.length) {
      const size = length32(bytes, at);
      if (size < 5 || size > LARGEST) {
        this.#data.skip('lying length');
        this.#broken = true;
        return bytes.length;
      }
      if (at + size > bytes.length) return at;
      this.#data.beginRecord();
      const end = this.#reader.document(this.#data.root, at, at + size, 0);
      if (end < 0) this.#data.skip('malformed record');
      this.#data.endRecord();
      at += size;
    }
    return at;
  }
}
