import { inflateRawSync } from 'node:zlib';
import { snappyUncompress } from 'hyparquet';
import type { Path, Sink } from '../columns/sink.ts';
import { bzip2 } from './bzip2.ts';
import { crc32 } from './crc.ts';
import { xz } from './xz.ts';
import { zstd } from './zstd.ts';
import { avroSchema, type AvroType } from './avro-schema.ts';
import { LIMITS, Unreadable } from './limits.ts';
import { Pull } from './pull.ts';
import { goOn, type Input, target, type Work } from './work.ts';

const MOST_EMPTY = 1_000_000;
const CUT = 'the Avro file is cut off: read up to there';
const decoder = new TextDecoder();
const encoder = new TextEncoder();

async function long(pull: Pull): Promise<number> {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = (await pull.take(1))?.[0];
    if (byte === undefined) throw new Unreadable(CUT);
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return Number(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)));
  }
  throw new Unreadable('a length in the Avro file cannot be: read up to there');
}

async function bytesOf(pull: Pull, most: number): Promise<Uint8Array> {
  const size = await long(pull);
  if (size < 0 || size > most) throw new Unreadable('a length in the Avro file cannot be: read up to there');
  const bytes = await pull.take(size);
  if (bytes === undefined) throw new Unreadable(CUT);
  return bytes.slice();
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LIMITS.held) throw new Unreadable('too large');
    parts.push(chunk);
  }
  return new Uint8Array(Buffer.concat(parts));
}

async function unpacked(codec: string, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    switch (codec) {
      case 'null':
        return bytes;
      case 'deflate':
        return inflateRawSync(bytes, { maxOutputLength: LIMITS.held });
      case 'snappy': {
        // The length stands in front as a varint, four bytes of checksum behind.
        let size = 0;
        for (let i = 0, scale = 1; i < 5; i++, scale *= 128) {
          size += ((bytes[i] as number) & 0x7f) * scale;
          if ((bytes[i] as number) < 0x80) break;
        }
        if (size > LIMITS.held) throw new Unreadable('too large');
        const out = new Uint8Array(size);
        snappyUncompress(bytes.subarray(0, bytes.length - 4), out);
        const stored = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4).getUint32(0);
        if (crc32(out) !== stored) throw new Unreadable('checksum');
        return out;
      }
      case 'zstandard':
        return await whole(zstd(new Pull(one(bytes))));
      case 'bzip2':
        return await whole(bzip2(new Pull(one(bytes))));
      case 'xz':
        return await whole(xz(new Pull(one(bytes))));
      default:
    }
  } catch {
    throw new Unreadable('a block of the Avro file is damaged: read up to there');
  }
  throw new Unreadable('the blocks of the Avro file are packed in a way that is not read');
}

/** An Avro object container file: a schema in its head, blocks of records behind. */
export async function readAvro(input: Input, work: Work): Promise<void> {
  const { pull } = input;
  await pull.take(4);
  let schema = '';
  let codec = 'null';
  for (;;) {
    const count = await long(pull);
    if (count === 0) break;
    if (count < 0) await long(pull);
    if (Math.abs(count) > 10_000)
      throw new Unreadable('a length in the Avro file cannot be: read up to there');
    for (let i = 0; i < Math.abs(count); i++) {
      const key = decoder.decode(await bytesOf(pull, 4096));
      const value = decoder.decode(await bytesOf(pull, 16 * 1024 * 1024));
      if (key === 'avro.schema') schema = value;
      if (key === 'avro.codec') codec = value;
    }
  }
  const type = avroSchema(schema);
  const sync = (await pull.take(16))?.slice();
  if (sync === undefined) throw new Unreadable(CUT);
  const here = target(work, input.title);
  const { sink } = here;
  while (await pull.fill(1)) {
    goOn(work);
    const count = await long(pull);
    const block = await unpacked(codec, await bytesOf(pull, LIMITS.held));
    const reader = new AvroReader(block, sink);
    if (count < 0) throw new Unreadable('a length in the Avro file cannot be: read up to there');
    for (let i = 0; i < count; i++) {
      if ((i & 1023) === 1023) goOn(work);
      if (here.full()) return;
      sink.beginRecord();
      try {
        if (type.kind === 'record') reader.fields(type, sink.root, 0);
        else reader.value(type, sink.field(sink.root, 'value'), 0);
      } finally {
        sink.endRecord();
      }
    }
    if (!reader.ended)
      throw new Unreadable('a block of the Avro file is longer than its records: read up to there');
    const mark = await pull.take(16);
    if (mark === undefined) throw new Unreadable(CUT);
    if (mark.some((byte, at) => byte !== sync[at]))
      throw new Unreadable(
        'a block of the Avro file does not end with the mark of the file: read up to there',
      );
  }
}

