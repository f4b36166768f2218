import { LimitError, ProtocolError } from '../../wire/codec.ts';
import type { ReplyLimits, ReplyReader } from '../../wire/codec.ts';
import type { Cell } from './query.ts';

export type NativeReply =
  | { readonly kind: 'hello'; readonly name: string; readonly version: string; readonly revision: number }
  /** The engine's error number. Its message is hostile text and is not kept. */
  | { readonly kind: 'error'; readonly code: number }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly Cell[])[] };

const SERVER = {
  hello: 0,
  data: 1,
  exception: 2,
  progress: 3,
  pong: 4,
  end: 5,
  profile: 6,
  totals: 7,
  extremes: 8,
} as const;
const MAX_SHORT = 4 << 10;
const MAX_COLUMNS = 1_000;
const MAX_PACKETS = 100_000;
const MAX_NESTED = 16;

/** A parse that stops where bytes are missing and goes on with the next ones, so that nothing is read twice. */
type Step<T> = Generator<undefined, T, undefined>;

/** Bytes that came, taken from the front. */
class Inlet {
  #chunks: Buffer[] = [];
  #length = 0;
  #total = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  *take(count: number): Step<Buffer> {
    this.#total += count;
    if (this.#total > this.#most) throw new LimitError(`the answer is longer than ${this.#most} bytes`);
    while (this.#length < count) yield undefined;
    const [first] = this.#chunks;
    const whole = first && first.length >= count ? first : Buffer.concat(this.#chunks);
    if (whole !== first) this.#chunks = [whole];
    this.#chunks[0] = whole.subarray(count);
    if (this.#chunks[0].length === 0) this.#chunks.shift();
    this.#length -= count;
    return whole.subarray(0, count);
  }

  rest(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** Reads one answer: up to Hello, EndOfStream or Exception. */
export class NativeReplyReader implements ReplyReader<NativeReply> {
  readonly #inlet: Inlet;
  readonly #limits: ReplyLimits;
  readonly #parse: Step<NativeReply>;
  #elements = 0;

  constructor(packet: 'hello' | 'query', limits: ReplyLimits) {
    this.#limits = limits;
    this.#inlet = new Inlet(limits.bytes);
    this.#parse = packet === 'hello' ? this.#greeting() : this.#result();
  }

  push(chunk: Buffer): { readonly reply: NativeReply; readonly rest: Buffer } | undefined {
    this.#inlet.add(chunk);
    const step = this.#parse.next();
    return step.done ? { reply: step.value, rest: this.#inlet.rest() } : undefined;
  }

  *#byte(): Step<number> {
    return (yield* this.#inlet.take(1))[0] ?? 0;
  }

  *#number(): Step<number> {
    let value = 0;
    for (let power = 1; power <= 2 ** 49; power *= 0x80) {
      const byte = yield* this.#byte();
      value += (byte & 0x7f) * power;
      if (byte < 0x80) return value;
    }
    // Counters of progress may be larger than is exact here; nothing that is used is.
    for (let more = 0; more < 2; more += 1) if ((yield* this.#byte()) < 0x80) return Number.MAX_SAFE_INTEGER;
    throw new ProtocolError('expected a number of ten bytes at most');
  }

  *#text(most: number): Step<string> {
    const length = yield* this.#number();
    if (length > most) throw new LimitError(`a text is longer than ${most} bytes`);
    return (yield* this.#inlet.take(length)).toString('utf8');
  }

  *#greeting(): Step<NativeReply> {
    const packet = yield* this.#number();
    if (packet === SERVER.exception) return yield* this.#exception();
    if (packet !== SERVER.hello) throw new ProtocolError('expected a Hello packet');
    const name = yield* this.#text(MAX_SHORT);
    const major = yield* this.#number();
    const minor = yield* this.#number();
    const revision = yield* this.#number();
    // Written by servers of this revision and later for clients of it, which we are.
    if (revision >= 54_058) yield* this.#text(MAX_SHORT);
    return { kind: 'hello', name, version: `${major}.${minor}`, revision };
  }

  *#exception(): Step<NativeReply> {
    let code = 0;
    for (let nested = 0; nested < MAX_NESTED; nested += 1) {
      const number = (yield* this.#inlet.take(4)).readInt32LE();
      if (nested === 0) code = number;
      for (let part = 0; part < 3; part += 1) yield* this.#text(this.#limits.bytes);
      if ((yield* this.#byte()) === 0) return { kind: 'error', code };
    }
    throw new LimitError(`an error is nested deeper than ${MAX_NESTED}`);
  }

  *#result(): Step<NativeReply> {
    const rows: Cell[][] = [];
    for (let packets = 0; packets < MAX_PACKETS; packets += 1) {
      const packet = yield* this.#number();
      if (packet === SERVER.end) return { kind: 'rows', rows };
      if (packet === SERVER.exception) return yield* this.#exception();
      if (packet === SERVER.data || packet === SERVER.totals || packet === SERVER.extremes) {
        const block = yield* this.#block();
        if (packet === SERVER.data) for (const row of block) rows.push(row);
      } else if (packet === SERVER.progress) for (let part = 0; part < 3; part += 1) yield* this.#number();
      else if (packet === SERVER.profile) {
        for (let part = 0; part < 3; part += 1) yield* this.#number();
        yield* this.#byte();
        yield* this.#number();
        yield* this.#byte();
      } else if (packet !== SERVER.pong) throw new ProtocolError('expected a packet of a result');
    }
    throw new LimitError(`the answer has more than ${MAX_PACKETS} packets`);
  }

  *#block(): Step<Cell[][]> {
    yield* this.#text(MAX_SHORT);
    for (let field = yield* this.#number(); field !== 0; field = yield* this.#number()) {
      if (field === 1) yield* this.#byte();
      else if (field === 2) yield* this.#inlet.take(4);
      else throw new ProtocolError('expected a known field of a block');
    }
    const columns = yield* this.#number();
    const count = yield* this.#number();
    if (columns > MAX_COLUMNS) throw new LimitError(`a block has more than ${MAX_COLUMNS} columns`);
    this.#elements += columns * count;
    if (count > this.#limits.elements || this.#elements > this.#limits.elements) {
      throw new LimitError(`the answer has more than ${this.#limits.elements} values`);
    }
    if (columns === 0 && count > 0) throw new ProtocolError('expected columns in a block with rows');
    const rows: Cell[][] = Array.from({ length: count }, () => []);
    for (let column = 0; column < columns; column += 1) {
      yield* this.#text(MAX_SHORT);
      yield* this.#column(yield* this.#text(MAX_SHORT), rows, 0);
    }
    return rows;
  }

  *#column(type: string, rows: readonly Cell[][], depth: number): Step<undefined> {
    const nullable = /^Nullable\((.*)\)$/s.exec(type)?.[1];
    if (nullable !== undefined && depth === 0) {
      const nulls = Buffer.from(yield* this.#inlet.take(rows.length));
      yield* this.#column(nullable, rows, 1);
      rows.forEach((row, at) => {
        if (nulls[at] !== 0) row[row.length - 1] = null;
      });
      return undefined;
    }
    if (type === 'String') {
      for (const row of rows) row.push(yield* this.#text(this.#limits.bytes));
      return undefined;
    }
    const width = WIDTHS.get(type);
    if (width === undefined) throw new ProtocolError('expected a column of text or whole numbers');
    const bytes = yield* this.#inlet.take(rows.length * width.bytes);
    rows.forEach((row, at) => row.push(width.read(bytes, at * width.bytes)));
    return undefined;
  }
}

const WIDTHS: ReadonlyMap<
  string,
  { readonly bytes: number; readonly read: (from: Buffer, at: number) => number }
> = new Map([
  ['UInt8', { bytes: 1, read: (from: Buffer, at: number) => from.readUInt8(at) }],
  ['UInt16', { bytes: 2, read: (from: Buffer, at: number) => from.readUInt16LE(at) }],
  ['UInt32', { bytes: 4, read: (from: Buffer, at: number) => from.readUInt32LE(at) }],
  ['UInt64', { bytes: 8, read: (from: Buffer, at: number) => Number(from.readBigUInt64LE(at)) }],
  ['Int64', { bytes: 8, read: (from: Buffer, at: number) => Number(from.readBigInt64LE(at)) }],
]);
