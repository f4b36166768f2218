import { Unreadable } from './limits.ts';

const NOTHING = new Uint8Array(0);

/**
 * Bytes of a source, asked for as they are needed. What lies between `at` and `end` of `bytes` is at hand; `fill` brings more.
 * Readers look at `bytes` in place and move `at`, so that nothing is copied but what crosses two chunks.
 */
export class Pull {
  bytes: Uint8Array = NOTHING;
  at = 0;
  end = 0;
  /** Bytes that came before `bytes[0]`. */
  #before = 0;
  #ended = false;
  /** Why the bytes ended before their end, where they did. */
  failure: Error | undefined = undefined;
  #told = false;
  /** A buffer of our own, which chunks may be joined into. */
  #own: Uint8Array | undefined;
  readonly #from: AsyncIterator<Uint8Array>;

  constructor(from: AsyncIterable<Uint8Array>) {
    this.#from = from[Symbol.asyncIterator]();
  }

  get available(): number {
    return this.end - this.at;
  }

  /** Position in the whole source. */
  get offset(): number {
    return this.#before + this.at;
  }

  /** True where the last byte has come; some may still be at hand. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Brings at least `count` bytes to hand, if there are so many. Gives whether there are. */
  async fill(count: number): Promise<boolean> {
    while (this.available < count && !this.#ended) {
      let next: IteratorResult<Uint8Array>;
      try {
        next = await this.#from.next();
      } catch (error) {
        // What is at hand is read first; the failure is told once there is no more.
        this.#ended = true;
        this.failure = error instanceof Error ? error : new Unreadable('the bytes could not be read');
        break;
      }
      if (next.done === true) {
        this.#ended = true;
        break;
      }
      const chunk = next.value;
      if (chunk.length === 0) continue;
      const kept = this.available;
      if (kept === 0) {
        this.#before += this.end;
        this.bytes = chunk;
        this.at = 0;
        this.end = chunk.length;
        continue;
      }
      if (this.end + chunk.length <= this.bytes.length && this.#own === this.bytes) {
        this.bytes.set(chunk, this.end);
        this.end += chunk.length;
        continue;
      }
      const room = Math.max(kept + chunk.length, Math.min(count, kept + 64 * 1024 * 1024));
      const joined = new Uint8Array(room + Math.min(room, 1024 * 1024));
      joined.set(this.bytes.subarray(this.at, this.end));
      joined.set(chunk, kept);
      this.#before += this.at;
      this.bytes = joined;
      this.#own = joined;
      this.at = 0;
      this.end = kept + chunk.length;
    }
    if (this.failure !== undefined && this.available === 0 && !this.#told) {
      this.#told = true;
      throw this.failure;
    }
    return this.available >= count;
  }

  /** The next bytes without taking them; fewer at the end. */
  async peek(count: number): Promise<Uint8Array> {
    await this.fill(count);
    return this.bytes.subarray(this.at, Math.min(this.end, this.at + count));
  }

  /** Takes exactly so many bytes; undefined where there are fewer. */
  async take(count: number): Promise<Uint8Array | undefined> {
    if (this.available < count && !(await this.fill(count))) return undefined;
    const taken = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return taken;
  }

  /** Passes over so many bytes; gives whether there were so many. */
  async skip(count: number): Promise<boolean> {
    let left = count;
    for (;;) {
      const step = Math.min(left, this.available);
      this.at += step;
      left -= step;
      if (left === 0) return true;
      if (!(await this.fill(1))) return false;
    }
  }

  /** What is at hand, or the next chunk; undefined at the end. */
  async chunk(most = Number.POSITIVE_INFINITY): Promise<Uint8Array | undefined> {
    if (this.available === 0 && !(await this.fill(1))) return undefined;
    const stop = Math.min(this.end, this.at + most);
    const taken = this.bytes.subarray(this.at, stop);
    this.at = stop;
    return taken;
  }

  /** All that is left, as it comes. */
  async *rest(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = await this.chunk();
      if (chunk === undefined) return;
      yield chunk;
    }
  }

  /** The next `count` bytes as they come; the reader sees from the sum whether all were there. */
  async *part(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      const chunk = await this.chunk(left);
      if (chunk === undefined) return;
      left -= chunk.length;
      yield chunk;
    }
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.at = this.end;
    await this.#from.return?.();
  }
}