/** Values of one block, put into a sink as they are met. */
class AvroReader {
  #at = 0;
  /** Values that take no bytes (null, empty records) could be stated without end: there may be so many in a block. */
  #empty: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sink: Sink;

  constructor(bytes: Uint8Array, sink: Sink) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#sink = sink;
    this.#empty = MOST_EMPTY + bytes.length * 64;
  }

  get ended(): boolean {
    return this.#at === this.#bytes.length;
  }

  #one(): void {
    if (--this.#empty < 0)
      throw new Unreadable(
        'a block of the Avro file states more values than its bytes can hold: read up to there',
      );
  }

  #take(size: number): number {
    const at = this.#at;
    if (!(size >= 0) || at + size > this.#bytes.length)
      throw new Unreadable('a value of the Avro file is longer than its block: read up to there');
    this.#at += size;
    return at;
  }

  #long(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#take(1)] as number;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
    }
    throw new Unreadable('a number of the Avro file cannot be: read up to there');
  }

  fields(type: AvroType & { kind: 'record' }, path: Path, depth: number): void {
    this.#one();
    for (const field of type.fields) this.value(field.type, this.#sink.field(path, field.name), depth + 1);
  }

  value(type: AvroType, path: Path, depth: number): void {
    const sink = this.#sink;
    this.#one();
    if (depth > 128) throw new Unreadable('values of the Avro file are nested too deeply: read up to there');
    switch (type.kind) {
      case 'null':
        return sink.nil(path);
      case 'boolean':
        this.#take(1);
        return sink.boolean(path);
      case 'int':
      case 'long': {
        const value = this.#long();
        const ms = dateOf(value, type.logical);
        return ms === undefined ? sink.bigint(path, value) : sink.date(path, ms);
      }
      case 'float':
        return sink.number(path, this.#view.getFloat32(this.#take(4), true));
      case 'double':
        return sink.number(path, this.#view.getFloat64(this.#take(8), true));
      case 'bytes':
      case 'string': {
        const size = Number(this.#long());
        const at = this.#take(size);
        return type.kind === 'string'
          ? sink.text(path, this.#bytes, at, at + size)
          : sink.binary(path, this.#bytes, at, at + size);
      }
      case 'fixed': {
        const at = this.#take(type.size);
        return sink.binary(path, this.#bytes, at, at + type.size);
      }
      case 'enum': {
        const symbol = encoder.encode(type.symbols[Number(this.#long())] ?? '');
        return sink.text(path, symbol, 0, symbol.length);
      }
      case 'union': {
        const branch = type.branches[Number(this.#long())];
        if (branch === undefined)
          throw new Unreadable('a value of the Avro file is of no type of its schema: read up to there');
        return this.value(branch, path, depth + 1);
      }
      case 'record':
        sink.object(path);
        return this.fields(type, path, depth);
      case 'array': {
        const element = sink.element(path);
        return sink.array(
          path,
          this.#blocks(() => this.value(type.items, element, depth + 1)),
        );
      }
      case 'map':
        sink.object(path);
        this.#blocks(() => {
          const size = Number(this.#long());
          const at = this.#take(size);
          this.value(type.items, sink.child(path, this.#bytes, at, at + size, 0), depth + 1);
        });
    }
  }

  /** Counts in front of their items, until a count of 0. */
  #blocks(one: () => void): number {
    let total = 0;
    for (;;) {
      let count = Number(this.#long());
      if (count === 0) return total;
      if (count < 0) {
        count = -count;
        this.#long();
      }
      // Items of no size would let a lying count run for ever.
      if (count > this.#bytes.length + 1_000_000)
        throw new Unreadable('a length in the Avro file cannot be: read up to there');
      for (let i = 0; i < count; i++) one();
      total += count;
    }
  }
}

function dateOf(value: bigint, logical: string | undefined): number | undefined {
  switch (logical) {
    case 'date':
      return Number(value) * 86_400_000;
    case 'timestamp-millis':
    case 'local-timestamp-millis':
      return Number(value);
    case 'timestamp-micros':
    case 'local-timestamp-micros':
      return Number(value / 1000n);
    default:
      return undefined;
  }
}
