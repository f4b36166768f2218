import { Unreadable } from './limits.ts';

const damaged = (): Unreadable => new Unreadable('a structure of the Parquet file is damaged');
/** Values of one structure, those inside it counted. */
const MOST = 4_000_000;

/** Thrift's compact protocol, as Parquet uses it. A `RangeError` says that the bytes ended. */
export class ThriftReader {
  at = 0;
  readonly #bytes: Uint8Array;
  #left = MOST;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new RangeError('end');
    return byte;
  }

  varint(): number {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw damaged();
  }

  number(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** The fields of a structure: numbers as they are, structures inside it as maps of their own. */
  struct(depth: number): Map<number, number | Map<number, unknown>> {
    if (depth > 8) throw damaged();
    const out = new Map<number, number | Map<number, unknown>>();
    for (let field = 0; ; ) {
      const head = this.byte();
      if (head === 0) return out;
      const delta = head >> 4;
      field = delta === 0 ? this.number() : field + delta;
      const value = this.#value(head & 15, depth);
      if (value !== undefined) out.set(field, value);
    }
  }

  /** Passes over a value of a kind, and checks that no list states more elements than there are bytes. */
  pass(kind: number, depth: number): void {
    if (depth > 32 || --this.#left < 0) throw damaged();
    switch (kind) {
      case 1:
      case 2:
        return;
      case 3:
        this.byte();
        return;
      case 4:
      case 5:
      case 6:
        this.varint();
        return;
      case 7:
        this.at += 8;
        break;
      case 8: {
        const size = this.varint();
        this.at += size;
        break;
      }
      case 9:
      case 10: {
        const head = this.byte();
        const count = head >> 4 === 15 ? this.varint() : head >> 4;
        if (count > this.#bytes.length - this.at) throw damaged();
        for (let i = 0; i < count; i++) this.pass(head & 15, depth + 1);
        return;
      }
      case 12:
        for (;;) {
          const head = this.byte();
          if (head === 0) return;
          if (head >> 4 === 0) this.varint();
          this.pass(head & 15, depth + 1);
        }
      default:
        throw damaged();
    }
    if (this.at > this.#bytes.length) throw new RangeError('end');
  }

  #value(kind: number, depth: number): number | Map<number, unknown> | undefined {
    switch (kind) {
      case 1:
      case 2:
        return kind === 1 ? 1 : 0;
      case 3:
        return this.byte();
      case 4:
      case 5:
      case 6:
        return this.number();
      case 7:
        this.at += 8;
        return undefined;
      case 8: {
        const size = this.varint();
        this.at += size;
        return undefined;
      }
      case 9:
      case 10: {
        const head = this.byte();
        const count = head >> 4 === 15 ? this.varint() : head >> 4;
        if (count > 10_000) throw damaged();
        for (let i = 0; i < count; i++) this.#value(head & 15, depth + 1);
        return undefined;
      }
      case 12:
        return this.struct(depth + 1);
      default:
        throw damaged();
    }
  }
}
