import type { Path, Sink } from '../columns/sink.ts';
import { Unreadable } from './limits.ts';

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];
const MOST_COLUMNS = 32_767;

/** One row: a header of serial types, then the values (sqlite.org/fileformat2.html, "Record Format"). Used again for each row. */
export class SqliteRow {
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #rowid = 0n;
  #types: number[] = [];
  #offsets: number[] = [];
  #next = 0;
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #utf8: boolean;

  constructor(encoding: number) {
    this.#utf8 = encoding !== 2 && encoding !== 3;
    this.#decoder = new TextDecoder(encoding === 2 ? 'utf-16le' : encoding === 3 ? 'utf-16be' : 'utf-8');
  }

  /** Reads a leaf cell; gives where the payload goes on where it does not fit the page. */
  cell(
    page: Uint8Array,
    at: number,
    usable: number,
    byKey = false,
  ): { readonly page: number; readonly local: Uint8Array; readonly size: number } | undefined {
    const size = Number(this.#varint(page, at));
    if (!byKey) this.#rowid = BigInt.asIntN(64, this.#varint(page, this.#next));
    const from = this.#next;
    const most = byKey ? Math.floor(((usable - 12) * 64) / 255) - 23 : usable - 35;
    let local = size;
    if (size > most) {
      const least = Math.floor(((usable - 12) * 32) / 255) - 23;
      const wanted = least + ((size - least) % (usable - 4));
      local = wanted <= most ? wanted : least;
    }
    if (from + local + (local < size ? 4 : 0) > page.length)
      throw new Unreadable('a cell lies outside of its page');
    const bytes = page.subarray(from, from + local);
    if (local === size) {
      this.payload(bytes);
      return undefined;
    }
    const next = new DataView(page.buffer, page.byteOffset + from + local, 4).getUint32(0);
    return { page: next, local: bytes, size };
  }

  payload(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#types.length = 0;
    this.#offsets.length = 0;
    const end = Number(this.#varint(bytes, 0));
    if (end > bytes.length) throw new Unreadable('a row has a header longer than itself');
    let value = end;
    while (this.#next < end && this.#types.length < MOST_COLUMNS) {
      const type = Number(this.#varint(bytes, this.#next));
      this.#types.push(type);
      this.#offsets.push(value);
      value += type >= 12 ? (type - 12) >> 1 : type === 7 ? 8 : (INTEGER_BYTES[type] ?? 0);
      if (type > 0x7fffffff) throw new Unreadable('a value has a length that cannot be');
    }
    if (value > bytes.length) throw new Unreadable('a row is shorter than its values');
  }

  #varint(bytes: Uint8Array, from: number): bigint {
    let value = 0n;
    let small = 0;
    for (let i = 0; i < 9; i++) {
      const byte = bytes[from + i];
      if (byte === undefined) throw new Unreadable('a number is cut off');
      if (i === 8) {
        this.#next = from + 9;
        return (value << 8n) | BigInt(byte);
      }
      if (i < 4) {
        small = (small << 7) | (byte & 0x7f);
        value = BigInt(small);
      } else value = (value << 7n) | BigInt(byte & 0x7f);
      if (byte < 0x80) {
        this.#next = from + i + 1;
        return value;
      }
    }
    return value;
  }

  /** For the schema table. */
  textAt(column: number): string {
    const type = this.#types[column] ?? 0;
    const at = this.#offsets[column] ?? 0;
    return type >= 13 && type % 2 === 1
      ? this.#decoder.decode(this.#bytes.subarray(at, at + ((type - 13) >> 1)))
      : '';
  }

  numberAt(column: number): number {
    const type = this.#types[column] ?? 0;
    return type === 9
      ? 1
      : type >= 1 && type <= 6
        ? Number(this.#integer(type, this.#offsets[column] as number))
        : 0;
  }

  #integer(type: number, at: number): bigint {
    const size = INTEGER_BYTES[type] as number;
    let value = BigInt(this.#view.getInt8(at));
    for (let i = 1; i < size; i++) value = (value << 8n) | BigInt(this.#view.getUint8(at + i));
    return value;
  }

  /** Puts the values into a sink. `alias`: the column that stands for the row's number, where there is one. */
  give(sink: Sink, paths: readonly Path[], alias: number): void {
    const count = Math.min(this.#types.length, paths.length);
    for (let i = 0; i < count; i++) {
      const path = paths[i] as Path;
      const type = this.#types[i] as number;
      const at = this.#offsets[i] as number;
      if (type === 0 && i === alias) sink.bigint(path, this.#rowid);
      else if (type === 0) sink.nil(path);
      else if (type <= 3) sink.number(path, Number(this.#integer(type, at)));
      else if (type <= 6) sink.bigint(path, this.#integer(type, at));
      else if (type === 7) sink.number(path, this.#view.getFloat64(at));
      else if (type <= 9) sink.number(path, type - 8);
      else if (type >= 12 && type % 2 === 0) sink.binary(path, this.#bytes, at, at + ((type - 12) >> 1));
      else if (type >= 13) this.#text(sink, path, at, at + ((type - 13) >> 1));
    }
  }

  #text(sink: Sink, path: Path, start: number, end: number): void {
    if (this.#utf8) {
      sink.text(path, this.#bytes, start, end);
      return;
    }
    const bytes = Buffer.from(this.#decoder.decode(this.#bytes.subarray(start, end)), 'utf8');
    sink.text(path, bytes, 0, bytes.length);
  }
}
